"""What was deleted is gone from the files too.

SQLite: `secure_delete` overwrites a row where it lies. But when SQLite shares out the rows of a full page, copies of
some stay in the gaps of the old page, and no later delete finds them: in trials one deletion in twelve left an id or an
answer readable. So the file is written anew (`VACUUM`, about a second for 150 MB, while writers wait), and the log
emptied.

PostgreSQL overwrites nothing: in trials each of sixty deletions could still be read in the table's file, and after a
plain `VACUUM`, which is what autovacuum does, each of them still. So each table is written anew (`VACUUM FULL`), and
the planner's statistics, which hold samples of columns (and go on doing so of a table that has become quite empty,
until somebody is in it again). Its journal, the WAL, and copies made by it, keep what was written until they are
written over themselves: the privacy page says so.
"""

import sqlite3
from typing import Any

from sqlalchemy.exc import OperationalError

from lms.db import Base, db
from lms.db.engines import BUSY_MILLISECONDS
from lms.db.outbox import NotYet, outside

PATIENCE_MILLISECONDS = 500  #: while the wiping waits for readers, others wait for it


@outside
def wipe_deleted() -> dict[str, Any] | None:
    """The database's files hold nothing of what was deleted before; a work kind of the outbox.

    :raises NotYet: when somebody was reading or writing all the time
    """
    wipe = _wipe_sqlite if db.engine.dialect.name == "sqlite" else _wipe_postgres
    if not wipe():
        raise NotYet("The database is being read or written.")
    return None


def _wipe_sqlite() -> bool:
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MILLISECONDS}")
        cursor.execute("VACUUM")
        return not cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        return False
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        connection.close()


def _wipe_postgres() -> bool:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            connection.exec_driver_sql(f"SET lock_timeout = {PATIENCE_MILLISECONDS}")
            for table in Base.metadata.tables:
                connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {table}")
            connection.exec_driver_sql("VACUUM FULL pg_catalog.pg_statistic")
        except OperationalError:
            return False
        finally:
            connection.exec_driver_sql(f"SET lock_timeout = {BUSY_MILLISECONDS}")
    return True
