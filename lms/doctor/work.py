"""What waits in the outbox."""

import time
from collections.abc import Iterator
from functools import partial

from sqlalchemy import func, select

from lms.db import db
from lms.db.outbox import TRIES, Work
from lms.doctor.finding import Finding
from lms.registry import registries
from lms.settings import Settings

OVERDUE_SECONDS = 3600
work = partial(Finding, "work")


def stuck(_settings: Settings) -> Iterator[Finding]:
    for name, number in _counted(Work.tries >= TRIES):
        what = f"{number} × {name} failed {TRIES} times, and is not tried any more."
        yield work(what, "Look at the log for why, mend that, then run `lms doctor --try-again`.")


def failing(_settings: Settings) -> Iterator[Finding]:
    for name, number in _counted(Work.tries.between(1, TRIES - 1)):
        yield work(f"{number} × {name} failed, and is tried again.", "Look at the log for why.")


def overdue(_settings: Settings) -> Iterator[Finding]:
    """Work that says when it is due; what is due at once keeps no time."""
    due = db.session.scalar(select(func.min(Work.run_at)).where(Work.run_at > 0, Work.tries < TRIES))
    if due and (late := int(time.time()) - due) > OVERDUE_SECONDS:
        what = f"The oldest work has been due for {late // 3600} hours."
        yield work(what, "Nobody does it: start `lms serve`, or look whether it hangs.")


def of_unknown_kind(_settings: Settings) -> Iterator[Finding]:
    for name, number in _counted(Work.name.not_in(list(registries().work))):
        what = f"{number} × {name} waits, and nothing that is installed can do it."
        yield work(what, "Install the package that brings it.")


def _counted(where) -> Iterator[tuple[str, int]]:
    query = select(Work.name, func.count()).where(where).group_by(Work.name).order_by(Work.name)
    yield from ((name, number) for name, number in db.session.execute(query))
