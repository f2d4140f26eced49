"""Bringing a database to the newest schema, and telling whether it is there (the table `lms_version`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from lms.db import WRITES, Base, db
from lms.db.locks import MIGRATING, one_at_a_time
from lms.errors import LmsError
from lms.paths import MIGRATIONS

metadata = Base.metadata
OF_THE_ENGINE = "lms_fts_"


class NewerSchema(LmsError):
    """The database is ahead of this version."""


def upgrade(to: str = "head") -> None:
    """The database has the newest schema; a server that starts at the same moment waits.

    SQLite and PostgreSQL both change a schema within a transaction: it is whole, or as it was.

    :raises NewerSchema: nothing is changed
    """
    if is_ahead():
        raise NewerSchema(
            f"The database was made by a newer version of lms (schema {current()}): install that version, or put back "
            "a backup of before."
        )
    with _migrating() as connection:
        command.upgrade(_config(connection), to)


def downgrade(to: str) -> None:
    """The database has the older schema of that revision."""
    with _migrating() as connection:
        command.downgrade(_config(connection), to)


def build(connection: Connection, to: str) -> None:
    """The connection's empty database has the schema of that revision; part of its transaction."""
    command.upgrade(_config(connection), to)


def current() -> str | None:
    """The revision the database is at; None for an empty one."""
    with db.engine.connect() as connection:
        return revision_of(connection)


def revision_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection, opts={"version_table": "lms_version"}).get_current_revision()


def newest() -> str | None:
    return _scripts().get_current_head()


def is_ahead() -> bool:
    """Whether a newer version made the schema: this one knows no way from there."""
    now = current()
    return now is not None and now not in known()


def known() -> set[str]:
    """Every revision this version can bring to the newest."""
    return {script.revision for script in _scripts().walk_revisions()}


def differences() -> list[object]:
    """What the tables lack, or have too much, beside the models."""
    with db.engine.connect() as connection:
        options = {"version_table": "lms_version", "include_name": _is_ours, "compare_type": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


@contextmanager
def _migrating() -> Iterator[Connection]:
    engine = db.engine.execution_options(**WRITES)
    with engine.connect() as connection, _tables_may_be_rebuilt(connection), connection.begin():
        one_at_a_time(MIGRATING, connection)
        yield connection
        if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise LmsError("The migration would leave a row without the one it belongs to: nothing was changed.")


@contextmanager
def _tables_may_be_rebuilt(connection: Connection) -> Iterator[None]:
    """SQLite changes a column by making the table anew, which its foreign keys would forbid while rows point to it.

    They can be switched only outside a transaction, and are looked at before it is committed.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """What an engine keeps for itself has no model: FTS5 several tables, PostgreSQL a column and its index."""
    name = name or ""
    return not name.startswith(OF_THE_ENGINE) and (kind != "table" or name.startswith("lms_"))
