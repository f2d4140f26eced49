"""The clock: days are all that is kept of time, so a wrong one writes wrong receipts, and erases accounts too early."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import Date, func, select

from lms.db import Base, db, migrations
from lms.db.days import today
from lms.doctor.finding import Finding
from lms.people import erasing
from lms.settings import Settings

clock = partial(Finding, "clock")


def not_behind(_settings: Settings) -> Iterator[Finding]:
    mend = "Set the clock of this machine (UTC), before anything is written."
    newest = newest_day()
    if newest and newest > today():
        what = f"It says {today()}, and a day in the database is {newest}: one of them is wrong."
        yield clock(what, mend, stops=True)
    made = day_of(migrations.newest() or "")
    if made and made > today() + timedelta(days=1):  # it may have been made where the day begins earlier
        yield clock(f"It says {today()}, and this version of lms is of {made}.", mend, stops=True)


def not_far_ahead(settings: Settings) -> Iterator[Finding]:
    """Who is erased by the next start: all of them, when the clock is years ahead."""
    if unused := erasing.count_unused():
        what = f"{unused} accounts were not used for {settings.retention_days} days by {today()}, and are erased soon."
        yield clock(what, "If that is not meant: look at the clock, or set LMS_RETENTION_DAYS higher.")


def newest_day() -> date | None:
    """The latest of all days that are kept."""
    days = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Date):
                days.append(db.session.scalar(select(func.max(column))))
    return max((day for day in days if day), default=None)


def day_of(revision: str) -> date | None:
    """20261124_details → the day."""
    try:
        return datetime.strptime(revision[:8], "%Y%m%d").date()
    except ValueError:
        return None
