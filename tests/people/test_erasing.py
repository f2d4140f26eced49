"""Erased is erased: the list of ids outside the database, an older database put back, and the bytes of the files."""

import stat
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select

from lms.db import db, outbox, saving, wiping
from lms.db.days import today
from lms.db.outbox import Work, sweep
from lms.errors import PermissionRefused
from lms.ledger import leaving
from lms.ledger.models import Enrolment
from lms.people import erased, erasing
from lms.people import services as people
from lms.people.models import Person
from tests import databases
from tests.lives import OF_THE_ACCOUNT, TRACES, answer_check, live, new_learner, rows_about, writing

pytestmark = pytest.mark.usefixtures("empty_outbox")


@pytest.fixture
def empty_outbox(context) -> None:
    with saving():
        db.session.execute(delete(Work))


@pytest.fixture
def ids_file(settings) -> Path:
    return settings.data_dir / "erased-ids"


@pytest.fixture
def raw(settings):
    """The bytes of the database's files."""
    return lambda: databases.raw(settings.data_dir)


def erase(person_id: UUID) -> None:
    with writing():
        erasing.erase_account(db.session.get_one(Person, person_id), person_id)


def leave(key) -> None:
    with writing():
        leaving.leave(db.session.get_one(Person, key[0]), db.session.get_one(Enrolment, key))


def _nobody_is_connected() -> None:
    db.session.remove()
    db.engine.dispose()


def waiting() -> list[tuple[str, int]]:
    found = [(row.name, row.tries) for row in db.session.scalars(select(Work).order_by(Work.id))]
    db.session.rollback()
    return found


def spellings(value: object) -> list[bytes]:
    """How a text or an id may lie in the file."""
    return [str(value).encode(), value.hex.encode(), value.bytes] if isinstance(value, UUID) else [str(value).encode()]


def test_nobody_erases_somebody_else():
    key, other = new_learner("calm-river-7"), new_learner("quiet-lake-9")
    with pytest.raises(PermissionRefused), writing():
        erasing.erase_account(db.session.get_one(Person, key[0]), other[0])
    assert rows_about(other[0])


def test_the_list_has_the_ids_one_a_line_and_nothing_else(ids_file):
    key, other = new_learner("calm-river-7"), new_learner("quiet-lake-9")
    leave(other)
    erase(key[0])
    sweep()
    assert ids_file.read_text() == f"{other[1]}\n{key[0]}\n"
    assert stat.S_IMODE(ids_file.stat().st_mode) == 0o600
    assert waiting() == []
    assert rows_about(*key, other[1]) == {}


def test_nothing_is_listed_of_an_erasure_that_was_not_committed(ids_file):
    key = new_learner("calm-river-7")
    with pytest.raises(ZeroDivisionError), writing():
        erasing.erase_account(db.session.get_one(Person, key[0]), key[0])
        raise ZeroDivisionError
    sweep()
    assert not ids_file.exists()
    assert rows_about(key[0])


def test_an_erasure_whose_server_was_killed_right_after_it_is_listed_by_the_next_one(ids_file):
    key = new_learner("calm-river-7")
    erase(key[0])
    assert not ids_file.exists()
    assert [name for name, _ in waiting()] == ["list_erased"]
    sweep()  # of the server that is started next
    assert erased.listed() == {key[0]}


def test_a_list_that_cannot_be_written_is_written_later(ids_file, monkeypatch):
    key = new_learner("calm-river-7")
    erase(key[0])
    ids_file.mkdir()
    sweep()
    assert waiting() == [("list_erased", 1)]
    ids_file.rmdir()
    monkeypatch.setattr(outbox, "time", type("later", (), {"time": staticmethod(lambda: 4_000_000_000)}))
    sweep()
    assert erased.listed() == {key[0]}
    assert waiting() == []


def test_a_line_that_was_torn_spoils_no_other(ids_file):
    first, second = uuid4(), uuid4()
    erased.add([first])
    with ids_file.open("a") as file:
        file.write(str(uuid4())[:20])
    erased.add([second, first, second])
    assert erased.listed() == {first, second}
    assert ids_file.read_text().count(str(first)) == 1


def test_after_an_older_database_is_put_back_whoever_was_erased_is_erased_again(settings, tmp_path_factory):
    key, other, third = (new_learner(handle) for handle in ("calm-river-7", "quiet-lake-9", "plain-oak-11"))
    for each in (key, other, third):
        live(each)
    kept = rows_about(*third)
    sweep()
    wiping.wipe_deleted()
    backup = tmp_path_factory.mktemp("backup")
    _nobody_is_connected()
    databases.copy(settings.data_dir, backup)
    erase(key[0])
    leave(other)
    sweep()
    _nobody_is_connected()
    databases.replace(backup, settings.data_dir)
    assert rows_about(key[0])
    with writing():
        assert leaving.apply_erased() == 2
    sweep()
    assert rows_about(*key, other[1]) == {}
    assert set(rows_about(other[0])) == OF_THE_ACCOUNT
    assert rows_about(*third) == kept
    with writing():
        assert leaving.apply_erased() == 0
    assert waiting() == []


def test_after_an_erasure_the_files_hold_neither_handle_nor_ids_nor_answers(raw, settings):
    key, record_id = new_learner("calm-river-7"), uuid4()
    live(key)
    live(key, lambda key: answer_check(key, record_id))
    live(new_learner("quiet-lake-9"))  # PostgreSQL keeps its samples of a table that becomes quite empty
    with writing():
        db.session.get_one(Person, key[0]).passphrase_hash = "digest-of-calm-river"
    marks = ["calm-river-7", "digest-of-calm-river", *key, record_id]
    databases.take_samples(settings.data_dir)
    before = raw()
    assert all(any(each in before for each in spellings(mark)) for mark in marks), "else this would prove nothing"
    erase(key[0])
    sweep()
    after = raw()
    assert [mark for mark in marks if any(each in after for each in spellings(mark))] == []


def test_the_files_hold_nothing_of_those_who_left_a_crowd(raw):
    """Rows of many people share out full pages; see tests/db/test_wiping.py."""
    chance, keys = Random(5), [new_learner(f"somebody-{number:02}") for number in range(12)]
    for _ in range(100):
        live(chance.choice(keys), chance.choice(TRACES))
    for key in keys[::2]:
        erase(key[0])
    sweep()
    handles = [f"somebody-{number:02}".encode() for number in range(12)]
    ids = [[spelling for each in key for spelling in spellings(each)] for key in keys]
    after = raw()
    assert [handle in after for handle in handles] == [False, True] * 6
    assert [any(each in after for each in some) for some in ids] == [False, True] * 6


def test_a_reader_who_stays_holds_the_wiping_back_for_a_while_only(raw, monkeypatch):
    monkeypatch.setattr(wiping, "PATIENCE_MILLISECONDS", 1)
    key = new_learner("calm-river-7")
    with db.engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM lms_person").all()
        erase(key[0])
        for _ in range(outbox.TRIES + 1):
            sweep()
            monkeypatch.setattr(outbox, "time", type("on", (), {"time": staticmethod(lambda: 4_000_000_000)}))
        assert waiting() == [("wipe_deleted", 0)], "it waits, and does not give up"
        with db.engine.connect() as other:
            asked, patience = ("SHOW lock_timeout", "10s") if databases.ON_POSTGRES else ("PRAGMA busy_timeout", 10_000)
            assert other.exec_driver_sql(asked).scalar() == patience
    monkeypatch.setattr(outbox, "time", type("on", (), {"time": staticmethod(lambda: 5_000_000_000)}))
    sweep()
    assert waiting() == []
    assert b"calm-river-7" not in raw()


@pytest.mark.parametrize(("days", "is_kept"), [(0, True), (729, True), (730, True), (731, False), (3000, False)])
def test_an_account_that_nobody_signs_in_to_is_kept_so_many_days_and_no_longer(monkeypatch, days, is_kept):
    key = new_learner("calm-river-7")
    live(key)
    assert erasing.kept_until(db.session.get_one(Person, key[0])) == today() + timedelta(days=730)
    monkeypatch.setattr(erasing, "today", lambda: today() + timedelta(days=days))
    ask_for_unused()
    assert bool(rows_about(*key)) == is_kept
    assert (key[0] in erased.listed()) != is_kept


def test_signing_in_begins_the_count_anew(monkeypatch):
    key = new_learner("calm-river-7")
    later_day = today() + timedelta(days=700)
    with writing():
        people.sign_in(key[0], later_day)
    assert erasing.kept_until(db.session.get_one(Person, key[0])) == later_day + timedelta(days=730)
    monkeypatch.setattr(erasing, "today", lambda: later_day + timedelta(days=730))
    ask_for_unused()
    assert rows_about(key[0])


def test_an_account_from_before_the_count_counts_from_the_day_of_joining(monkeypatch):
    key = new_learner("calm-river-7")
    with writing():
        db.session.get_one(Person, key[0]).used_on = None
    monkeypatch.setattr(erasing, "today", lambda: today() + timedelta(days=731))
    ask_for_unused()
    assert rows_about(key[0]) == {}


def test_very_many_unused_accounts_are_erased_in_parts_and_those_in_use_stay(monkeypatch):
    monkeypatch.setattr(erasing, "AT_ONCE", 2)
    keys = [new_learner(f"learner-{number}") for number in range(5)]
    day = today() + timedelta(days=731)
    with writing():
        people.sign_in(keys[3][0], day)
    monkeypatch.setattr(erasing, "today", lambda: day)
    ask_for_unused()
    assert [bool(rows_about(key[0])) for key in keys] == [False, False, False, True, False]
    assert waiting() == []


def ask_for_unused() -> None:
    with writing():
        outbox.later_once("erase_unused")
        outbox.later_once("erase_unused")
    assert [name for name, _ in waiting()] == ["erase_unused"]
    sweep()
