"""Where a backup is put back: prepared beside the database in use, then put in its place in one step."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from uuid import UUID

from sqlalchemy import JSON, Engine, NullPool, create_engine, inspect, make_url, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from lms.backup.errors import BackupRefused
from lms.settings import Settings

LOG_FILES = ("-wal", "-shm")


@dataclass(frozen=True)
class Standing:
    """What is there before."""

    persons: int | None = None  #: None: the database cannot be read
    records: int | None = None
    erased: frozenset[UUID] = frozenset()  #: their erasure is done, and not yet on the list


class Beside(Protocol):
    settings: Settings  #: with the address of the database that is prepared

    def standing(self) -> Standing | None:
        """What stands where the backup is put back; None when there is nothing of ours.

        :raises BackupRefused: when somebody uses it, or it holds what is not ours
        """

    def begin(self) -> None:
        """There is an empty database to prepare."""

    def swap(self) -> None:
        """What was prepared is in place, and what was there is gone."""

    def discard(self) -> None:
        """Nothing of the prepared database is left."""


def beside(settings: Settings, data_dir: Path) -> Beside:
    """:param settings: of the folder in which the restore is prepared
    :param data_dir: the folder that is restored
    """
    return SqliteBeside(settings, data_dir) if settings.is_sqlite else PostgresBeside(settings)


class SqliteBeside:
    def __init__(self, settings: Settings, data_dir: Path):
        name = make_url(settings.database).database if settings.database_url else str(data_dir / "lms.db")
        if not name or name == ":memory:":
            raise BackupRefused("LMS_DATABASE_URL names no file: nothing can be restored there.")
        self._target = Path(name).absolute()
        self._prepared = self._target.with_name(f"{self._target.name}.restoring")
        self.settings = replace(settings, database_url=f"sqlite:///{self._prepared}")

    def standing(self) -> Standing | None:
        if not self._target.exists():
            return None
        engine = create_engine(f"sqlite:///{self._target}", poolclass=NullPool)
        try:
            found = _standing(engine, own_file=True)
        except DBAPIError:
            return Standing()
        if _is_used(self._target):
            raise BackupRefused(f"Another program has {self._target} open: stop it first. Nothing was changed.")
        return found

    def begin(self) -> None:
        self.discard()
        os.close(os.open(self._prepared, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    def swap(self) -> None:
        _remove_logs(self._target)
        self._prepared.replace(self._target)

    def discard(self) -> None:
        self._prepared.unlink(missing_ok=True)
        _remove_logs(self._prepared)


class PostgresBeside:
    """Prepared in a schema of its own; its tables take the place of ours in one transaction."""

    SCHEMA = "lms_restoring"
    PATIENCE = "SET LOCAL lock_timeout = '10s'"

    def __init__(self, settings: Settings):
        self._target = settings.database
        url = make_url(settings.database).update_query_dict({"options": f"-csearch_path={self.SCHEMA}"})
        self.settings = replace(settings, database_url=url.render_as_string(hide_password=False))

    def standing(self) -> Standing | None:
        return _standing(create_engine(self._target, poolclass=NullPool), own_file=False)

    def begin(self) -> None:
        self.discard()
        self._do(lambda connection: connection.exec_driver_sql(f"CREATE SCHEMA {self.SCHEMA}"))

    def swap(self) -> None:
        """:raises BackupRefused: when somebody holds the tables; nothing was changed"""
        try:
            self._do(self._swap)
        except DBAPIError as error:
            why = "Nothing was changed. Stop every server and host site that uses this database."
            raise BackupRefused(f"The tables cannot be replaced: {error.orig}. {why}") from None

    def discard(self) -> None:
        self._do(lambda connection: connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {self.SCHEMA} CASCADE"))

    def _swap(self, connection: Connection) -> None:
        run = connection.exec_driver_sql
        run(self.PATIENCE)
        place = run("SELECT current_schema()").scalar_one()
        if old := _our_tables(inspect(connection).get_table_names()):
            run("DROP TABLE " + ", ".join(f'"{place}"."{name}"' for name in old))
        for name in inspect(connection).get_table_names(schema=self.SCHEMA):
            run(f'ALTER TABLE {self.SCHEMA}."{name}" SET SCHEMA "{place}"')
        run(f"DROP SCHEMA {self.SCHEMA}")  # fails, and undoes all, when something was left in it

    def _do(self, what: Callable[[Connection], object]) -> None:
        engine = create_engine(self._target, poolclass=NullPool)
        with engine.connect() as connection, connection.begin():
            what(connection)


def _standing(engine: Engine, own_file: bool) -> Standing | None:
    """:param own_file: the whole file is replaced, with all that is in it"""
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        ours = _our_tables(names)
        if own_file and (others := sorted(set(names) - set(ours))):
            raise BackupRefused(f"The database also holds {others[0]}, which is not ours: use a file of our own.")
        if not ours:
            return None
        return Standing(
            persons=_count(connection, "lms_person", ours),
            records=_count(connection, "lms_record", ours),
            erased=frozenset(_to_be_listed(connection)) if "lms_outbox" in ours else frozenset(),
        )


def _our_tables(names: list[str]) -> list[str]:
    return [name for name in names if name.startswith("lms_")]


def _count(connection: Connection, table: str, ours: list[str]) -> int:
    return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() if table in ours else 0


def _to_be_listed(connection: Connection) -> set[UUID]:
    """Who was erased, and is not on the list because the server was stopped before."""
    work = text("SELECT args FROM lms_outbox WHERE name = 'list_erased'").columns(args=JSON)
    return {UUID(each) for args in connection.execute(work).scalars() for each in args["ids"]}


def _is_used(path: Path) -> bool:
    """Whether any program has the file open: nobody can be alone with it then."""
    with closing(sqlite3.connect(path, timeout=0)) as driver:
        try:
            driver.execute("PRAGMA locking_mode=EXCLUSIVE")
            driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            return True
        except sqlite3.DatabaseError:  # too damaged to tell
            return False
    return False


def _remove_logs(path: Path) -> None:
    for end in LOG_FILES:
        path.with_name(path.name + end).unlink(missing_ok=True)
