"""What each engine needs so that an acknowledged answer is on the disk (DESIGN 10).

SQLite: WAL with `synchronous=FULL`; a transaction that may write begins IMMEDIATE, one that reads begins plain.
Beginning all of them IMMEDIATE lets readers queue behind each writer; beginning a writing one plain makes its first
UPDATE fail at once with SQLITE_BUSY_SNAPSHOT, whatever the timeout.

PostgreSQL: READ COMMITTED, whatever the server's default is; who waits for a row waits as long as on SQLite and no
longer. A connection is looked at before it is used, so that a server that was started anew refuses nobody.
"""

from typing import Any

from sqlalchemy import Engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from lms.errors import SettingsError

BUSY_MILLISECONDS = 10_000
CONNECT_SECONDS = 10
KNOWN = (("sqlite", "pysqlite"), ("postgresql", "psycopg"))  #: and their drivers
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    f"busy_timeout={BUSY_MILLISECONDS}",
)


def options_for(address: str) -> dict[str, Any]:
    """What `create_engine` needs for the database at that address.

    :raises SettingsError: when it is none that we know, or its driver is not installed
    """
    try:
        dialect = make_url(address).get_dialect()
        if (dialect.name, dialect.driver) not in KNOWN:
            raise SettingsError("LMS_DATABASE_URL: only SQLite and PostgreSQL keep what is promised here.")
        dialect.import_dbapi()
    except (ArgumentError, NoSuchModuleError):
        raise SettingsError("LMS_DATABASE_URL: write it as postgresql://name:password@host/database.") from None
    except ImportError as error:
        raise SettingsError(f"LMS_DATABASE_URL: {error}. Run `pip install 'lms[postgres]'`.") from None
    if dialect.name == "sqlite":
        return {}
    waiting = {"connect_timeout": CONNECT_SECONDS}
    return {"isolation_level": "READ COMMITTED", "pool_pre_ping": True, "connect_args": waiting}


def prepare(engine: Engine) -> None:
    """The engine keeps the rules above on each of its connections. Opens no connection."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "connect", _set_patience)


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _set_patience(connection: Any, _record: object) -> None:
    connection.execute(f"SET lock_timeout = {BUSY_MILLISECONDS}")
    connection.commit()
