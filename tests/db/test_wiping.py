"""What was deleted is gone from the bytes of the files, also from the gaps of pages that were once full."""

import uuid
from random import Random
from types import SimpleNamespace

import pytest
from sqlalchemy import MetaData, Table, text

from lms.db import db, saving, wiping
from lms.db.wiping import wipe_deleted
from tests import databases

pytestmark = pytest.mark.usefixtures("context")
ROW = text("INSERT INTO crowd VALUES (:person, :course, :id, :turn)")


@pytest.fixture
def raw(settings):
    return lambda: databases.raw(settings.data_dir)


@pytest.fixture(autouse=True)
def _crowd_is_ours(monkeypatch):
    """What is wiped are our tables, and so is this one while it is looked at."""
    crowd = Table("crowd", MetaData())
    monkeypatch.setattr(wiping, "Base", SimpleNamespace(metadata=SimpleNamespace(tables={"crowd": crowd})))


def gather(chance: Random) -> str:
    """Rows of three people lie in a new table, those of one of them are deleted, and the log is emptied; whose."""
    people = [uuid.UUID(int=chance.getrandbits(128), version=4).hex for _ in range(3)]
    with saving():
        run = db.session.connection().exec_driver_sql
        run("DROP TABLE IF EXISTS crowd")
        run("CREATE TABLE crowd (person TEXT, course TEXT, id TEXT, turn INT, PRIMARY KEY (person, course, id))")
        run("CREATE UNIQUE INDEX crowd_turn ON crowd (person, course, turn)")
        for turn in range(200):
            person = chance.choice(people)
            ids = {"person": person, "course": person[::-1], "id": uuid.UUID(int=chance.getrandbits(128)).hex}
            db.session.execute(ROW, {**ids, "turn": turn})
    with saving():
        db.session.execute(text("DELETE FROM crowd WHERE person = :person"), {"person": people[0]})
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return people[0]


def test_deleting_alone_leaves_bytes_behind_and_wiping_removes_them(raw):
    found = 0
    for seed in range(60):
        gone = gather(Random(seed)).encode()
        if gone in raw():
            found += 1
            wipe_deleted()
            assert gone not in raw()
        if found == 2:
            return
    raise AssertionError("deleting was enough each time: wiping is not needed any more")


def test_wiping_changes_no_row(raw):
    gather(Random(1))
    db.session.rollback()
    rows = db.session.connection().exec_driver_sql("SELECT * FROM crowd ORDER BY 1, 3").all()
    db.session.rollback()
    wipe_deleted()
    assert db.session.connection().exec_driver_sql("SELECT * FROM crowd ORDER BY 1, 3").all() == rows
    assert len(rows) > 100
