"""Reads of enrolments and records."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import bindparam, func, select

from lms.db import db
from lms.ledger.models import Enrolment, Record
from lms.ledger.receipts import code_of


def enrolment_in(person_id: UUID, course_id: int) -> Enrolment | None:
    return db.session.scalar(
        select(Enrolment).where(Enrolment.person_id == person_id, Enrolment.course_id == course_id)
    )


def is_somebodys(enrolment_id: UUID) -> bool:
    """Whether anybody has this enrolment. Reads the whole table: only for pages that are refused anyway."""
    return db.session.scalar(select(Enrolment.id).where(Enrolment.id == enrolment_id)) is not None


def records_in(person_id: UUID, enrolment_id: UUID) -> Sequence[Record]:
    """All that is kept of an enrolment, in the order it came."""
    return db.session.scalars(
        select(Record).where(Record.person_id == person_id, Record.enrolment_id == enrolment_id).order_by(Record.turn)
    ).all()


def record_in(person_id: UUID, enrolment_id: UUID, record_id: UUID) -> Record | None:
    return db.session.get(Record, (person_id, enrolment_id, record_id))


def newest_records(person_id: UUID, page: int, size: int) -> Sequence[Record]:
    """A page of what was received, newest day first; one row more than `size` when there is a next page.

    :param page: from 1
    """
    return db.session.scalars(
        select(Record)
        .where(Record.person_id == person_id)
        .order_by(Record.received_on.desc(), Record.enrolment_id, Record.turn.desc())
        .offset((page - 1) * size)
        .limit(size + 1)
    ).all()


def greatest_seqs(person_id: UUID, attempts: Collection[UUID]) -> dict[UUID, int]:
    """By attempt, the greatest seq that is kept of it: who is behind counts on from there."""
    if not attempts:
        return {}
    rows = db.session.connection().execute(_GREATEST, {"person": person_id, "attempts": list(attempts)})
    return {attempt: seq for attempt, seq in rows if attempt is not None and seq is not None}


#: made once: building a statement costs more than sending it
_GREATEST = (
    select(Record.attempt_id, func.max(Record.seq))
    .where(Record.person_id == bindparam("person"), Record.attempt_id.in_(bindparam("attempts", expanding=True)))
    .group_by(Record.attempt_id)
)


def record_with_code(person_id: UUID, code: str) -> Record | None:
    """The record whose receipt has this code; codes are not kept, so those of the person are made again, one by one.

    :param code: as `receipts.typed` gives it
    """
    signed = select(Record.enrolment_id, Record.id, Record.digest, Record.received_on, Record.key_id)
    rows = db.session.execute(signed.where(Record.person_id == person_id).execution_options(yield_per=500))
    for enrolment_id, record_id, digest, day, key_id in rows:
        if code_of(record_id, digest, day, key_id) == code:
            rows.close()
            return db.session.get(Record, (person_id, enrolment_id, record_id))
    return None


def first_done(person_id: UUID, enrolment_id: UUID, step: str) -> Record | None:
    """The record that marked a lesson as done: the first of its kind.

    :param step: module key / step key
    """
    return db.session.scalar(
        select(Record)
        .where(
            Record.person_id == person_id,
            Record.enrolment_id == enrolment_id,
            Record.kind == "step_done",
            Record.step == step,
        )
        .order_by(Record.turn)
        .limit(1)
    )
