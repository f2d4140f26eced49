"""What can happen to a PostgreSQL under a site that runs: it takes nobody, and its disk is full."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from sqlalchemy import text

from lms.db import db
from tests import databases

#: a file of the write-ahead log, made whole from the start: a limit below it would hit the log and not the table
LOG_FILE_BYTES = 16 * 1024 * 1024
FILLER = """
INSERT INTO lms_record
    (person_id, enrolment_id, id, turn, kind, step, revision_id, payload, digest, key_id, outcome, received_on)
SELECT person_id, enrolment_id, gen_random_uuid(), turn + number, kind, step, revision_id,
       json_build_object('filler', repeat(md5(number::text), 50)), digest, key_id, outcome, received_on
FROM lms_record, generate_series(1, 10000) AS number
WHERE enrolment_id = :enrolment
"""


@contextmanager
def closed_to_all(folder: Path) -> Iterator[None]:
    """Every connection to the folder's database is ended, and none is taken."""
    databases.shut(folder)
    try:
        yield
    finally:
        databases.open_again(folder)


def processes(folder: Path) -> list[int]:
    """The server's own process, whose limits those to come inherit, and the ones that serve the folder's database."""
    serving = databases.ask(f"SELECT pid FROM pg_stat_activity WHERE datname = '{databases.name_of(folder)}'")
    server = (databases.server_folder() / "postmaster.pid").read_text().split()[0]
    return [int(server), *(pid for (pid,) in serving)]


def fill_records(enrolment: str) -> int:
    """The table of records is as long as a log file and more, with copies of the enrolment's one record.

    :returns: its length in bytes: nothing more goes into a file of that length
    """
    db.session.execute(text(FILLER), {"enrolment": UUID(enrolment)})
    db.session.commit()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM FULL lms_record")  # so many rows at once leave empty pages at the end
    length = db.session.execute(text("SELECT pg_relation_size('lms_record')")).scalar_one()
    assert length > LOG_FILE_BYTES
    return length
