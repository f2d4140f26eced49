"""Reads about people."""

from uuid import UUID

from sqlalchemy import bindparam, select

from lms.db import db
from lms.people.handles import folded
from lms.people.models import Person, SignIn

#: made once: building a statement costs more than sending it
_SIGNED_IN = (
    select(Person)
    .join(SignIn, SignIn.person_id == Person.id)
    .where(SignIn.person_id == bindparam("person"), SignIn.id == bindparam("device"))
)


def by_handle(handle: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.handle_folded == folded(handle)))


def signed_in(person_id: UUID, sign_in_id: UUID) -> Person | None:
    """The person, as long as this device is signed in; one statement."""
    return db.session.scalar(_SIGNED_IN, {"person": person_id, "device": sign_in_id})
