"""Programs that send records, as the script of a quiz does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from tests.learn.conftest import QUIZ, RIGHT, begin, is_clean, questions_on, stored, stored_attempt
from tests.pages import Page, Visitor

__all__ = ["begin", "is_clean", "stored", "stored_attempt"]
ADDRESS = "/api/v1/records"


@dataclass
class Device:
    """A browser with the page of an open attempt, and what its script would send."""

    visitor: Visitor
    token: str
    attempt: dict[str, str]  #: what the page carries: enrolment, attempt, step, revision, seq
    questions: list[str]

    def send(self, call: Any, **headers: str):
        given = {"X-CSRFToken": self.token, "Origin": "http://localhost", **headers}
        return self.visitor.client.post(ADDRESS, json=call, headers={k: v for k, v in given.items() if v})

    def batch(self, *records: dict[str, Any], **changed: Any) -> dict[str, Any]:
        return {"enrolment": self.attempt["enrolment"], "records": list(records), **changed}

    def answer(self, number: int = 0, response: Any = "right", seq: int = 1, **changed: Any) -> dict[str, Any]:
        """An answer to the question of that number."""
        key = self.questions[number]
        if response == "right":
            right = RIGHT[key]
            response = right if key == "q-oil" else right[0]
        return {**self.record("answer_given", {"question": key, "response": response}, seq), **changed}

    def finish(self, *answers: dict[str, Any], seq: int = 100) -> dict[str, Any]:
        return self.record("attempt_finished", {"answers": sorted(each["id"] for each in answers)}, seq)

    def record(self, kind: str, payload: dict[str, Any], seq: int) -> dict[str, Any]:
        page = self.attempt
        about = {"step": page["step"], "revision": int(page["revision"]), "attempt": page["attempt"]}
        return {"id": str(uuid4()), "kind": kind, "payload": payload, "seq": seq, **about}

    def lesson_done(self, step: str = "lanterns/lighting", **changed: Any) -> dict[str, Any]:
        about = {"step": step, "revision": int(self.attempt["revision"]), "payload": {}}
        return {"id": str(uuid4()), "kind": "step_done", **about, **changed}


def device_at(visitor: Visitor) -> Device:
    """The visitor's attempt, opened."""
    quiz = visitor(QUIZ)
    opened = [link for link in quiz.links() if "/attempts/" in link]
    return device_on(visitor(opened[0]) if opened else quiz.send("attempts"))


def device_on(page: Page) -> Device:
    """The page of an open attempt."""
    form = page.tree.xpath("//form[@data-attempt]")[0]
    about = {name: form.get(f"data-{name}") for name in ("enrolment", "attempt", "step", "revision", "seq")}
    token = dict(form.form_values())["csrf_token"]
    return Device(page.visitor, token, about, questions_on(page))


@pytest.fixture
def device(learner) -> Device:
    return device_at(learner)


@pytest.fixture
def stranger(another, make_enrolment, sign_in) -> Device:
    """Another learner of the course."""
    visitor = another()
    make_enrolment("quiet-lake-9")
    sign_in(visitor, "quiet-lake-9")
    return device_at(visitor)


@pytest.fixture
def second(another, sign_in, learner) -> Callable[[], Device]:
    """The same learner, on another device."""

    def open_attempt() -> Device:
        visitor = another()
        sign_in(visitor)
        return device_at(visitor)

    return open_attempt
