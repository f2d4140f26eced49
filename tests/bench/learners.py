"""Learners of the population, signed in through the app's own page, and what they send while they are measured."""

import itertools
import json
import re
import urllib.request
import uuid
from collections.abc import Generator
from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlencode

from tests.bench.load import Client, Flow, Reply, Request
from tests.bench.population import PASSPHRASE
from tests.service import learner as service

COURSE, LESSON = "/en/courses/k4", f"{service.MODULE}/s1"
WHY, SEARCH, QUIZ = f"{COURSE}/why", "/en/search", service.QUIZ
SOUGHT = ("recruitment fees", "passport", "domestic work", "who pays", "debt bondage", "kafala", "a minimum wage")
_NAMED = re.compile(r'data-(attempt|step|revision|seq|records)="([^"]*)"')
_CHOICE = re.compile(r'<input type="radio" name="q-([a-z0-9-]+)" value="([^"]*)"')


@dataclass
class Paper:
    """An open attempt, as its page tells of it."""

    attempt: str
    step: str
    revision: int
    records: str  #: where answers are sent
    choices: dict[str, list[str]]  #: question → its options
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def answer(self, question: str, response: str) -> dict[str, object]:
        return {
            "id": str(uuid.uuid4()),
            "kind": "answer_given",
            "step": self.step,
            "revision": self.revision,
            "attempt": self.attempt,
            "seq": next(self.numbers),
            "payload": {"question": question, "response": response},
        }


class Learner(service.Learner):
    """Somebody of the population, on a device."""

    def __init__(self, port: int, handle: str):
        self.port, self.cookie, self.handle = port, "", handle
        self.send(self.get("/en/sign-in"), "/sign-in", handle=handle, passphrase=PASSPHRASE)
        lesson = self.get(LESSON).tree
        self.token = lesson.xpath("string(//input[@name='csrf_token']/@value)")
        self.enrolment = lesson.xpath("string(//input[@name='enrolment']/@value)")
        assert self.enrolment, f"{handle} could not sign in, or does not take the course"

    def reads(self, path: str) -> Client:
        return Client(self.cookie, _again(Request("GET", path)))

    def searches(self) -> Client:
        return Client(self.cookie, (Request("GET", f"{SEARCH}?q={quote_plus(q)}") for q in itertools.cycle(SOUGHT)))

    def saves(self) -> Client:
        """As the script does: one tap at a time, each time another choice."""
        return Client(self.cookie, self._taps())

    def finishes(self) -> Client:
        """A whole quiz, the answers in one call; only sending in counts."""
        return Client(self.cookie, self._quizzes())

    def _taps(self) -> Flow:
        yield from self._sent_in((yield from self._begun()))  # a new one: one with few answers, as people have
        paper = yield from self._begun()
        question, options = next(iter(paper.choices.items()))
        for option in itertools.cycle(options[:2]):
            yield self._call(paper, [paper.answer(question, option)])

    def _quizzes(self) -> Flow:
        while True:
            paper = yield from self._begun()
            answers = [paper.answer(question, options[0]) for question, options in paper.choices.items()]
            yield self._call(paper, answers, counts=False)
            yield from self._sent_in(paper, counts=True)

    def _begun(self) -> Generator[Request, Reply, Paper]:
        issued = yield Request("POST", f"{QUIZ}/attempts", self._body(), counts=False)
        page = (yield Request("GET", issued.location, counts=False)).body.decode()
        named = dict(_NAMED.findall(page))
        choices: dict[str, list[str]] = {}
        for question, option in _CHOICE.findall(page):
            choices.setdefault(question, []).append(option)
        numbers = itertools.count(int(named["seq"]) + 1)
        return Paper(named["attempt"], named["step"], int(named["revision"]), named["records"], choices, numbers)

    def _sent_in(self, paper: Paper, counts: bool = False) -> Flow:
        yield Request("POST", f"/en/attempts/{paper.attempt}/finish", self._body(anyway="1", seen="0"), counts=counts)

    def _call(self, paper: Paper, records: list[dict[str, object]], counts: bool = True) -> Request:
        headers = {**service.JSON, "X-CSRFToken": self.token}
        body = json.dumps({"enrolment": self.enrolment, "records": records})
        return Request("POST", paper.records, body, headers, counts)

    def _body(self, **fields: str) -> str:
        return urlencode({"csrf_token": self.token, "enrolment": self.enrolment, **fields})


class BareLearner:
    """Somebody of the bare app."""

    def __init__(self, port: int, number: int):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/{number}") as reply:
            self.cookie = reply.headers["Set-Cookie"].partition(";")[0]

    def reads(self) -> Client:
        return Client(self.cookie, _again(Request("GET", "/lesson/1")))

    def saves(self) -> Client:
        answers = (f"question=q-paid-work&response={choice}" for choice in itertools.cycle("ab"))
        return Client(self.cookie, (Request("POST", "/answer", answer) for answer in answers))


def _again(request: Request) -> Flow:
    while True:
        yield request
