"""People with roles, and reading what is written about them."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select

from lms.db import db, saving
from lms.db.days import today
from lms.people import grants
from lms.people.access import Actor
from lms.people.audit import AuditEntry
from lms.people.models import Person
from lms.people.roles import Held, Role


@pytest.fixture
def actor(context, make_person) -> Callable[..., Actor]:
    """Somebody new, with these roles, as they act in a request that begins now."""

    def make(handle: str, *held: Held) -> Actor:
        person_id = make_person(handle)
        db.session.rollback()
        with saving():
            for each in held:
                grants.give(person_id, each, today(), None)
        db.session.rollback()
        return Actor(db.session.get_one(Person, person_id), frozenset(held))

    return make


@pytest.fixture
def operator(actor) -> Actor:
    return actor("operator-1", Held(Role.OPERATOR))


@pytest.fixture
def entries() -> Callable[[], list[tuple]]:
    """What is written: act, by which role, by whom, about whom, which role."""

    def read() -> list[tuple[str, str, UUID | None, UUID | None, str | None]]:
        found = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        return [(each.act, each.by_role, each.by_id, each.about_id, each.role) for each in found]

    return read
