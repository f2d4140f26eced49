"""Making a backup while people learn: all tables as they are at one moment, and the keys that belong to them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.engine import Connection

from lms.backup.archive import FORMAT, MANIFEST, WORDS, Manifest, Writing, opened, part_of, put_in_place, writing
from lms.backup.errors import BackupRefused
from lms.backup.loading import Tell, prove, told
from lms.backup.rows import columns_of, lines
from lms.db import Base, db, migrations
from lms.people.erased import NAME as ERASED
from lms.settings import FILE, LEDGER_KEYS, TEXT_KEY, Settings, from_file

#: settings that say where, or are secrets of one machine
STAY_BEHIND = ("database_url", "secret_key")
READ_ME = """This is a backup of the program lms, made on {day} (UTC): all tables, one row a line, and the keys of the
ledger and of kept texts. `lms restore FILE` puts it back. Whoever has this file can read everything in it. Keep it as
you would keep the server, and delete it when a newer one has taken its place: who was erased since is still in here.
"""


@dataclass(frozen=True)
class Made:
    manifest: Manifest
    seal: str
    size: int  #: bytes


def count_rows() -> int:
    """In all tables."""
    with db.engine.connect() as connection:
        counts = [select(func.count()).select_from(table) for table in Base.metadata.sorted_tables]
        return sum(connection.execute(count).scalar_one() for count in counts)


def make(path: Path, settings: Settings, today: date, tell: Tell) -> Made:
    """The file is there under its name, and has filled an empty database for a trial.

    :param tell: is told of each row twice: when it is written, and when it came back
    :raises BackupRefused: when it cannot be made; what was there before is still there
    """
    try:
        part = part_of(path)
        with writing(part) as backup:
            backup.text(WORDS, READ_ME.format(day=today))
            with _moment(db.engine) as connection:
                schema = migrations.revision_of(connection)
                tables = tuple(_tables(backup, connection, tell))
            # after the rows: whoever was erased before that moment is on the list by now, or in the outbox
            for name, content in _files(settings.data_dir):
                backup.file(name, content)
            manifest = Manifest(
                format=FORMAT, lms=version("lms"), made_on=today, schema_at=schema or "", tables=tables,
                files=backup.files,
            )  # fmt: skip
            backup.text(MANIFEST, manifest.model_dump_json(indent=1))
        return _proven(part, path, settings.data_dir, tell)
    except OSError as error:
        raise BackupRefused(f"{path} cannot be written: {error.strerror}. There is no new backup.") from None


def _proven(part: Path, path: Path, folder: Path, tell: Tell) -> Made:
    try:
        with opened(part) as archive:
            prove(archive, folder, tell)
            made = Made(archive.manifest, archive.seal, part.stat().st_size)
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)
    return made


def _tables(backup: Writing, connection: Connection, tell: Tell) -> Iterator:
    for table in Base.metadata.sorted_tables:
        columns = columns_of(table)
        yield backup.table(table.name, columns, told(lines(connection, table.name, columns), tell))


@contextmanager
def _moment(engine: Engine) -> Iterator[Connection]:
    """All that is read within is as it is at one moment; nobody waits for it."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What of the data folder belongs to the rows."""
    for name in (LEDGER_KEYS, TEXT_KEY):
        yield name, (folder / name).read_bytes()
    if (folder / ERASED).exists():
        yield ERASED, (folder / ERASED).read_bytes()
    kept = {name: value for name, value in from_file(folder / FILE).items() if name not in STAY_BEHIND}
    if kept:
        yield FILE, "".join(f"{name} = {_toml(value)}\n" for name, value in kept.items()).encode()


def _toml(value: object) -> str:
    """Texts, numbers and lists of texts are spelt in TOML as in JSON."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
