"""The database: whether it answers, is whole, and has the schema of this version."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlalchemy.exc import DBAPIError

from lms.db import db, migrations
from lms.doctor.finding import Finding
from lms.settings import Settings

database = partial(Finding, "database", stops=True)
BACK = "Stop serving, and put back a backup: `lms restore FILE`."
#: what alembic calls that which a table lacks; other differences do not stop anything
MISSING = ("add_table", "add_column")


def answers(settings: Settings) -> Iterator[Finding]:
    try:
        migrations.current()
    except DBAPIError as error:
        mend = BACK if settings.is_sqlite else "Look at LMS_DATABASE_URL, and whether the server runs."
        yield database(f"It cannot be used: {error.orig}.", mend)


def whole(settings: Settings) -> Iterator[Finding]:
    if not settings.is_sqlite:
        yield from _keeps_what_it_confirms()
        return
    with db.engine.connect() as connection:
        verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if verdict != "ok":
            yield database(f"The file is damaged ({verdict}).", BACK)
        elif orphan := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            yield database(f"A row of {orphan[0]} belongs to one of {orphan[2]} that is not there.", BACK)


def _keeps_what_it_confirms() -> Iterator[Finding]:
    with db.engine.connect() as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            if connection.exec_driver_sql(f"SHOW {setting}").scalar() == "off":
                what = f"PostgreSQL has {setting} = off: an answer that was confirmed can be lost."
                yield database(what, "Set it to on, where the server is configured.")
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            yield database(f"It is in {encoding}, which has not every letter.", "Make it anew with --encoding=UTF8.")


def schema(_settings: Settings) -> Iterator[Finding]:
    """Behind, or ahead of this version."""
    now = migrations.current()
    if now == migrations.newest():
        return
    if migrations.is_ahead():
        what = f"The schema ({now}) was made by a newer version of lms."
        yield database(what, "Install that version, or put back a backup of before.")
    else:
        yield database(f"The schema is {now or 'not there'}, and not the newest.", "Run `lms db upgrade`.")


def tables(_settings: Settings) -> Iterator[Finding]:
    for difference in migrations.differences():
        steps: list[Any] = difference if isinstance(difference, list) else [difference]
        for kind, *of in steps:  # as alembic says it: "add_column", schema, table, column
            names = ".".join(str(getattr(part, "name", part)) for part in of if part is not None)
            what = f"The tables differ from what this version expects: {kind} {names}."
            yield database(what, BACK, stops=kind in MISSING)
