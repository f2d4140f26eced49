"""Learners made through the app's own pages, and what they send while they are measured."""

import http.cookiejar
import itertools
import json
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable

from lxml import html

from tests.bench.load import Client

LESSON, QUIZ = "/en/courses/k4/m1/s1", "/en/courses/k4/m1/s6"


class Learner:
    """An account that takes the course and has an open attempt."""

    def __init__(self, port: int):
        self.base = f"http://127.0.0.1:{port}"
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.handle = self.send(self.get("/en/join"), "join", passphrase="three plain words")
        self.send(self.get("/en/courses/k4"), "enrol")
        self.begin()

    def get(self, path: str) -> html.HtmlElement:
        with self.opener.open(self.base + path) as reply:
            tree = html.document_fromstring(reply.read())
            tree.make_links_absolute(reply.geturl())
            return tree

    def send(self, page: html.HtmlElement, part: str, **changed: str) -> html.HtmlElement:
        form = next(form for form in page.forms if part in form.action)
        fields = {**dict(form.form_values()), **changed}
        with self.opener.open(form.action, urllib.parse.urlencode(fields).encode()) as reply:
            tree = html.document_fromstring(reply.read())
            tree.make_links_absolute(reply.geturl())
            return tree

    def begin(self) -> None:
        """An attempt is open, and its page read."""
        page = self.get(QUIZ)
        links = [link for link in page.xpath("//a[contains(@class, 'next')]/@href") if "/attempts/" in link]
        page = self.get(urllib.parse.urlsplit(links[0]).path) if links else self.send(page, "attempts")
        form = next(form for form in page.forms if "answers" in form.action)
        self.about = {name: form.get(f"data-{name}") for name in ("step", "revision", "attempt", "records", "seq")}
        self.numbers = itertools.count(int(self.about["seq"]) + 1)
        self.fields = {name: value for name, value in form.form_values() if name in ("csrf_token", "enrolment")}
        self.answers = urllib.parse.urlsplit(form.action).path
        radios = page.xpath("//input[@type='radio']")
        self.question = radios[0].name
        self.options = itertools.cycle([each.get("value") for each in radios if each.name == self.question][:2])

    def begin_anew(self) -> None:
        """The open attempt is sent in, and another begun: one with few answers, as people have."""
        path = self.answers.replace("/answers", "/finish")
        fields = urllib.parse.urlencode({**self.fields, "anyway": "1"}).encode()
        self.opener.open(self.base + path, fields).close()
        self.begin()

    @property
    def cookie(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)

    def reads(self) -> Client:
        return Client(self.cookie, lambda: ("GET", LESSON, ""))

    def answers_again(self) -> Client:
        """As the script does: one tap at a time, each time another choice."""
        sent = {"Content-Type": "application/json", "X-CSRFToken": self.fields["csrf_token"]}
        return Client(self.cookie, lambda: ("POST", self.about["records"], self._tap()), sent)

    def sends_in(self) -> Client:
        """One finish; the attempt is closed afterwards."""
        path = self.answers.replace("/answers", "/finish")
        return Client(self.cookie, lambda: ("POST", path, self._body(anyway="1", seen="0")))

    def _tap(self) -> str:
        record = {
            "id": str(uuid.uuid4()),
            "kind": "answer_given",
            "step": self.about["step"],
            "revision": int(self.about["revision"]),
            "attempt": self.about["attempt"],
            "seq": next(self.numbers),
            "payload": {"question": self.question.removeprefix("q-"), "response": next(self.options)},
        }
        return json.dumps({"enrolment": self.fields["enrolment"], "records": [record]})

    def _body(self, **fields: str) -> str:
        return urllib.parse.urlencode({**self.fields, **fields})


def bare_reader(port: int, number: int) -> Client:
    return Client(_bare_cookie(port, number), lambda: ("GET", "/lesson/1", ""))


def bare_writer(port: int, number: int) -> Client:
    choose: Callable[[], str] = itertools.cycle(["a", "b"]).__next__
    return Client(_bare_cookie(port, number), lambda: ("POST", "/answer", f"question=q-paid-work&response={choose()}"))


def _bare_cookie(port: int, number: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/{number}") as reply:
        return reply.headers["Set-Cookie"].partition(";")[0]
