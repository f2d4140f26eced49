"""A backup that is not as it was made is refused, and nothing is changed by that."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.backup import archive
from lms.backup.archive import MARK, SEAL_BYTES, opened
from lms.backup.errors import BackupRefused
from tests.houses import contents

Change = Callable[[dict[str, bytes]], None]


def refused(path: Path) -> str:
    with pytest.raises(BackupRefused) as error, opened(path):
        pass
    return str(error.value)


def test_what_is_whole_opens(backup):
    with opened(backup) as found:
        assert found.manifest.count("lms_person") == 2


@given(data=st.data())
def test_a_byte_that_was_flipped_anywhere_is_seen(made, tmp_path_factory, data):
    content = bytearray(made.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1) | st.integers(len(content) - 400, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    path = tmp_path_factory.mktemp("flipped") / "b"
    path.write_bytes(content)
    assert str(path) in refused(path)


@given(data=st.data())
def test_a_file_that_was_cut_off_or_has_more_at_its_end_is_seen(made, tmp_path_factory, data):
    content = made.read_bytes()
    path = tmp_path_factory.mktemp("cut") / "b"
    end = data.draw(st.integers(0, len(content) - 1))
    path.write_bytes(data.draw(st.sampled_from([content[:end], content + content[:end] + b"\n"])))
    assert str(path) in refused(path)


def test_every_region_of_the_file_is_looked_at(backup):
    """A flip in each hundredth of the file, and in each of the last bytes."""
    content = backup.read_bytes()
    step = len(content) // 100
    for place in [*range(0, len(content), step), *range(len(content) - SEAL_BYTES - 30, len(content))]:
        backup.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        refused(backup)
    backup.write_bytes(content)
    with opened(backup):
        pass


def sealed_again(path: Path, change: Change) -> None:
    """The entries are changed, and the seal is made as if it had always been so."""
    with ZipFile(path) as before:
        entries = {name: before.read(name) for name in before.namelist()}
    change(entries)
    with ZipFile(path, "w", ZIP_DEFLATED) as after:
        after.comment = MARK + b"0" * 64
        for name, content in entries.items():
            after.writestr(name, content)
    content = path.read_bytes()[:-64]
    path.write_bytes(content + hashlib.sha256(content).hexdigest().encode())


def manifest(**given) -> Change:
    def change(entries):
        entries["manifest.json"] = json.dumps({**json.loads(entries["manifest.json"]), **given}).encode()

    return change


def another_answer(entries):
    entries["tables/lms_record.jsonl"] = entries["tables/lms_record.jsonl"].replace(b"c-first", b"c-worst")


def one_row_less(entries):
    entries["tables/lms_record.jsonl"] = entries["tables/lms_record.jsonl"].partition(b"\n")[2]


def one_row_twice(entries):
    rows = entries["tables/lms_record.jsonl"]
    entries["tables/lms_record.jsonl"] = rows + rows.partition(b"\n")[0] + b"\n"


def no_json(entries):
    entries["tables/lms_record.jsonl"] = b"[1,2\n"


def a_value_of_another_kind(entries):
    entries["tables/lms_person.jsonl"] = b"[" + b",".join([b"1"] * 13) + b"]\n"


def other_keys(entries):
    entries["folder/text.key"] = b"0" * 64


def a_table_missing(entries):
    del entries["tables/lms_person.jsonl"]


def no_manifest(entries):
    del entries["manifest.json"]


def a_strange_table(entries):
    found = json.loads(entries["manifest.json"])
    found["tables"][0]["name"] = "lms_x; DROP TABLE host"
    entries["manifest.json"] = json.dumps(found).encode()


CHANGES = [
    another_answer, one_row_less, one_row_twice, no_json, a_value_of_another_kind, other_keys, a_table_missing,
    no_manifest, a_strange_table,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_was_changed_with_care_does_not_fit_its_manifest(backup, change):
    sealed_again(backup, change)
    assert "was changed" in refused(backup)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (manifest(format=2, lms="9.9"), "newer version (9.9)"),
        (manifest(schema_at="20990101_later"), "newer version"),
        (manifest(more="x"), "was changed"),
        (manifest(format="1"), "was changed"),
    ],
)
def test_what_a_newer_version_made_is_refused(house, run, backup, change, words):
    before = contents(house)
    sealed_again(backup, change)
    result = run(house, "restore", backup, "--yes")
    assert (result.exit_code, words in result.stderr) == (1, True)
    assert contents(house) == before


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))


def other_zip(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("holiday.txt", "sun")


def database_file(path: Path) -> None:
    sqlite3.connect(path).execute("CREATE TABLE lms_person (id TEXT)").connection.close()


@pytest.mark.parametrize("make", [picture, other_zip, database_file, Path.touch], ids=lambda make: make.__name__)
def test_a_file_of_something_else_is_refused(tmp_path, make):
    make(tmp_path / "b")
    assert "is not a backup made by `lms backup`" in refused(tmp_path / "b")


@pytest.mark.parametrize("name", ["nowhere", "no/where", "."])
def test_what_is_no_file_is_refused(tmp_path, name):
    assert str(tmp_path) in refused(tmp_path / name)


@pytest.mark.parametrize("there", [True, False])
def test_a_refused_file_changes_nothing_and_leaves_no_folder(house, run, backup, tmp_path, there):
    folder = house if there else tmp_path / "new"
    before = contents(tmp_path)
    backup.write_bytes(backup.read_bytes()[:-1])
    assert run(folder, "restore", backup, "--yes").exit_code == 1
    assert contents(tmp_path).keys() == before.keys()
    assert contents(house) == {name.removeprefix("house/"): each for name, each in before.items() if "house/" in name}
    assert folder.exists() == there


def unknown_column(entries):
    """As a backup of a version that never was: whole, and no database can take it."""
    found = json.loads(entries["manifest.json"])
    table = next(each for each in found["tables"] if each["name"] == "lms_person")
    table["columns"] = {f"{name}_x" if name == "gender" else name: tag for name, tag in table["columns"].items()}
    entries["manifest.json"] = json.dumps(found).encode()


def keys_that_are_none(entries):
    found = json.loads(entries["manifest.json"])
    entries["folder/ledger-keys.json"] = b"{"
    found["files"]["ledger-keys.json"] = hashlib.sha256(b"{").hexdigest()
    entries["manifest.json"] = json.dumps(found).encode()


@pytest.mark.parametrize("change", [unknown_column, keys_that_are_none], ids=lambda change: change.__name__)
@pytest.mark.parametrize("there", [True, False])
def test_what_fails_while_it_is_prepared_changes_nothing(house, run, backup, tmp_path, change, there):
    sealed_again(backup, change)
    folder = house if there else tmp_path / "new"
    before = contents(house)
    result = run(folder, "restore", backup, "--yes")
    assert (result.exit_code, result.stderr != "") == (1, True)
    assert not isinstance(result.exception, (ValueError, TypeError)), result.exception
    assert contents(house).keys() - {"in-use"} == before.keys()
    assert {name: each for name, each in contents(house).items() if name in before} == before
    assert folder.exists() == there


def test_without_the_seal_a_flipped_byte_would_not_always_be_seen(backup, monkeypatch):
    """The guard above is worth something: a ZIP alone does not notice."""
    monkeypatch.setattr(archive, "_checked_seal", lambda file, path: "")
    content = bytearray(backup.read_bytes())
    content[10] ^= 1  # the hour of an entry
    backup.write_bytes(content)
    with opened(backup):
        pass
    shutil.rmtree(backup, ignore_errors=True)
