"""Reads of progress."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import and_, select

from lms.db import db
from lms.ledger.models import Enrolment
from lms.progress.models import Completion


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
