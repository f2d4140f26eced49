"""Completing steps, and judging what that completes. Called inside a turn (`ledger.services.take_turn`)."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from lms.curriculum import queries as curriculum
from lms.db import db
from lms.ledger.kinds import NewRecord
from lms.ledger.models import Enrolment, Record
from lms.ledger.services import keep, kept_or_raise, take_turn
from lms.people.access import Permission, require
from lms.people.models import Person
from lms.progress.models import COURSE, Completion
from lms.progress.rules import is_complete


def complete_step(enrolment: Enrolment, step: str, revision_id: int, reason: str, today: date) -> None:
    """The step is complete, and so are the module and the course if it was the last; what was, stays as it was.

    :param step: module key / step key
    """
    done = completed(enrolment.person_id, enrolment.id)
    if step not in done:
        _complete(enrolment, step, revision_id, reason, today, done)
        judge(enrolment, today, done)


def judge(enrolment: Enrolment, today: date, done: set[str] | None = None) -> None:
    """Every module and the course whose required steps are all done is complete."""
    done = completed(enrolment.person_id, enrolment.id) if done is None else done
    outline = curriculum.outline_of(enrolment.course_id)
    if outline is None:
        return
    course = curriculum.course_document(outline.revision_id)
    places = [place for place in outline.modules if place.key in course.modules]
    for place in places:
        if place.key not in done and is_complete(curriculum.module_document(place.revision_id), done):
            _complete(enrolment, place.key, place.revision_id, "all-steps", today, done)
    if places and COURSE not in done and all(key in done for key in course.modules):
        _complete(enrolment, COURSE, outline.revision_id, "all-steps", today, done)


def completed(person_id: UUID, enrolment_id: UUID) -> set[str]:
    """What is complete: steps, modules, the course."""
    return set(
        db.session.scalars(
            select(Completion.what).where(Completion.person_id == person_id, Completion.enrolment_id == enrolment_id)
        )
    )


def _complete(enrolment: Enrolment, what: str, revision_id: int, reason: str, today: date, done: set[str]) -> None:
    db.session.add(
        Completion(
            person_id=enrolment.person_id,
            enrolment_id=enrolment.id,
            what=what,
            day=today,
            revision_id=revision_id,
            reason=reason,
        )
    )
    done.add(what)


def mark_done(person: Person, enrolment: Enrolment, step: str, revision_id: int, today: date) -> Record | None:
    """The lesson is done. Sending the page twice adds nothing.

    :param step: module key / step key
    :returns: the new record; None when it was done already
    :raises RecordRefused: when the page named a step or revision that does not exist
    """
    require(person, Permission.LEARNER_WRITE, enrolment.person_id)
    turn = take_turn(enrolment)
    if step in completed(enrolment.person_id, enrolment.id):
        return None
    return kept_or_raise(keep(enrolment, turn, [NewRecord(uuid4(), "step_done", step, {}, revision_id)], today))[0]
