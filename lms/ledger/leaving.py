"""Leaving a course: the enrolment is erased with all that was done in it (DESIGN 4, rule 9)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from lms.db import db
from lms.ledger.models import Enrolment
from lms.ledger.services import take_turn
from lms.people import erased, erasing, held
from lms.people.access import Permission, require
from lms.people.models import Person

AT_ONCE = 500  #: ids in one statement


def leave(person: Person, enrolment: Enrolment) -> None:
    """Nothing that was done in this course is held any more; records that come later for it are refused.

    :raises EnrolmentGone: when the person has left already
    """
    require(person, Permission.COURSE_LEAVE, enrolment.person_id)
    key = (enrolment.person_id, enrolment.id)
    take_turn(enrolment)
    _erase(*key)


def apply_erased() -> int:
    """Whoever and whatever is on the list of erased ids is erased again: an older database may have been put back.

    :returns: how many persons and enrolments that were
    """
    done = 0
    for ids in _parts(sorted(erased.listed())):
        for person_id in db.session.scalars(select(Person.id).where(Person.id.in_(ids))).all():
            erasing.erase(person_id)
            done += 1
        for key in db.session.execute(select(Enrolment.person_id, Enrolment.id).where(Enrolment.id.in_(ids))).all():
            _erase(*key)
            done += 1
    return done


def _erase(person_id: UUID, enrolment_id: UUID) -> None:
    db.session.flush()
    held.erase_enrolment(person_id, enrolment_id)
    erased.list_later([enrolment_id])
    db.session.expire_all()


def _parts(ids: Sequence[UUID]) -> list[Sequence[UUID]]:
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
