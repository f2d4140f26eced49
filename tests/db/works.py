"""Work of the tests in the outbox, and what became of it."""

from sqlalchemy import func, select

from lms.db import db, saving
from lms.db.outbox import TRIES, Work, later


def ask(name: str, **args) -> None:
    with saving():
        later(name, **args)


def stuck() -> int:
    """How many rows failed too often and wait for an operator."""
    number = db.session.scalar(select(func.count()).select_from(Work).where(Work.tries >= TRIES))
    db.session.rollback()
    return number


def rows() -> list[tuple[str, dict, int]]:
    found = [(row.name, row.args, row.tries) for row in db.session.scalars(select(Work).order_by(Work.id))]
    db.session.rollback()
    return found


def done(name: str) -> int:
    """How often the work has left its mark in the database."""
    found = db.session.scalar(select(func.count()).select_from(Work).where(Work.name == f"mark of {name}"))
    db.session.rollback()
    return found


def mark(name: str) -> None:
    """What the work of a test does: a row that nobody takes up."""
    db.session.add(Work(name=f"mark of {name}", args={}, run_at=4_000_000_000))
    db.session.flush()
