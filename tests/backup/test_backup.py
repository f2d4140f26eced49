"""`lms backup`: what is in the file, who can read it, and when it is not made."""

import os
import sqlite3
import stat
import threading
from pathlib import Path
from zipfile import ZipFile

import pytest

from lms.backup import archive, loading, making, rows
from lms.backup.rows import KINDS, columns_of, tag_of
from lms.db import Base, db, saving
from lms.people.models import Person
from tests.houses import HANDLES, contents, inside, rows_in


def test_it_says_what_is_in_it_and_who_can_read_it(house, run, tmp_path):
    result = run(house, "backup", tmp_path / "b")
    assert result.exit_code == 0, result.output
    for words in ("2 persons", "ledger-keys.json, text.key", "Not in it: secret.key", "Whoever has the file", "Seal: "):
        assert words in result.output


def test_any_tool_opens_it_and_nothing_finer_than_a_day_is_in_it(backup):
    with ZipFile(backup) as opened:
        assert opened.testzip() is None
        names = set(opened.namelist())
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"lms restore" in opened.read("READ-ME.txt")
    tables = {f"tables/{name}.jsonl" for name in Base.metadata.tables}
    assert names == {"READ-ME.txt", "manifest.json", "folder/ledger-keys.json", "folder/text.key"} | tables


def test_it_is_for_its_owner_alone_from_the_first_byte(house, run, tmp_path, monkeypatch):
    seen = []
    writestr = archive.ZipFile.writestr

    def look(self, *args):
        seen.extend(stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob(".b.*"))
        return writestr(self, *args)

    monkeypatch.setattr(archive.ZipFile, "writestr", look)
    before = os.umask(0)
    try:
        assert run(house, "backup", tmp_path / "b").exit_code == 0
    finally:
        os.umask(before)
    assert len(seen) > 3
    assert {*seen, stat.S_IMODE((tmp_path / "b").stat().st_mode)} == {0o600}


def test_the_settings_are_in_it_but_for_the_address_of_the_database_and_secrets(house, run, tmp_path):
    own = f"sqlite:///{house / 'lms.db'}"
    (house / "lms.toml").write_text(
        f'database_url = "{own}"\nsecret_key = "hush"\nsite_name = "دفتر \\"x\\""\nlanguages = ["en", "ar"]\n'
        "retention_days = 900\n"
    )
    assert run(house, "backup", tmp_path / "b").exit_code == 0
    assert run(tmp_path / "new", "restore", tmp_path / "b").exit_code == 0
    with inside(tmp_path / "new") as settings:
        assert (settings.site_name, settings.languages, settings.retention_days) == ('دفتر "x"', ("en", "ar"), 900)
        assert settings.database_url == ""
    assert "hush" not in (tmp_path / "new" / "lms.toml").read_text()


def test_a_newer_one_takes_the_place_of_an_older_one_and_of_nothing_else(house, run, backup, tmp_path):
    with inside(house), saving():
        db.session.query(Person).filter_by(handle=HANDLES[0]).one().language = "ar"
    before = backup.read_bytes()
    assert run(house, "backup", backup).exit_code == 0
    assert backup.read_bytes() != before
    other = tmp_path / "thesis.pdf"
    other.write_bytes(b"years of work")
    result = run(house, "backup", other)
    assert (result.exit_code, other.read_bytes()) == (1, b"years of work")
    assert "choose another name" in result.stderr


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [("nowhere/b", 1, "There is no folder"), ("", 2, "is a directory"), ("house/lms.db", 1, "is no backup")],
)
def test_what_cannot_be_written_is_refused_with_a_reason(house, run, tmp_path, name, code, words):
    before = contents(tmp_path)
    result = run(house, "backup", tmp_path / name)
    assert (result.exit_code, words in result.stderr) == (code, True)
    assert contents(tmp_path).keys() - {"house/lms.db-wal", "house/lms.db-shm"} == before.keys()


def test_a_backup_in_the_data_folder_is_made_with_a_warning(house, run):
    result = run(house, "backup", house / "b")
    assert (result.exit_code, "copy it to another machine" in result.output) == (0, True)


def break_a_row(monkeypatch):
    values = rows.values
    monkeypatch.setattr(
        loading, "values", lambda line, columns: values(line.replace(HANDLES[0].encode(), b"x"), columns)
    )


def lose_a_row(monkeypatch):
    lines = making.lines

    def fewer(connection, name, columns):
        found = list(lines(connection, name, columns))
        return found[1:] if name == "lms_person" else found

    monkeypatch.setattr(making, "lines", fewer)


def fill_the_disk(monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "put_in_place", full)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (break_a_row, "lms_person does not come back"),
        (lose_a_row, "FOREIGN KEY|belongs to another"),
        (fill_the_disk, "No space left"),
    ],
)
def test_one_that_does_not_come_back_whole_gets_no_name(house, run, tmp_path, monkeypatch, fault, words):
    before = contents(tmp_path).keys()
    fault(monkeypatch)
    result = run(house, "backup", tmp_path / "b")
    assert result.exit_code == 1
    assert any(each in result.stderr for each in words.split("|")), result.stderr
    assert contents(tmp_path).keys() == before


def test_a_kill_while_it_is_checked_leaves_no_database_behind(house, tmp_path):
    with inside(house), loading._scratch(tmp_path) as connection:
        connection.exec_driver_sql("CREATE TABLE lms_person (handle TEXT)")
        connection.exec_driver_sql("INSERT INTO lms_person VALUES ('calm-river-7')")
        assert [path for path in tmp_path.iterdir() if path != house] == []


def test_it_is_as_of_one_moment_though_people_go_on(house, run, tmp_path, monkeypatch):
    """Somebody joins after the first table was read, and nobody waits for the other."""
    original, joined = making.columns_of, []

    def meanwhile(table):
        if table.name == "lms_person":
            thread = threading.Thread(target=join, args=(house,))
            thread.start()
            thread.join(10)
            joined.append(not thread.is_alive())
        return original(table)

    monkeypatch.setattr(making, "columns_of", meanwhile)
    before = rows_in(house)
    assert run(house, "backup", tmp_path / "b").exit_code == 0
    monkeypatch.undo()
    assert joined == [True]
    assert run(tmp_path / "new", "restore", tmp_path / "b").exit_code == 0
    assert rows_in(tmp_path / "new") == before
    assert len(rows_in(house)["lms_person"]) == 3


def join(folder: Path) -> None:
    with sqlite3.connect(folder / "lms.db") as other:
        other.execute(
            "INSERT INTO lms_person (id, handle, handle_folded, passphrase_hash, recovery_hash, language, joined_on) "
            "VALUES (?, 'new', 'new', '-', '-', 'en', '2026-05-12')",
            ("0" * 32,),
        )


def test_every_column_of_every_table_can_be_kept():
    kinds = {tag_of(column) for table in Base.metadata.tables.values() for column in table.columns}
    assert kinds == set(KINDS)


def test_a_column_of_an_unknown_type_is_no_silent_loss():
    table = db.Table("lms_strange", db.MetaData(), db.Column("at", db.Interval))
    with pytest.raises(rows.UnknownKind, match="lms_strange.at"):
        columns_of(table)
