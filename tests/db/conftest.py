"""Looking at what is sent to the database, and an outbox with kinds of work of a test's own."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from sqlalchemy import delete, event

from lms.db import db, outbox, saving
from lms.db.outbox import Work
from lms.registry import registries


@pytest.fixture
def begun(context) -> Iterator[list[str]]:
    """For what each transaction from now on begins: "reading" or "writing"."""
    begun: list[str] = []

    def note(connection):
        begun.append("writing" if connection.get_execution_options().get("writes") else "reading")

    event.listen(db.engine, "begin", note)
    yield begun
    event.remove(db.engine, "begin", note)


@pytest.fixture
def empty_outbox(context) -> None:
    with saving():
        db.session.execute(delete(Work))


@pytest.fixture
def clock(monkeypatch) -> SimpleNamespace:
    """The time the outbox goes by; set `now` to wait."""
    clock = SimpleNamespace(now=1_800_000_000)
    monkeypatch.setattr(outbox, "time", SimpleNamespace(time=lambda: clock.now))
    return clock


@pytest.fixture
def kind(context):
    """Register a kind of work by its name."""
    return lambda name, work: registries().work.add(name, work)
