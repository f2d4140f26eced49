"""What is done about people at the machine, with the command `lms`: no permission is asked, and it is written down."""

from datetime import date
from uuid import UUID

from sqlalchemy import delete

from lms.db import db
from lms.people import audit, grants, services
from lms.people.audit import AT_THE_MACHINE, Act
from lms.people.models import Person, SignIn
from lms.people.roles import Held


def add(handle: str, passphrase_hash: str, recovery_hash: str, language: str, today: date) -> Person:
    """A new person of this handle exists.

    :raises HandleTaken:
    """
    person = services.join(handle, passphrase_hash, recovery_hash, language, today)
    audit.note(Act.ADDED, AT_THE_MACHINE, today, person.id)
    return person


def grant(person_id: UUID, held: Held, today: date) -> bool:
    """The person holds the role; whether that is new."""
    is_new = grants.give(person_id, held, today, None)
    if is_new:
        audit.note(Act.GRANTED, AT_THE_MACHINE, today, person_id, held)
    return is_new


def reset(person: Person, recovery_hash: str, today: date) -> None:
    """New recovery words prove the account, the old ones nothing; every device is signed out."""
    person.recovery_hash = recovery_hash
    db.session.execute(delete(SignIn).where(SignIn.person_id == person.id))
    audit.note(Act.RESET, AT_THE_MACHINE, today, person.id)
