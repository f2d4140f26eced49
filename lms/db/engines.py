"""What each engine needs so that an acknowledged answer is on the disk (DESIGN 10).

SQLite: WAL with `synchronous=FULL`; a transaction that may write begins IMMEDIATE, one that reads begins plain.
Beginning all of them IMMEDIATE lets readers queue behind each writer; beginning a writing one plain makes its first
UPDATE fail at once with SQLITE_BUSY_SNAPSHOT, whatever the timeout.
"""

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

BUSY_MILLISECONDS = 10_000
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    f"busy_timeout={BUSY_MILLISECONDS}",
)


def prepare(engine: Engine) -> None:
    """The engine keeps the rules above on each of its connections. Opens no connection."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
