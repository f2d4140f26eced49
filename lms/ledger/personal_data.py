"""What the ledger holds about a person: which courses they take, and each thing they did."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import delete, func, select, update

from lms.curriculum import queries as curriculum
from lms.db import db
from lms.ledger.models import Enrolment, Record
from lms.ledger.receipts import readable
from lms.ledger.services import receipt_of
from lms.people.held import PersonalData, Row, rows_of
from lms.registry import registries


def export_enrolments(person_id: UUID, language: str) -> Iterator[Row]:
    for enrolment in db.session.scalars(select(Enrolment).where(Enrolment.person_id == person_id)):
        yield {
            "course": course_title(enrolment.course_id, language),
            "enrolled_on": enrolment.enrolled_on,
            "id": str(enrolment.id),
        }


def export_records(person_id: UUID, language: str) -> Iterator[Row]:
    for (record,) in rows_of(Record, where=Record.person_id == person_id, order=(Record.enrolment_id, Record.turn)):
        yield {
            "day": record.received_on,
            "where": step_title(record.revision_id, record.step, language),
            **in_words(record, language),
            "receipt": readable(receipt_of(record).code),
            "id": str(record.id),
            "enrolment": str(record.enrolment_id),
            "turn": record.turn,
            "kind": record.kind,
            "step": record.step,
            "revision": record.revision_id,
            "attempt": str(record.attempt_id) if record.attempt_id else None,
            "seq": record.seq,
            "payload": record.payload,
            "outcome": record.outcome,
        }


def in_words(record: Record, language: str) -> dict[str, str]:
    """What was done, and with what content: as its kind says it; a kind that says nothing, or is gone, as it came."""
    kinds = registries().record_kinds
    say = getattr(kinds.get(record.kind), "in_words", None) if record.kind in kinds else None
    if say is not None:
        return say(record, language)
    return {"what": record.kind, "answer": json.dumps(record.payload, ensure_ascii=False)}


def count_enrolments(person_id: UUID) -> Iterator[str]:
    if number := db.session.scalar(select(func.count()).where(Enrolment.person_id == person_id)):
        yield ngettext("%(num)s course", "%(num)s courses", number)


def count_records(person_id: UUID) -> Iterator[str]:
    return records_in_words(Record.person_id == person_id)


def records_in_words(where: Any) -> Iterator[str]:
    """How many there are of each kind of record: 12 answers, 5 lessons."""
    others = 0
    kinds = registries().record_kinds
    query = select(Record.kind, func.count()).where(where).group_by(Record.kind).order_by(Record.kind)
    for kind, number in db.session.execute(query):
        say = getattr(kinds.get(kind), "counted", None) if kind in kinds else None
        if say is None:
            others += number
        else:
            yield say(number)
    if others:
        yield ngettext("%(num)s other record", "%(num)s other records", others)


def course_title(course_id: int, language: str) -> str:
    outline = curriculum.outline_of(course_id)
    if outline is None:
        return str(course_id)
    course = curriculum.course_document(outline.revision_id)
    return (course.texts.get(language) or course.texts[course.base]).title


def step_title(revision_id: int, name: str, language: str) -> str:
    """:param name: module key / step key"""
    module = curriculum.module_document(revision_id)
    text = module.texts.get(language) or module.texts[module.base]
    return text.steps.get(name.partition("/")[2], name)


def hold(person_id: UUID) -> None:
    """Whoever writes about this learner waits until it is decided (as `take_turn`, for all their enrolments)."""
    db.session.execute(
        update(Enrolment)
        .where(Enrolment.person_id == person_id)
        .values(turn=Enrolment.turn + 1)
        .execution_options(synchronize_session=False)
    )
    db.session.expire_all()


def leave(person_id: UUID, enrolment_id: UUID) -> None:
    db.session.execute(delete(Enrolment).where(Enrolment.person_id == person_id, Enrolment.id == enrolment_id))


ENROLMENTS = PersonalData(
    tables=(Enrolment,),
    title=_l("The courses you take"),
    what=_l("Which courses you take, and since which day."),
    why=_l("So that your place and your answers belong together."),
    columns={"course": _l("Course"), "enrolled_on": _l("Since")},
    export=export_enrolments,
    counted=count_enrolments,
    hold=hold,
    erase_enrolment=leave,
)
RECORDS = PersonalData(
    tables=(Record,),
    title=_l("What you did"),
    what=_l(
        "Each lesson you marked as done, each answer you gave and each quiz you sent in, in their order, with the day "
        "and never the hour."
    ),
    why=_l("Your progress and your results are computed from it, and each receipt is proof of one of these."),
    columns={
        "day": _l("Day"),
        "what": _l("What"),
        "where": _l("Where"),
        "question": _l("Question"),
        "answer": _l("Answer"),
        "receipt": _l("Receipt"),
    },
    export=export_records,
    counted=count_records,
)
