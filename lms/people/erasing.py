"""Erasing accounts: when their person asks for it, and when nobody has used them for long."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, func, select

from lms.db import db
from lms.db.days import today
from lms.people import erased, held
from lms.people.access import Permission, require
from lms.people.models import Person

AT_ONCE = 20


def erase_account(person: Person, person_id: UUID) -> None:
    """Nothing is held about the person any more but a random id on the list of erased ones; no device is signed in.

    :param person: who asks
    :param person_id: whose account
    """
    require(person, Permission.ACCOUNT_ERASE, person_id)
    db.session.flush()
    erase(person_id)
    db.session.expunge_all()


def erase(person_id: UUID) -> None:
    """As `erase_account`, for the house itself: retention, and an older database that was put back."""
    held.erase(person_id)
    erased.list_later([person_id])


def kept_until(person: Person) -> date:
    """The last day the account is kept, when nobody signs in to it before; UTC."""
    return (person.used_on or person.joined_on) + timedelta(days=retention_days())


def retention_days() -> int:
    return current_app.extensions["lms"].settings.retention_days


def erase_unused() -> dict[str, Any] | None:
    """The next accounts that nobody has signed in to for too long are erased, staff's like everybody's; a work kind of
    the outbox, which goes on until none is left."""
    unused = select(Person.id).where(_is_unused()).order_by(Person.id)
    batch = db.session.scalars(unused.limit(AT_ONCE).with_for_update(skip_locked=True)).all()
    for person_id in batch:
        erase(person_id)
    return {} if len(batch) == AT_ONCE else None


def count_unused() -> int:
    """How many accounts `erase_unused` would erase now."""
    return db.session.scalar(select(func.count()).select_from(Person).where(_is_unused())) or 0


def _is_unused() -> ColumnElement[bool]:
    last_used = func.coalesce(Person.used_on, Person.joined_on)
    return last_used < today() - timedelta(days=retention_days())
