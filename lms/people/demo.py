"""A database of invented people, and the links by which one looks at it through their eyes.

It is one or it is not, from its first person to its end: a page says so, and nobody takes one for the other.
"""

import hashlib
import secrets
from datetime import date
from enum import Enum
from uuid import UUID

from sqlalchemy import ForeignKey, String, delete, inspect, select
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base, db
from lms.errors import LmsError
from lms.people.models import Person, SignIn
from lms.people.services import sign_in

NO_SECRET = "!"  #: in place of a hash: no passphrase and no words prove an invented person


class NotEmpty(LmsError):
    """There are people in the database already."""


class Demo(Base):
    """One row: everybody here was invented. No row: nobody was."""

    __tablename__ = "lms_demo"

    id: Mapped[int] = mapped_column(primary_key=True)
    made_on: Mapped[date]  #: UTC
    seed: Mapped[int]


class DemoLink(Base):
    """Who opens the link first is signed in as an invented person."""

    __tablename__ = "lms_demo_link"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("lms_person.id"), primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)  #: SHA-256 (hex) of the token


class Holds(Enum):
    """Who is in a database."""

    NOBODY = "nobody"
    INVENTED = "invented"
    REAL = "real"


def is_demo() -> bool:
    return db.session.scalar(select(Demo.id).limit(1)) is not None


def holds() -> Holds:
    """Also of a database whose schema is not the newest, or that has none."""
    tables = inspect(db.session.connection()).get_table_names()
    if "lms_demo" in tables and is_demo():
        return Holds.INVENTED
    is_empty = "lms_person" not in tables or db.session.scalar(select(Person.id).limit(1)) is None
    return Holds.NOBODY if is_empty else Holds.REAL


def begin(seed: int, today: date) -> None:
    """From now on, everybody here is invented.

    :raises NotEmpty: when there is somebody already
    """
    if holds() is not Holds.NOBODY:
        raise NotEmpty("There are people in this database already: nobody was invented.")
    db.session.add(Demo(made_on=today, seed=seed))
    db.session.flush()


def make_link(person_id: UUID) -> str:
    """A token that signs in as the person, once; an earlier one is worth nothing any more."""
    token = secrets.token_urlsafe(24)
    db.session.execute(delete(DemoLink).where(DemoLink.person_id == person_id))
    db.session.add(DemoLink(person_id=person_id, token_digest=_digest(token)))
    db.session.flush()
    return token


def find(token: str) -> Person | None:
    """Whom the token signs in as. To look at it uses nothing up."""
    known = select(Person).join(DemoLink, DemoLink.person_id == Person.id)
    return db.session.scalar(known.where(DemoLink.token_digest == _digest(token)))


def use(token: str, today: date) -> SignIn | None:
    """This device is signed in as the invented person, and the link is worth nothing any more; None when it was so
    before, or another was first."""
    used = delete(DemoLink).where(DemoLink.token_digest == _digest(token)).returning(DemoLink.person_id)
    person_id = db.session.scalar(used)
    return sign_in(person_id, today) if person_id else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
