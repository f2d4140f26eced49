"""What `lms doctor` finds in the data folder and in the database: each fault is really there, and gone when mended."""

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from lms.curriculum.models import Media, Module, Revision
from lms.db import db, migrations, outbox, saving
from lms.db.days import today
from lms.doctor import clock, courses, folder
from lms.ledger.models import Record
from lms.people.models import Person
from tests.doctor.looking import one
from tests.houses import contents, inside


def test_secrets_that_others_can_read_are_found_until_that_is_mended(house, look):
    names = ("secret.key", "text.key", "ledger-keys.json", "erased-ids", "lms.toml")
    for name in names:
        (house / name).touch()
        (house / name).chmod(0o640)
    found = look()
    assert len(found) == len(names)
    for name in names:
        one(found, f"{name} can be read by other accounts", stops=False)
    for finding in found:
        subprocess.run(finding.mend.partition("`")[2].rstrip("`."), shell=True, check=True)
    assert look() == []


def test_a_folder_that_others_can_open_is_found_and_the_database_in_it(house, look):
    house.chmod(0o755)
    assert len(look()) == 1
    (house / "lms.db").chmod(0o644)
    one(look(), "lms.db can be read by other accounts", stops=False)


def test_a_folder_that_cannot_be_written_is_found(house):
    """By an account that is not all-powerful, if the tests run as one that is."""
    place = Path(tempfile.mkdtemp())
    try:
        with inside(house) as settings:
            assert list(folder.can_be_written(settings)) == []
            elsewhere = replace(settings, data_dir=place, database_url="")
            place.chmod(0o555)
            as_nobody = os.geteuid() == 0
            os.seteuid(65534 if as_nobody else os.geteuid())
            try:
                found = list(folder.can_be_written(elsewhere))
            finally:
                os.seteuid(0 if as_nobody else os.geteuid())
    finally:
        place.rmdir()
    one(found, f"Nothing can be written to {place}", stops=True)


@pytest.mark.parametrize("limit", ["LEAST_FREE_BYTES", "ENOUGH_FREE_BYTES"])
def test_a_disk_that_is_nearly_full_is_found(look, monkeypatch, limit):
    """The disk is as it is; what is asked for is more than any has."""
    monkeypatch.setattr(folder, limit, 2**60)
    one(look(), "MB are free on the disk", stops=limit == "LEAST_FREE_BYTES")


def test_what_a_restore_left_behind_is_found(house, look):
    (house / "restoring").mkdir()
    shutil.copy(house / "lms.db", house / "lms.db.restoring")
    found = look()
    assert len(found) == 2
    for finding in found:
        assert "cut off" in finding.what
        subprocess.run(finding.mend.rpartition(": ")[2], shell=True, check=True)
    assert look() == []


def test_a_restore_that_was_cut_off_is_found(house, look):
    (house / "restore-unfinished").touch()
    one(look(), "cut off half way", stops=True)


@pytest.mark.parametrize(
    ("content", "words"), [(b"no database", "cannot be used"), (None, "damaged"), (b"", "The schema is not there")]
)
def test_a_damaged_database_is_found(house, look, content, words):
    path = house / "lms.db"
    whole = path.read_bytes()
    last = len(whole) - 40 * 4096
    path.write_bytes(whole[:last] + os.urandom(len(whole) - last) if content is None else content)
    found = look()
    assert any(finding.stops for finding in found)
    assert words in found[0].what or "malformed" in found[0].what


def test_a_row_that_belongs_to_nobody_is_found(look, change):
    change("INSERT INTO lms_sign_in (person_id, id, signed_in_on) VALUES ('0', '0', '2026-01-01')")
    one(look(), "A row of lms_sign_in belongs to one of lms_person", stops=True)


@pytest.mark.parametrize(("at", "words"), [("20261124_details", "not the newest"), ("20990101_x", "newer version")])
def test_a_schema_that_is_behind_or_ahead_is_found(look, change, at, words):
    change(f"UPDATE lms_version SET version_num = '{at}'")
    one(look(), words, stops=True)


def test_a_database_that_is_ahead_is_refused_by_other_commands_and_left_alone(house, run, change):
    change("UPDATE lms_version SET version_num = '20990101_later'")
    for words in (("db", "upgrade"), ("progress", "check"), ("demo",)):
        result = run(house, *words)
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit), words


@pytest.mark.parametrize(
    ("statement", "words", "stops"),
    [
        ("ALTER TABLE lms_person DROP COLUMN gender", "add_column", True),
        ("DROP INDEX ix_lms_report_course_id", "add_index", False),
        ("DROP TABLE lms_demo", "add_table", True),
    ],
)
def test_tables_that_differ_are_found(look, change, statement, words, stops):
    change(statement)
    one(look(), words, stops)


def test_a_key_of_the_ledger_that_is_gone_or_another_is_found(house, look):
    path = house / "ledger-keys.json"
    kept = path.read_bytes()
    path.unlink()  # the next start makes another, and says nothing
    one(look(), "is not the one that signed the records", stops=True)
    path.write_text('{"b": "00ff"}')
    one(look(), "which is not in", stops=True)
    path.write_bytes(kept)
    assert look() == []


def test_a_record_that_was_changed_is_found(house, look):
    with inside(house), saving():
        db.session.execute(update(Record).where(Record.kind == "check_answered").values(payload={"question": "x"}))
    assert [(finding.about, finding.stops) for finding in look()] == [("keys", True)]


def test_a_key_of_texts_that_is_gone_is_found(house, look):
    (house / "text.key").unlink()
    one(look(), "does not open what people keep", stops=True)


def test_a_clock_behind_the_newest_day_is_found(house, look):
    with inside(house), saving():
        db.session.execute(update(Person).values(used_on=today() + timedelta(days=1)))
    one(look(), "one of them is wrong", stops=True)


def test_a_clock_behind_this_version_is_found(look, monkeypatch):
    newest = clock.day_of(migrations.newest())
    assert newest
    monkeypatch.setattr(clock, "today", lambda: newest - timedelta(days=2))
    one([each for each in look() if "of lms is of" in each.what], "this version of lms is of", stops=True)


def test_accounts_that_a_clock_far_ahead_would_erase_are_found(house, look):
    with inside(house), saving():
        db.session.execute(update(Person).values(used_on=today() - timedelta(days=731)))
    one(look(), "2 accounts were not used for 730 days", stops=False)


def test_a_site_without_a_course_is_found(house, look):
    with inside(house), saving():
        db.session.execute(text("UPDATE lms_course SET revision_id = NULL"))
    one(look(), "None is published", stops=False)


def test_a_wording_that_cannot_be_read_is_found(house, look):
    with inside(house), saving():
        db.session.execute(update(Revision).where(Revision.module_id.is_not(None)).values(document={"schema": 1}))
    assert {(finding.about, finding.stops) for finding in look()} == {("courses", True)}


def test_a_course_whose_wording_is_gone_is_found(house, look):
    with inside(house), saving():
        db.session.execute(update(Module).values(revision_id=999))
    assert all("cannot be read" in finding.what for finding in look())
    assert look()


def test_a_question_type_that_is_not_installed_is_found(house, look):
    with inside(house), saving():
        for revision in db.session.query(Revision).filter(Revision.module_id.is_not(None)):
            revision.document = json.loads(json.dumps(revision.document).replace('"numeric"', '"sculpture"'))
    one(look(), "The question type “sculpture” is not installed", stops=True)


def test_a_picture_that_is_gone_is_found(house, look):
    with inside(house), saving():
        assert db.session.query(Media).delete()
    one(look(), "lacks 1 pictures", stops=False)


def test_facts_that_are_overdue_are_found(look, monkeypatch):
    monkeypatch.setattr(courses, "today", today)
    one(look(), "statements of law or number", stops=False)


def wait_with(house: Path, *rows: dict) -> None:
    with inside(house), saving():
        db.session.query(outbox.Work).delete()
        db.session.add_all(outbox.Work(**{"args": {}, **row}) for row in rows)


def test_work_that_is_not_done_is_found(house, look):
    wait_with(
        house,
        {"name": "wipe_deleted", "tries": outbox.TRIES},
        {"name": "erase_unused", "tries": 2},
        {"name": "forget_old_audit", "run_at": 1_000_000_000},
        {"name": "translate"},
    )
    found = look()
    assert len(found) == 4
    for words in (
        f"1 × wipe_deleted failed {outbox.TRIES} times",
        "1 × erase_unused failed, and is tried again",
        "The oldest work has been due for",
        "1 × translate waits, and nothing",
    ):
        one(found, words, stops=False)


def test_work_that_failed_too_often_is_tried_again_when_asked(house, run, look):
    wait_with(house, {"name": "forget_old_audit", "tries": outbox.TRIES, "run_at": 4_000_000_000})
    assert run(house, "doctor", "--try-again").exit_code == 0
    assert look() == []
    with inside(house):
        assert outbox.sweep() == 1


def test_to_look_changes_nothing(house, look):
    look()
    before = contents(house)
    assert look() == []
    assert contents(house) == before
