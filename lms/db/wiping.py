"""What was deleted is gone from the files too.

`secure_delete` overwrites a row where it lies. But when SQLite shares out the rows of a full page, copies of some stay
in the gaps of the old page, and no later delete finds them: in trials one deletion in twelve left an id or an answer
readable. So the file is written anew (`VACUUM`, about a second for 150 MB, while writers wait), and the log emptied.
PostgreSQL does the like by itself (autovacuum), in its own time.
"""

import sqlite3
from typing import Any

from lms.db import db
from lms.db.engines import BUSY_MILLISECONDS
from lms.db.outbox import NotYet, outside

PATIENCE_MILLISECONDS = 500  #: while the log waits for readers, writers wait for it


@outside
def wipe_deleted() -> dict[str, Any] | None:
    """Neither the database file nor its log holds what was deleted before; a work kind of the outbox.

    :raises NotYet: when somebody was reading or writing all the time
    """
    if db.engine.dialect.name != "sqlite":
        return None
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MILLISECONDS}")
        cursor.execute("VACUUM")
        is_held_back = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.OperationalError:
        is_held_back = True
    finally:
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        connection.close()
    if is_held_back:
        raise NotYet("The database is being read or written.")
    return None
