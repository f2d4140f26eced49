"""Joining, signing in and out. Hashing takes long on purpose: it is done before a transaction begins to write."""

from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from lms.db import db
from lms.errors import LmsError
from lms.people import queries, secrecy
from lms.people.handles import folded
from lms.people.models import Person, SignIn


class HandleTaken(LmsError):
    """Somebody has this handle."""


def join(handle: str, passphrase_hash: str, recovery_hash: str, language: str, today: date) -> Person:
    """A new person of this handle exists.

    :raises HandleTaken: also when two people take it at the same moment
    """
    person = Person(
        handle=handle.strip(),
        handle_folded=folded(handle),
        passphrase_hash=passphrase_hash,
        recovery_hash=recovery_hash,
        language=language,
        joined_on=today,
        used_on=today,
    )
    try:
        with db.session.begin_nested():
            db.session.add(person)
    except IntegrityError:
        raise HandleTaken(handle) from None
    return person


def proven(handle: str, passphrase: str) -> Person | None:
    """The person, when the passphrase is theirs. An unknown handle costs the same one hash."""
    person = queries.by_handle(handle)
    known = secrecy.is_hash_of(person.passphrase_hash if person else _nobodys_hash(), passphrase)
    return person if known else None


def sign_in(person_id: UUID, today: date) -> SignIn:
    """This device is signed in, and the account is kept for so many days from today."""
    db.session.execute(update(Person).where(Person.id == person_id).values(used_on=today))
    device = SignIn(person_id=person_id, signed_in_on=today)
    db.session.add(device)
    db.session.flush()
    return device


def sign_out(person_id: UUID, sign_in_id: UUID) -> None:
    """The device's cookie is worth nothing any more."""
    db.session.execute(delete(SignIn).where(SignIn.person_id == person_id, SignIn.id == sign_in_id))


def choose_language(person: Person, language: str) -> None:
    person.language = language
    db.session.flush()


@cache
def _nobodys_hash() -> str:
    return secrecy.hashed("nobody has this passphrase")
