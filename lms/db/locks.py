"""One at a time: what only one process may do at once, although its rows are not there yet to be locked.

On SQLite each transaction that writes has the database for itself, so nothing is needed. On PostgreSQL these are
advisory locks of the transaction, gone with its end or with its process.
"""

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from lms.db import db

#: any numbers, but never others: servers of two versions wait for each other while one takes over
MIGRATING, PUBLISHING = 7_162_534_201, 7_162_534_202


def one_at_a_time(what: int, connection: Connection | None = None) -> None:
    """Whoever comes to the same point waits until this transaction ends, as long as that takes.

    :param connection: none: the session's
    """
    connection = connection or db.session.connection()
    if connection.dialect.name == "postgresql":
        before = connection.exec_driver_sql("SELECT current_setting('lock_timeout')").scalar_one()
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.execute(select(func.pg_advisory_xact_lock(what)))
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{before}'")
