"""Reads of progress."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import and_, select

from lms.db import db
from lms.ledger.models import Enrolment
from lms.progress.models import Completion
from lms.progress.reasons import Earned


@dataclass(frozen=True)
class Standing:
    """Where a person stands in a course; without an enrolment, nowhere."""

    enrolment: UUID | None = None
    done: Mapping[str, date] = field(default_factory=dict)  #: what is complete (steps, modules, COURSE) → day


def standings(person_id: UUID) -> dict[int, Standing]:
    """By course id, every course the person takes; one statement."""
    rows = db.session.execute(
        select(Enrolment.course_id, Enrolment.id, Completion.what, Completion.day)
        .outerjoin(
            Completion, and_(Completion.person_id == Enrolment.person_id, Completion.enrolment_id == Enrolment.id)
        )
        .where(Enrolment.person_id == person_id)
    )
    found: dict[int, Standing] = {}
    for course_id, enrolment_id, what, day in rows:
        standing = found.setdefault(course_id, Standing(enrolment_id, {}))
        if what is not None:
            standing.done[what] = day  # type: ignore[index]
    return found


@dataclass(frozen=True)
class Evidence:
    """All that is kept of how far a person came in a course; without an enrolment, nothing."""

    enrolment: UUID | None = None
    earned: Mapping[str, Earned] = field(default_factory=dict)  #: what is complete (steps, modules, COURSE)


def evidence(person_id: UUID, course_id: int) -> Evidence:
    """One statement."""
    rows = db.session.execute(
        select(Enrolment.id, Completion.what, Completion.day, Completion.revision_id, Completion.reason)
        .outerjoin(
            Completion, and_(Completion.person_id == Enrolment.person_id, Completion.enrolment_id == Enrolment.id)
        )
        .where(Enrolment.person_id == person_id, Enrolment.course_id == course_id)
    ).all()
    earned = {what: Earned(day, revision, reason) for _id, what, day, revision, reason in rows if what is not None}
    return Evidence(rows[0][0], earned) if rows else Evidence()
