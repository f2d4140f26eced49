"""Reads about people."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, select

from lms.db import db
from lms.people.access import Actor
from lms.people.grants import Grant
from lms.people.handles import folded
from lms.people.models import Person, SignIn
from lms.people.roles import Held, Role

#: made once: building a statement costs more than sending it
_SIGNED_IN = (
    select(Person, Grant.role, Grant.course_id)
    .join(SignIn, SignIn.person_id == Person.id)
    .outerjoin(Grant, Grant.person_id == Person.id)
    .where(SignIn.person_id == bindparam("person"), SignIn.id == bindparam("device"))
)


def by_handle(handle: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.handle_folded == folded(handle)))


def signed_in(person_id: UUID, sign_in_id: UUID) -> Actor | None:
    """The person with their roles, as long as this device is signed in; one statement."""
    rows = db.session.execute(_SIGNED_IN, {"person": person_id, "device": sign_in_id}).all()
    roles = frozenset(Held(Role(role), course_id) for _, role, course_id in rows if role)
    return Actor(rows[0][0], roles) if rows else None


def devices(person_id: UUID, since: date) -> Sequence[SignIn]:
    """The devices that signed in on that day or later, the newest first.

    :param since: UTC; what signed in before it has ended by itself
    """
    mine = select(SignIn).where(SignIn.person_id == person_id, SignIn.signed_in_on >= since)
    return db.session.scalars(mine.order_by(SignIn.signed_in_on.desc(), SignIn.id)).all()
