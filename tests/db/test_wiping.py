"""What was deleted is gone from the bytes of the files, also from the gaps of pages that were once full."""

import uuid
from pathlib import Path
from random import Random

import pytest

from lms.db import db, saving
from lms.db.wiping import wipe_deleted

pytestmark = pytest.mark.usefixtures("context")
ROW = "INSERT INTO crowd VALUES (?, ?, ?, ?)"


@pytest.fixture
def raw(settings):
    paths = [settings.data_dir / name for name in ("lms.db", "lms.db-wal", "lms.db-shm")]
    return lambda: b"".join(Path(path).read_bytes() for path in paths if path.exists())


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
            run(ROW, (person, person[::-1], uuid.UUID(int=chance.getrandbits(128)).hex, turn))
    with saving():
        db.session.connection().exec_driver_sql("DELETE FROM crowd WHERE person = ?", (people[0],))
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
