"""Reads about people."""

from uuid import UUID

from sqlalchemy import select

from lms.db import db
from lms.people.handles import folded
from lms.people.models import Person, SignIn


def by_handle(handle: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.handle_folded == folded(handle)))


def signed_in(person_id: UUID, sign_in_id: UUID) -> Person | None:
    """The person, as long as this device is signed in; one statement."""
    return db.session.scalar(
        select(Person)
        .join(SignIn, SignIn.person_id == Person.id)
        .where(SignIn.person_id == person_id, SignIn.id == sign_in_id)
    )
