"""Rows of a backup into a database that has its schema and nothing else."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, StaticPool, create_engine, insert, text
from sqlalchemy.engine import Connection

from lms.backup.archive import Archive, TableKept
from lms.backup.errors import BackupRefused
from lms.backup.rows import bare, in_batches, lines, sum_of, values
from lms.db import migrations

Tell = Callable[[int], object]  #: is told of so many rows more


def load(archive: Archive, connection: Connection, tell: Tell) -> None:
    """The tables hold what the backup's do; part of the connection's transaction.

    :raises BackupRefused: when one of them does not
    """
    for table in archive.manifest.tables:
        into = insert(bare(table.name, table.columns))
        for batch in in_batches(archive.lines(table)):
            connection.execute(into, [values(line, table.columns) for line in batch])
            tell(len(batch))
        _count_on(connection, table)
        found = sum_of(lines(connection, table.name, table.columns))
        if (found.rows, found.digest) != (table.rows, table.digest):
            raise BackupRefused(f"{table.name} does not come back from the backup as it was: nothing was changed.")
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise BackupRefused("A row of the backup belongs to another that is not in it: nothing was changed.")


def prove(archive: Archive, folder: Path, tell: Tell) -> None:
    """The backup fills an empty database, and all of it is there.

    :param folder: where that database may lie for a moment
    :raises BackupRefused: when it does not
    """
    with _scratch(folder) as connection:
        migrations.build(connection, archive.manifest.schema_at)
        load(archive, connection, tell)


def told(all_lines: Iterable[bytes], tell: Tell) -> Iterator[bytes]:
    for batch in in_batches(all_lines):
        yield from batch
        tell(len(batch))


def _count_on(connection: Connection, table: TableKept) -> None:
    """PostgreSQL gives the next row a number that is not taken; SQLite does so by itself."""
    if connection.dialect.name != "postgresql" or table.columns.get("id") != "number":
        return
    name = f"'{table.name}'"  # of letters and _ only, see `TableKept`
    connection.execute(text(f"SELECT setval(pg_get_serial_sequence({name}, 'id'), max(id)) FROM {table.name}"))


@contextmanager
def _scratch(folder: Path) -> Iterator[Connection]:
    """An empty database whose file has no name any more: nobody opens it, and no kill leaves it behind."""
    descriptor, name = tempfile.mkstemp(dir=folder)
    os.close(descriptor)
    driver = sqlite3.connect(name, isolation_level=None)
    driver.execute("PRAGMA journal_mode=MEMORY")  # a journal would have a name
    os.unlink(name)
    engine: Engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)
    try:
        with engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("BEGIN")
            yield connection
    finally:
        driver.close()
