"""Reads of attempts and of where a learner stands in a lesson."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CompoundSelect, Date, String, and_, bindparam, cast, literal, null, select, union_all

from lms.assessment.models import Attempt
from lms.db import db
from lms.ledger.models import Enrolment, Record
from lms.progress.models import Completion, KeptText


@dataclass(frozen=True)
class LessonStanding:
    """Where a person stands in a course, and what they answered in one lesson of it."""

    enrolment: UUID | None = None
    done: dict[str, date] = field(default_factory=dict)  #: what is complete → day
    checks: dict[str, Any] = field(default_factory=dict)  #: question key → the response given last
    texts: dict[str, str] = field(default_factory=dict)  #: block key → the text kept of a reflection, sealed


def _statement_of_standing() -> CompoundSelect:
    """Four kinds of rows: the enrolment, what is complete, and of one lesson the answers to checks and kept texts."""
    mine = and_(Enrolment.person_id == bindparam("person"), Enrolment.course_id == bindparam("course"))
    nothing, no_day = cast(null(), JSON), cast(null(), Date)
    enrolled = select(literal("enrolled"), Enrolment.id, cast(null(), String), no_day, nothing, literal(0)).where(mine)
    done = (
        select(literal("done"), Enrolment.id, Completion.what, Completion.day, nothing, literal(0))
        .join(Completion, and_(Completion.person_id == Enrolment.person_id, Completion.enrolment_id == Enrolment.id))
        .where(mine)
    )
    checks = (
        select(literal("check"), Enrolment.id, Record.step, no_day, Record.payload, Record.turn)
        .join(Record, and_(Record.person_id == Enrolment.person_id, Record.enrolment_id == Enrolment.id))
        .where(mine, Record.kind == "check_answered", Record.step == bindparam("step"))
    )
    texts = (
        select(literal("text"), Enrolment.id, KeptText.block, no_day, KeptText.sealed, literal(0))
        .join(KeptText, and_(KeptText.person_id == Enrolment.person_id, KeptText.enrolment_id == Enrolment.id))
        .where(mine, KeptText.step == bindparam("step"))
    )
    return union_all(enrolled, done, checks, texts)


_STANDING = _statement_of_standing()  # made once: building it costs more than sending it


def lesson_standing(person_id: UUID, course_id: int, step: str) -> LessonStanding:
    """One statement for all that a lesson's page shows of a learner.

    :param step: module key / step key
    """
    values = {"person": person_id, "course": course_id, "step": step}
    rows = db.session.connection().execute(_STANDING, values).all()
    standing = LessonStanding()
    for tag, enrolment_id, what, day, payload, _turn in sorted(rows, key=lambda row: row[5]):
        standing = replace(standing, enrolment=enrolment_id)
        if tag == "done":
            standing.done[what] = day
        elif tag == "check":
            standing.checks[payload["question"]] = payload["response"]
        elif tag == "text":
            standing.texts[what] = payload
    return standing


def my_attempt(person_id: UUID, attempt_id: UUID) -> tuple[Attempt, Enrolment] | None:
    """The attempt with its enrolment as they are now, whatever the session held; one statement."""
    row = db.session.execute(_MY_ATTEMPT, {"person": person_id, "attempt": attempt_id}).first()
    return (row[0], row[1]) if row else None


_MY_ATTEMPT = (
    select(Attempt, Enrolment)
    .join(Enrolment, and_(Enrolment.person_id == Attempt.person_id, Enrolment.id == Attempt.enrolment_id))
    .where(Attempt.person_id == bindparam("person"), Attempt.id == bindparam("attempt"))
    .execution_options(populate_existing=True)
)


def attempts_at(person_id: UUID, enrolment_id: UUID, step: str) -> Sequence[Attempt]:
    """Every go at a quiz, the newest first."""
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.person_id == person_id, Attempt.enrolment_id == enrolment_id, Attempt.step == step)
        .order_by(Attempt.number.desc())
    ).all()
