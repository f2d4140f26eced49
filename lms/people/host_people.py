"""Persons of a site around ours (DESIGN 7): each is bound to one of our persons, when they choose to start.

The database holds no id of the other site, only a digest under the key of texts: who has a copy of the database alone
cannot tell who of that site learns here.
"""

import hmac
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, bindparam, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base, db
from lms.people import services
from lms.people.access import Actor
from lms.people.grants import Grant
from lms.people.handles import suggested
from lms.people.held import UNTIL_ERASING, PersonalData, Row, rows_of
from lms.people.models import Person
from lms.people.roles import Held, Role

TRIES = 20


class HostPerson(Base):
    """Somebody who is signed in by the site around ours."""

    __tablename__ = "lms_host_person"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)  #: HMAC-SHA-256 (hex) of the id they have there
    person_id: Mapped[UUID] = mapped_column(ForeignKey("lms_person.id"), unique=True)


#: made once: building a statement costs more than sending it
_BOUND = (
    select(Person, Grant.role, Grant.course_id)
    .join(HostPerson, HostPerson.person_id == Person.id)
    .outerjoin(Grant, Grant.person_id == Person.id)
    .where(HostPerson.digest == bindparam("digest"))
)


def bound(host_id: str) -> Actor | None:
    """Our person of that id, with their roles; None for who has not started, or was erased. One statement."""
    rows = db.session.execute(_BOUND, {"digest": _digest(host_id)}).all()
    roles = frozenset(Held(Role(role), course_id) for _, role, course_id in rows if role)
    return Actor(rows[0][0], roles) if rows else None


def start(host_id: str, unknown: str, language: str, today: date) -> Person:
    """The host's person has one of ours, under a handle that says nothing; who has one keeps it.

    :param unknown: the hash of something that nobody knows: such an account is entered from the host only
    """
    for _ in range(TRIES):
        if known := bound(host_id):
            return known.person
        try:
            with db.session.begin_nested():
                person = services.join(suggested(), unknown, unknown, language, today)
                bind(host_id, person.id)
            return person
        except (services.HandleTaken, IntegrityError):  # another tab was first, or somebody has the handle
            continue
    raise services.HandleTaken("No free handle was found: try again.")


def bind(host_id: str, person_id: UUID) -> None:
    """The host's person is ours of that id from now on."""
    db.session.add(HostPerson(digest=_digest(host_id), person_id=person_id))
    db.session.flush()


def note_use(person_id: UUID, today: date) -> None:
    """The account is kept for so many days from today, as after signing in."""
    db.session.execute(update(Person).where(Person.id == person_id).values(used_on=today))


def export_binding(person_id: UUID, _language: str) -> Iterator[Row]:
    for (digest,) in rows_of(HostPerson.digest, where=HostPerson.person_id == person_id):
        yield {"digest": digest}


def is_possible() -> bool:
    """Whether such people can come: whether a host tells us who is signed in."""
    around = current_app.extensions["lms"].host
    return around is not None and around.person_of is not None


BINDING = PersonalData(
    tables=(HostPerson,),
    title=_l("The site you come from"),
    what=_l(
        "A digest of the number you have in the site around these pages. Nobody can read the number back from it; with "
        "the keys of this server one can test a number against it. Your account here has no passphrase of its own."
    ),
    why=_l("So that signing in there brings you back to your place here."),
    until=UNTIL_ERASING,
    columns={"digest": _l("Digest")},
    export=export_binding,
    counted=lambda _person_id: (),
    applies=is_possible,
)


def _digest(host_id: str) -> str:
    key: bytes = current_app.extensions["lms"].settings.text_key
    return hmac.new(key, b"person of the host\x00" + host_id.encode(), "sha256").hexdigest()
