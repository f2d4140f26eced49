"""Reads of enrolments and records."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from lms.db import db
from lms.ledger.models import Enrolment, Record


def enrolment_in(person_id: UUID, course_id: int) -> Enrolment | None:
    return db.session.scalar(
        select(Enrolment).where(Enrolment.person_id == person_id, Enrolment.course_id == course_id)
    )


def is_somebodys(enrolment_id: UUID) -> bool:
    """Whether anybody has this enrolment. Reads the whole table: only for pages that are refused anyway."""
    return db.session.scalar(select(Enrolment.id).where(Enrolment.id == enrolment_id)) is not None


def records_of(person_id: UUID) -> Sequence[Record]:
    """All that is kept of a person, in the order it came."""
    return db.session.scalars(
        select(Record).where(Record.person_id == person_id).order_by(Record.enrolment_id, Record.turn)
    ).all()


def records_in(person_id: UUID, enrolment_id: UUID) -> Sequence[Record]:
    """All that is kept of an enrolment, in the order it came."""
    return db.session.scalars(
        select(Record).where(Record.person_id == person_id, Record.enrolment_id == enrolment_id).order_by(Record.turn)
    ).all()


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
