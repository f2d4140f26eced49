"""What SQLite promises (DESIGN 10): on the disk when acknowledged, readers never wait, writers wait and never fail."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from lms.db import WRITES, begin_writing, db, saving
from lms.db.outbox import Work
from lms.people.models import SignIn
from tests.db.threads import in_threads


@pytest.fixture
def counter(app) -> int:
    """The id of a row to count in."""
    with app.app_context(), saving():
        row = Work(name="counter", args={}, tries=0)
        db.session.add(row)
        db.session.flush()
        return row.id


@pytest.fixture
def begins(context) -> Iterator[list[str]]:
    """The statements that begin transactions from now on."""
    db.session.rollback()
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


def counted(row_id: int) -> int:
    return db.session.scalar(select(Work.tries).where(Work.id == row_id))


@pytest.mark.sqlite("its pragmas")
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1), ("busy_timeout", 10_000)],
)
def test_every_connection_keeps_the_rules_of_the_engine(context, pragma, value):
    with db.engine.connect() as first, db.engine.connect() as second:
        for connection in (first, second):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_row_that_belongs_to_nobody_is_refused(context):
    with pytest.raises(IntegrityError, match="(?i)foreign key"), saving():
        db.session.add(SignIn(person_id=uuid4(), signed_in_on=date(2026, 5, 12)))


@pytest.mark.sqlite("BEGIN IMMEDIATE; on PostgreSQL rows are locked, and all transactions begin alike")
def test_a_transaction_that_reads_begins_plain_and_one_that_writes_immediate(context, counter, begins):
    assert counted(counter) == 0
    db.session.rollback()
    with saving():
        pass
    assert begins == ["BEGIN", "BEGIN IMMEDIATE"]


def test_a_reader_does_not_wait_beside_a_writer(app, context, counter):
    """The read is over while the write is still open, and sees what was committed before."""
    seen: list[int] = []
    begin_writing()
    db.session.execute(update(Work).where(Work.id == counter).values(tries=7))
    assert in_threads(app, [lambda: seen.append(counted(counter))]) == []
    assert db.session().in_transaction()
    assert seen == [0]
    db.session.commit()
    assert counted(counter) == 7


@pytest.mark.sqlite("one writer at a time; on PostgreSQL one for each enrolment: tests/db/test_postgres.py")
def test_a_second_writer_really_is_kept_out_while_the_first_is_at_work(context, counter):
    begin_writing()
    with db.engine.connect().execution_options(**WRITES) as second:
        second.connection.execute("PRAGMA busy_timeout=0")
        with pytest.raises(OperationalError, match="locked"):
            second.begin()
        second.connection.execute("PRAGMA busy_timeout=10000")


@pytest.mark.sqlite("one writer at a time; on PostgreSQL one for each enrolment: tests/db/test_postgres.py")
def test_writers_wait_for_each_other_and_none_is_lost(app, counter):
    def count_five():
        for _ in range(5):
            with saving():
                row = db.session.get_one(Work, counter)
                row.tries += 1

    assert in_threads(app, [count_five] * 4) == []
    with app.app_context():
        assert counted(counter) == 20


@pytest.mark.sqlite("SQLITE_BUSY_SNAPSHOT")
def test_a_writer_that_began_plain_fails_as_soon_as_another_came_between(context, counter):
    """Why a writing request must begin IMMEDIATE: no timeout helps here."""
    with db.engine.connect() as plain:
        assert plain.scalar(select(Work.tries).where(Work.id == counter)) == 0
        with saving():
            db.session.execute(update(Work).where(Work.id == counter).values(tries=1))
        with pytest.raises(OperationalError, match="locked"):
            plain.execute(update(Work).where(Work.id == counter).values(tries=2))
