"""A learner on several devices, by plain HTTP: what browsers send, without the browsers."""

import http.client
import json
import re
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from lxml import html

PASSPHRASE = "three plain words"
MODULE = "/en/courses/k4/m1"
QUIZ = f"{MODULE}/s6"
LESSONS = tuple(f"conceptual-frameworks/{key}" for key in (
    "who-is-a-migrant-worker", "why-people-move", "recruitment-and-debt", "rights-and-duties", "kafala-by-element"
))  # fmt: skip
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Any
    text: str

    @property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.text)

    @property
    def records(self) -> list[dict[str, Any]]:
        return json.loads(self.text)["records"]


class Learner:
    """Joined, and taking the course; `attempt` is what its open page says of itself."""

    def __init__(self, port: int):
        self.port, self.cookie = port, ""
        page = self.send(self.get("/en/join"), "/join", passphrase=PASSPHRASE)
        self.handle = page.tree.xpath("string(//*[@id='handle'])") or None
        self.enrol()

    def enrol(self) -> None:
        self.send(self.get("/en/courses/k4"), "/enrol")
        lesson = self.get(f"{MODULE}/s1").tree
        self.token = lesson.xpath("string(//input[@name='csrf_token']/@value)")
        self.enrolment = lesson.xpath("string(//input[@name='enrolment']/@value)")
        self.revision = int(lesson.xpath("string(//input[@name='revision']/@value)"))

    def leave(self) -> None:
        reply = self.send(self.get("/en/courses/k4/leave"), "/leave")
        assert reply.status == 303, reply.text

    def get(self, path: str) -> Reply:
        return self.request("GET", path)

    def send(self, page: Reply, part: str, **changed: str) -> Reply:
        """The form of the page whose address contains the words."""
        form = next(form for form in page.tree.forms if part in form.action)
        return self.post(form.action, {**dict(form.form_values()), **changed})

    def post(self, path: str, fields: dict[str, str]) -> Reply:
        return self.request("POST", path, urlencode(fields), FORM)

    def deliver(self, *records: dict[str, Any]) -> Reply:
        """The records, as the script sends them."""
        body = json.dumps({"enrolment": self.enrolment, "records": list(records)})
        return self.request("POST", "/api/v1/records", body, {**JSON, "X-CSRFToken": self.token})

    def issue(self) -> str:
        """The id of the open attempt, or of a new one."""
        reply = self.post(f"{QUIZ}/attempts", {"csrf_token": self.token, "enrolment": self.enrolment})
        assert reply.status == 303, (reply.status, reply.text)
        return reply.headers["Location"].rpartition("/")[2]

    def issue_or_none(self) -> str | None:
        try:
            return self.issue()
        except AssertionError:
            return None

    def record(self, kind: str, payload: dict[str, Any], **more: Any) -> dict[str, Any]:
        known = {"id": str(uuid4()), "kind": kind, "payload": payload, "revision": self.revision}
        return {**known, "step": "conceptual-frameworks/final-quiz", **more}

    def answer(self, attempt: str, question: str, response: Any, seq: int) -> dict[str, Any]:
        return self.record("answer_given", {"question": question, "response": response}, attempt=attempt, seq=seq)

    def finish(self, attempt: str, answers: list[dict[str, Any]], seq: int) -> dict[str, Any]:
        named = {"answers": [answer["id"] for answer in answers]}
        return self.record("attempt_finished", named, attempt=attempt, seq=seq)

    def done(self, step: str) -> dict[str, Any]:
        return self.record("step_done", {}, step=step)

    def request(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> Reply:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, body, {"Cookie": self.cookie, "Accept": "*/*", **(headers or {})})
            answer = connection.getresponse()
            reply = Reply(answer.status, answer.headers, answer.read().decode())
        for given in answer.headers.get_all("Set-Cookie") or ():
            if found := re.match(r"notebook=([^;]+)", given):
                self.cookie = f"notebook={found[1]}"
        return reply
