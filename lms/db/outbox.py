"""The outbox: work to do later, a row written in the transaction that makes it necessary.

A worker takes one row at a time, does its work and removes the row in one transaction: a kill in between does the
work again from the start, so nothing is lost and what is only in the database is done once. A kind of work that takes
long returns the arguments to go on with, and is taken up again from there. What cannot run inside a transaction is
marked `outside`; what must wait for somebody raises `NotYet`.
"""

import logging
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from sqlalchemy import BigInteger, ColumnElement, Integer, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base, db, saving
from lms.errors import LmsError
from lms.registry import registries

logger = logging.getLogger(__name__)

TRIES = 5
PAUSE_SECONDS = 30


class Work(Base):
    """Something to do later; the row goes when it is done."""

    __tablename__ = "lms_outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))  #: in the registry `work`
    args: Mapped[dict[str, Any]]
    #: epoch seconds; 0: at once, and keeps no time
    run_at: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), default=0)
    tries: Mapped[int] = mapped_column(default=0)  #: how often it failed; after TRIES it waits for an operator


class WorkKind(Protocol):
    def __call__(self, **args: Any) -> dict[str, Any] | None:
        """Do it, or a part of it; what is returned are the arguments to go on with, None when all is done."""


Kind = TypeVar("Kind", bound=Callable[..., dict[str, Any] | None])


class NotYet(LmsError):
    """The work has to wait; it is tried again after a pause, as often as it takes."""


def outside(work: Kind) -> Kind:
    """The work runs outside of any transaction, before its row goes: a kill in between runs it twice."""
    work.runs_outside = True  # type: ignore[attr-defined]
    return work


def later(name: str, **args: Any) -> None:
    """The work is in the outbox as soon as the caller's transaction is committed."""
    db.session.add(Work(name=name, args=args))
    db.session.flush()


def later_once(name: str) -> None:
    """As `later`, for work without arguments; one row that waits is enough."""
    if db.session.scalar(select(Work.id).where(Work.name == name, Work.tries < TRIES).limit(1)) is None:
        later(name)


def sweep(*names: str) -> int:
    """All that is due is done, or put off for a while because it failed; how many pieces were done.

    :param names: only these kinds of work; none: all
    """
    done = 0
    while (outcome := _do_next(names)) is not None:
        done += outcome
    return done


def try_again() -> None:
    """What failed too often is tried again, as if it were new."""
    db.session.execute(update(Work).where(Work.tries >= TRIES).values(tries=0, run_at=0))


def _do_next(names: tuple[str, ...]) -> int | None:
    """One piece of work: 1 done, 0 failed, None when nothing is due."""
    if db.session.scalar(select(Work.id).where(*_due(names)).limit(1)) is None:
        db.session.rollback()
        return None
    db.session.rollback()  # that was a look, so that an idle worker never takes the writers' lock
    taken = None
    try:
        with saving():
            taken = db.session.scalars(
                select(Work)
                .where(*_due(names))
                .order_by(Work.run_at, Work.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            ).first()
            if taken is None:
                return None
            taken_id, name, args = taken.id, taken.name, dict(taken.args)
            work = registries().work.get(name)
            if not (is_outside := getattr(work, "runs_outside", False)):
                _go_on(taken, work(**args))
        if is_outside:
            _do_outside(taken_id, work, args)
        return 1
    except Exception as error:
        if taken is None:
            raise
        _put_off(taken_id, name, error)
        return 0


def _go_on(taken: Work, args: dict[str, Any] | None) -> None:
    if args is None:
        db.session.delete(taken)
    else:
        taken.args = args


def _do_outside(work_id: int, work: WorkKind, args: dict[str, Any]) -> None:
    """No transaction of ours is open while it runs, and no lock is held: another worker may do it as well."""
    going_on = work(**args)
    with saving():
        if taken := db.session.get(Work, work_id):
            _go_on(taken, going_on)


def _due(names: tuple[str, ...]) -> tuple[ColumnElement[bool], ...]:
    due = (Work.run_at <= int(time.time()), Work.tries < TRIES)
    return (*due, Work.name.in_(names)) if names else due


def _put_off(work_id: int, name: str, error: Exception) -> None:
    waits = isinstance(error, NotYet)
    if not waits:
        logger.error("work %s failed: %s", name, type(error).__name__)
    db.session.rollback()
    with saving():
        if work := db.session.get(Work, work_id):
            work.tries += not waits
            work.run_at = int(time.time()) + PAUSE_SECONDS * 2**work.tries
