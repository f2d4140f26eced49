"""People at the door, and what their browsers hold."""

from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.curriculum import queries as curriculum
from lms.db import db, saving
from lms.db.days import today
from lms.ledger.kinds import NewRecord
from lms.ledger.models import Enrolment
from lms.ledger.services import accept
from lms.people.models import Person
from lms.web import login
from tests.conftest import PASSPHRASE
from tests.pages import Page, Visitor


def typed(page: Page, name: str) -> str:
    """What a field of the page holds."""
    return page.tree.xpath("string(//input[@name=$name]/@value)", name=name)


def summary(page: Page) -> list[str]:
    """Where the error summary leads."""
    return page.tree.xpath("//div[@class='summary']//a/@href")


def words_on(page: Page) -> list[str]:
    """The recovery words."""
    return page.tree.xpath("//ol[@class='secret']/li/text()")


@pytest.fixture
def join(visit) -> Callable[..., Page]:
    """The page after joining."""

    def send(visitor: Visitor = visit, handle: str = "calm-river-7", passphrase: str = PASSPHRASE) -> Page:
        return visitor("/en/join").send("join", handle=handle, passphrase=passphrase)

    return send


@pytest.fixture
def people(app) -> Callable[[], list[str]]:
    """The handles of everybody."""

    def read() -> list[str]:
        with app.app_context():
            return sorted(db.session.scalars(select(Person.handle)))

    return read


@pytest.fixture
def clock(monkeypatch) -> SimpleNamespace:
    """The time sessions go by; add to `now` to wait."""
    clock = SimpleNamespace(now=1_800_000_000.0)
    monkeypatch.setattr(login, "time", SimpleNamespace(time=lambda: clock.now))
    return clock


@pytest.fixture
def receive(app) -> Callable[..., list[str]]:
    """So many answers to a check are kept; the codes of their receipts."""

    def send(key, number: int = 1) -> list[str]:
        with app.app_context(), saving():
            enrolment = db.session.get_one(Enrolment, key)
            revision_id = curriculum.outline("t1").modules[0].revision_id
            payload = {"question": "c-first", "response": "a"}
            records = [
                NewRecord(uuid4(), "check_answered", "lanterns/lighting", payload, revision_id) for _ in range(number)
            ]
            return [receipt.code for receipt in accept(enrolment, records, today())]

    return send
