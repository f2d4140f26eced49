"""A learner of the tiny course, in a browser."""

from collections.abc import Callable
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select

from lms.assessment.models import Attempt
from lms.assessment.recount import findings
from lms.db import db
from lms.learn import quizzes
from lms.ledger.models import Record
from tests.pages import Page

QUIZ, WORKSHOP = "/en/courses/t1/m1/s4", "/en/courses/t1/m1/w1"
RIGHT = {
    "q-flame": ["b"],
    "q-oil": ["a", "c"],
    "q-ring": ["false"],
    "q-hand": ["c"],
    "q-coat": ["a"],
    "q-parts": ["glass:shields", "wick:burns", "ring:holds"],
    "q-steps": ["lift:1", "light:2", "lower:3"],
    "q-share": ["12,5 %"],
    "q-holder": ["The ring"],
}


@pytest.fixture
def chance(monkeypatch) -> None:
    """The same draw each time."""
    monkeypatch.setattr(quizzes, "chance", Random(3))


@pytest.fixture
def begin() -> Callable[..., Page]:
    """The page of a new attempt, or of the open one; `quiz=` another than the one of choices."""
    return lambda visit, quiz=QUIZ: visit(quiz).send("attempts")


def questions_on(page: Page) -> list[str]:
    """The keys of the questions of an attempt's page, in order."""
    names = page.tree.xpath("//*[starts-with(@name, 'q-')]/@name")
    return [name.removeprefix("q-") for name in dict.fromkeys(names)]


def right_answers(page: Page) -> dict[str, list[str]]:
    return {f"q-{key}": RIGHT[key] for key in questions_on(page)}


def finish_address(page: Page) -> str:
    return page.tree.xpath("string(//button[@data-send-in]/@formaction)")


@pytest.fixture
def stored(app) -> Callable[[], list[Record]]:
    """Every record, in the order it came."""

    def read() -> list[Record]:
        with app.app_context():
            return list(db.session.scalars(select(Record).order_by(Record.turn)))

    return read


@pytest.fixture
def stored_attempt(app) -> Callable[[UUID | str], Attempt]:
    def read(attempt_id) -> Attempt:
        with app.app_context():
            return db.session.scalars(select(Attempt).where(Attempt.id == UUID(str(attempt_id)))).one()

    return read


@pytest.fixture
def is_clean(app) -> Callable[[], bool]:
    """Whether `lms progress check` finds nothing."""

    def check() -> bool:
        with app.app_context():
            return list(findings()) == []

    return check
