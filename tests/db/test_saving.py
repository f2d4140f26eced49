"""`saving()` and the guard of reading transactions: nothing is written but where writing was begun."""

import pytest
from sqlalchemy import event, func, select

from lms.db import begin_writing, db, saving
from lms.db.outbox import Work
from lms.errors import WriteOutsideSaving

pytestmark = pytest.mark.usefixtures("context")


def kept() -> int:
    return db.session.scalar(select(func.count()).select_from(Work).where(Work.name == "test"))


def write() -> None:
    db.session.add(Work(name="test", args={}))
    db.session.flush()


@pytest.fixture
def ended():
    """How each transaction from now on ends."""
    db.session.rollback()
    ends: list[str] = []

    def on_commit(_connection):
        ends.append("commit")

    def on_rollback(_connection):
        ends.append("rollback")

    event.listen(db.engine, "commit", on_commit)
    event.listen(db.engine, "rollback", on_rollback)
    yield ends
    event.remove(db.engine, "commit", on_commit)
    event.remove(db.engine, "rollback", on_rollback)


def test_what_is_saved_is_committed_once(ended):
    with saving():
        write()
        write()
    assert ended == ["commit"]
    assert kept() == 2


def test_what_fails_is_rolled_back_whole(ended):
    with pytest.raises(ZeroDivisionError), saving():
        write()
        raise ZeroDivisionError
    assert ended == ["rollback"]
    assert kept() == 0


def test_even_a_worker_that_is_being_stopped_leaves_nothing_half_done(ended):
    with pytest.raises(SystemExit), saving():
        write()
        raise SystemExit
    assert ended == ["rollback"]
    assert kept() == 0


@pytest.mark.parametrize("begin", [lambda: None, lambda: kept()], ids=["nothing was read yet", "something was read"])
def test_a_new_row_in_a_reading_transaction_is_refused(begin):
    db.session.rollback()
    begin()
    with pytest.raises(WriteOutsideSaving):
        write()
    db.session.rollback()
    assert kept() == 0


def test_a_changed_row_and_a_deleted_one_are_refused_likewise():
    with saving():
        write()
    row = db.session.scalars(select(Work).where(Work.name == "test")).one()
    row.tries = 3
    with pytest.raises(WriteOutsideSaving):
        db.session.flush()
    db.session.rollback()
    db.session.delete(db.session.scalars(select(Work).where(Work.name == "test")).one())
    with pytest.raises(WriteOutsideSaving):
        db.session.flush()
    db.session.rollback()
    assert kept() == 1


def test_an_autoflush_before_a_read_is_refused_as_well():
    db.session.rollback()
    db.session.add(Work(name="test", args={}))
    with pytest.raises(WriteOutsideSaving):
        kept()
    db.session.rollback()


def test_an_open_transaction_for_reading_is_not_upgraded():
    db.session.rollback()
    assert kept() == 0
    with pytest.raises(WriteOutsideSaving, match="before the first read"), saving():
        write()
    with pytest.raises(WriteOutsideSaving):
        begin_writing()
    db.session.rollback()
    with saving():
        write()
    assert kept() == 1


def test_a_request_that_has_begun_to_write_may_save_and_read_in_between():
    db.session.rollback()
    begin_writing()
    assert kept() == 0
    with saving():
        write()
    assert kept() == 1
