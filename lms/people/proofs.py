"""What proves who one is, and how it is changed: the passphrase, and the six recovery words.

Hashing takes long on purpose, so a proof is looked at before the transaction that writes, and another device may
change it in between. Each write therefore names the hash that was proven, and is refused when it no longer stands.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, update

from lms.db import db
from lms.errors import LmsError
from lms.people import queries, secrecy
from lms.people.access import Permission, require
from lms.people.models import Person, SignIn


class ProofOutdated(LmsError):
    """What was proven does not stand any more: another device was first."""


def proven_by_words(handle: str, words: Sequence[str]) -> Person | None:
    """The person, when the six words are theirs. An unknown handle costs the same one hash."""
    person = queries.by_handle(handle)
    kept = person.recovery_hash if person else None
    return person if secrecy.proves(kept, " ".join(words)) else None


def still_stands(person_id: UUID, **proven: str) -> Person:
    """The person, whose row is ours until the transaction ends; nobody changed in the meantime what was proven.

    It is an UPDATE, because only that makes two writers wait for each other on both databases.

    :param proven: columns of `Person` and the hashes they had when they were proven
    :raises ProofOutdated: when one of them has another now
    """
    same = [getattr(Person, column) == kept for column, kept in proven.items()]
    mine = update(Person).where(Person.id == person_id, *same).values(handle=Person.handle)
    found = db.session.scalar(mine.returning(Person.id), execution_options={"synchronize_session": False})
    if found is None:
        raise ProofOutdated(f"Changed in the meantime: {', '.join(proven)}.")
    return db.session.get_one(Person, person_id, populate_existing=True)


def recover(person_id: UUID, proven: str, passphrase_hash: str, recovery_hash: str) -> None:
    """The person has a new passphrase and new words; every device is signed out.

    :param proven: the recovery hash that the six words belong to
    :raises ProofOutdated: when these words were used, or replaced, in the meantime
    """
    person = still_stands(person_id, recovery_hash=proven)
    person.passphrase_hash, person.recovery_hash = passphrase_hash, recovery_hash
    _sign_out_all(person_id)


def change_passphrase(by: Person, person_id: UUID, proven: str, passphrase_hash: str) -> None:
    """The person has a new passphrase; every device is signed out, this one too: it enters anew.

    :param proven: the passphrase hash that the old one belongs to
    :raises ProofOutdated: when it was changed in the meantime
    """
    require(by, Permission.ACCOUNT_CHANGE, person_id)
    still_stands(person_id, passphrase_hash=proven).passphrase_hash = passphrase_hash
    _sign_out_all(person_id)


def change_words(by: Person, person_id: UUID, proven: str, replaced: str, recovery_hash: str) -> None:
    """The person has new recovery words; the old ones are worth nothing.

    :param proven: the passphrase hash that the passphrase belongs to
    :param replaced: the recovery hash of before: of two devices that ask at once only one is shown words that count
    :raises ProofOutdated: when either was changed in the meantime
    """
    require(by, Permission.ACCOUNT_CHANGE, person_id)
    still_stands(person_id, passphrase_hash=proven, recovery_hash=replaced).recovery_hash = recovery_hash
    db.session.flush()


def _sign_out_all(person_id: UUID) -> None:
    db.session.flush()
    db.session.execute(delete(SignIn).where(SignIn.person_id == person_id))
