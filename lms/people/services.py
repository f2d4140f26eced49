"""Joining, signing in and out. Hashing takes long on purpose: it is done before a transaction begins to write."""

from datetime import date
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from lms.db import db
from lms.errors import LmsError
from lms.people import queries, secrecy
from lms.people.access import Permission, require
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
    return person if secrecy.proves(person.passphrase_hash if person else None, passphrase) else None


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


def sign_out_one(by: Person, person_id: UUID, sign_in_id: UUID) -> None:
    """One device of the person is signed out, from another."""
    require(by, Permission.ACCOUNT_CHANGE, person_id)
    sign_out(person_id, sign_in_id)


def sign_out_others(by: Person, person_id: UUID, keep: UUID) -> None:
    """Only one device of the person is still signed in."""
    require(by, Permission.ACCOUNT_CHANGE, person_id)
    db.session.execute(delete(SignIn).where(SignIn.person_id == person_id, SignIn.id != keep))


def forget_ended(person_id: UUID, before: date) -> None:
    """Devices whose sessions ended by themselves leave no row.

    :param before: UTC; whatever signed in before this day has ended
    """
    db.session.execute(delete(SignIn).where(SignIn.person_id == person_id, SignIn.signed_in_on < before))


def choose_language(person: Person, language: str) -> None:
    person.language = language
    db.session.flush()
