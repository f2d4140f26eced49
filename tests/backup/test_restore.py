"""`lms restore`: what comes back, what is asked, and who stays erased."""

import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import inspect, select

from lms.backup import making
from lms.backup.rows import columns_of
from lms.db import Base, db, migrations, outbox, saving
from lms.in_use import serving
from lms.ledger.leaving import leave
from lms.ledger.models import Enrolment
from lms.people import erased, erasing
from lms.people.models import Person
from lms.progress.models import KeptText
from lms.progress.reflections import text_of
from tests.houses import HANDLES, contents, inside, rows_in
from tests.profile import THOROUGH

SECRETS = ("ledger-keys.json", "text.key")


def person(handle: str) -> Person:
    return db.session.scalars(select(Person).where(Person.handle == handle)).one()


def erase(folder: Path, handle: str, swept: bool = True) -> list[str]:
    """The person is gone; what could still be found of them: handle, ids."""
    with inside(folder):
        with saving():
            gone = person(handle)
            enrolment = db.session.scalars(select(Enrolment).where(Enrolment.person_id == gone.id)).one()
            marks = [handle, gone.id.hex, str(gone.id), enrolment.id.hex, str(enrolment.id)]
            erasing.erase_account(gone, gone.id)
        if swept:
            outbox.sweep("list_erased", "wipe_deleted")
    return marks


def raw(folder: Path) -> bytes:
    return b"".join(content for name, content in contents(folder).items() if name != "erased-ids")


@pytest.mark.parametrize("there", ["missing", "empty", "looked at"])
def test_a_folder_without_data_is_filled_without_a_question_and_all_is_there(house, run, backup, tmp_path, there):
    folder = tmp_path / "new" / "var"
    if there != "missing":
        folder.mkdir(parents=True)
    if there == "looked at":
        run(folder, "doctor")  # makes secrets, and an empty database
    result = run(folder, "restore", backup)
    assert result.exit_code == 0, result.output
    assert "2 persons" in result.output
    assert rows_in(folder) == rows_in(house)
    assert run(folder, "progress", "check").exit_code == 0
    assert run(folder, "db", "check").exit_code == 0
    for name in SECRETS:
        assert (folder / name).read_bytes() == (house / name).read_bytes()
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert sorted(path.name for path in folder.iterdir()) == ["in-use", *sorted((*SECRETS, "lms.db", "secret.key"))]


def test_kept_texts_open_and_receipts_prove_after_a_restore(run, backup, tmp_path):
    assert run(tmp_path / "new", "restore", backup).exit_code == 0
    with inside(tmp_path / "new"):
        kept = db.session.scalars(select(KeptText)).first()
        owner = db.session.get_one(Person, kept.person_id)
        assert text_of(owner, kept.step, kept.block, kept.sealed) == "words of my own"


def test_the_cookies_of_before_are_worth_nothing(house, run, backup):
    before = (house / "secret.key").read_bytes()
    assert run(house, "restore", backup, "--yes").exit_code == 0
    assert (house / "secret.key").read_bytes() != before


@pytest.mark.parametrize("typed", ["", "n\n", "\n"])
def test_data_is_replaced_only_after_a_yes(house, run, backup, typed):
    with inside(house), saving():
        person(HANDLES[0]).language = "ar"
    before = rows_in(house), {name: (house / name).read_bytes() for name in (*SECRETS, "secret.key")}
    result = run(house, "restore", backup, typed=typed)
    assert result.exit_code == 1
    assert "2 persons" in result.stderr
    assert (rows_in(house), {name: (house / name).read_bytes() for name in before[1]}) == before


@pytest.mark.parametrize(("words", "typed"), [(("--yes",), None), ((), "y\n")])
def test_after_a_yes_all_is_as_it_was_at_the_backup(house, run, backup, words, typed):
    before = rows_in(house)
    with inside(house), saving():
        person(HANDLES[0]).language = "ar"
    assert rows_in(house) != before
    assert run(house, "restore", backup, *words, typed=typed).exit_code == 0
    assert rows_in(house) == before
    assert not (house / "restoring").exists()


def test_who_was_erased_after_the_backup_stays_erased_in_every_byte(house, run, backup, tmp_path):
    marks = erase(house, HANDLES[0])
    assert run(tmp_path / "before", "restore", backup).exit_code == 0
    assert all(mark.encode() in raw(tmp_path / "before") for mark in (marks[0], marks[1])), "else this proves nothing"
    result = run(house, "restore", backup, "--yes")
    assert "Erased again, because it had been erased since: 1" in result.output
    assert [mark for mark in marks if mark.encode() in raw(house)] == []
    assert len(rows_in(house)["lms_person"]) == 1
    assert (house / "erased-ids").read_text().count("\n") == 1


def test_an_erasure_that_the_server_had_not_listed_yet_is_not_forgotten(house, run, backup):
    marks = erase(house, HANDLES[0], swept=False)
    assert not (house / "erased-ids").exists()
    assert run(house, "restore", backup, "--yes").exit_code == 0
    assert [mark for mark in marks if mark.encode() in raw(house)] == []
    assert marks[2] in (house / "erased-ids").read_text()


def test_the_list_is_the_one_of_the_folder_and_of_the_backup_together(house, run, backup, tmp_path):
    one, other = erase(house, HANDLES[0])[2], "6f1c2a52-9d1a-4c7f-9a37-2f5b0f6f3a11"
    later = tmp_path / "later"
    assert run(house, "backup", later).exit_code == 0
    folder = tmp_path / "another"
    folder.mkdir()
    (folder / "erased-ids").write_text(f"{other}\n")
    assert run(folder, "restore", later).exit_code == 0
    assert sorted((folder / "erased-ids").read_text().split()) == sorted([one, other])
    assert stat.S_IMODE((folder / "erased-ids").stat().st_mode) == 0o600


def test_who_left_a_course_after_the_backup_has_left_it(house, run, backup):
    with inside(house):
        with saving():
            leaver = person(HANDLES[0])
            leave(leaver, db.session.scalars(select(Enrolment).where(Enrolment.person_id == leaver.id)).one())
        outbox.sweep("list_erased", "wipe_deleted")
    assert run(house, "restore", backup, "--yes").exit_code == 0
    rows = rows_in(house)
    assert (len(rows["lms_person"]), len(rows["lms_enrolment"])) == (2, 1)
    assert run(house, "progress", "check").exit_code == 0


def test_what_was_never_taken_in_by_the_outbox_is_there_after_a_restore(house, run, tmp_path):
    with inside(house), saving():
        outbox.later("judge_completions", course_id=1)
    before = rows_in(house)["lms_outbox"]
    assert before
    run(house, "backup", tmp_path / "b")
    run(tmp_path / "new", "restore", tmp_path / "b")
    assert rows_in(tmp_path / "new")["lms_outbox"] == before


def test_a_backup_of_an_older_schema_is_brought_to_the_newest(house, run, tmp_path, monkeypatch):
    """Made by a version without details of people: it knows the tables and columns that there were then."""
    older = "20261124_becoming_staff"
    before = rows_in(house)["lms_record"]
    with inside(house), monkeypatch.context() as then:
        migrations.downgrade(older)
        there = inspect(db.engine)
        known = [table for table in Base.metadata.sorted_tables if there.has_table(table.name)]
        names = {table.name: {column["name"] for column in there.get_columns(table.name)} for table in known}
        then.setattr(migrations, "newest", lambda: older)
        then.setattr(making, "Base", SimpleNamespace(metadata=SimpleNamespace(sorted_tables=known)))
        then.setattr(
            making,
            "columns_of",
            lambda table: {name: tag for name, tag in columns_of(table).items() if name in names[table.name]},
        )
        result = run(house, "backup", tmp_path / "b")
        assert result.exit_code == 0, (result.output, result.exception)
    result = run(tmp_path / "new", "restore", tmp_path / "b")
    assert result.exit_code == 0, result.output
    assert run(tmp_path / "new", "db", "check").exit_code == 0
    assert run(tmp_path / "new", "progress", "check").exit_code == 0
    after = rows_in(tmp_path / "new")
    assert after["lms_record"] == before
    assert len(after["lms_person"]) == 2


def test_nothing_is_replaced_while_a_server_runs(house, run, backup):
    before = contents(house)
    with serving(house):
        result = run(house, "restore", backup, "--yes")
    assert (result.exit_code, "A server is running" in result.stderr) == (1, True)
    assert contents(house) == before | {"in-use": b""}


def test_nothing_is_replaced_while_another_program_has_the_database_open(house, run, backup):
    before = rows_in(house)
    with inside(house), db.engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM lms_person").all()
        result = run(house, "restore", backup, "--yes")
    assert (result.exit_code, "stop it first" in result.stderr) == (1, True)
    assert rows_in(house) == before


def test_a_database_with_tables_of_a_host_is_not_replaced(house, run, backup):
    with inside(house), saving():
        db.session.connection().exec_driver_sql("CREATE TABLE host_page (id INTEGER)")
    result = run(house, "restore", backup, "--yes")
    assert (result.exit_code, "host_page" in result.stderr) == (1, True)


@pytest.mark.parametrize("damage", [b"", b"no database at all", None])
def test_a_damaged_database_and_damaged_keys_are_mended_by_a_restore(house, run, backup, damage):
    before = rows_in(house)
    whole = (house / "lms.db").read_bytes()
    (house / "lms.db").write_bytes(whole[:6000] + b"\xff" * 9000 + whole[15000:] if damage is None else damage)
    (house / "ledger-keys.json").write_text("{")
    assert run(house, "restore", backup, "--yes").exit_code == 0
    assert rows_in(house) == before


def test_the_log_of_a_server_that_was_killed_is_not_taken_for_one_of_the_new_database(house, run, backup):
    before = rows_in(house)
    with inside(house):
        with saving():
            person(HANDLES[0]).language = "ar"
        log = (house / "lms.db-wal").read_bytes()
    assert len(log) > 4096
    (house / "lms.db").write_bytes(b"no database at all")
    (house / "lms.db-wal").write_bytes(log)
    assert run(house, "restore", backup, "--yes").exit_code == 0
    assert rows_in(house) == before


def test_a_database_elsewhere_is_restored_where_the_settings_say(house, run, backup, tmp_path, monkeypatch):
    (tmp_path / "disk").mkdir()
    address = f"sqlite:///{tmp_path / 'disk' / 'notes.db'}"
    monkeypatch.setenv("LMS_DATABASE_URL", address)
    assert run(tmp_path / "new", "restore", backup).exit_code == 0
    assert [path.name for path in (tmp_path / "disk").iterdir()] == ["notes.db"]
    assert not (tmp_path / "new" / "lms.db").exists()
    monkeypatch.delenv("LMS_DATABASE_URL")
    assert rows_in(tmp_path / "new", LMS_DATABASE_URL=address) == rows_in(house)


CUT_OFF = """
import os, sys
from pathlib import Path
from lms.backup import restoring
from lms.cli import main
replace, left = Path.replace, [int(sys.argv[1])]
def cut(self, target):
    left[0] -= 1
    if left[0] < 0:
        os._exit(9)
    return replace(self, target)
Path.replace = cut
main(["restore", sys.argv[2], "--yes"])
"""


@pytest.mark.parametrize("steps", [0, 1, 2, 3] if THOROUGH else [1])
def test_a_restore_that_was_killed_half_way_serves_nothing_and_is_done_by_the_next(house, run, backup, steps):
    """The process ends between any two of the files it puts in place."""
    before = rows_in(house)
    with inside(house), saving():
        person(HANDLES[0]).language = "ar"
    words = [sys.executable, "-c", CUT_OFF, str(steps), str(backup)]
    assert subprocess.run(words, env={"LMS_DATA_DIR": str(house)}, check=False).returncode == 9
    result = run(house, "progress", "check")
    assert (result.exit_code, "cut off half way" in result.stderr) == (1, True)
    assert run(house, "restore", backup, "--yes").exit_code == 0
    assert rows_in(house) == before
    assert run(house, "progress", "check").exit_code == 0


def test_accounts_that_the_retention_would_erase_at_once_are_told(house, run, tmp_path):
    with inside(house), saving():
        person(HANDLES[0]).used_on = db.func.date("2020-01-01")
    run(house, "backup", tmp_path / "b")
    assert "1 accounts have not been used" in run(tmp_path / "new", "restore", tmp_path / "b").output


def test_a_list_of_erased_ids_is_read_though_a_line_is_torn():
    assert erased.ids_in(b"6f1c2a52-9d1a-4c7f-9a37-2f5b0f6f3a11\n6f1c2a52-9d") == erased.ids_in(
        b"6f1c2a52-9d1a-4c7f-9a37-2f5b0f6f3a11\n"
    )
