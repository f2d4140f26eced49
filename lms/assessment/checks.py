"""Checks: ungraded questions inside a lesson, recorded for those who take the course."""

from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from lms.db import db
from lms.ledger.kinds import NewRecord
from lms.ledger.models import Enrolment, Record
from lms.ledger.services import keep, kept_or_raise, take_turn
from lms.people.access import Permission, require
from lms.people.models import Person


def answer_check(
    person: Person, enrolment: Enrolment, step: str, question: str, response: Any, revision_id: int, today: date
) -> Record | None:
    """The answer is kept, unless it is the one given last.

    :param step: module key / step key
    :returns: the new record; None when nothing is new
    :raises RecordRefused: when the page was tampered with
    """
    require(person, Permission.LEARNER_WRITE, enrolment.person_id)
    turn = take_turn(enrolment)
    if answers_in(enrolment, step).get(question) == response:
        return None
    payload = {"question": question, "response": response}
    record = NewRecord(uuid4(), "check_answered", step, payload, revision_id)
    return kept_or_raise(keep(enrolment, turn, [record], today))[0]


def answers_in(enrolment: Enrolment, step: str) -> dict[str, Any]:
    """By question, the answer given last to each check of a lesson."""
    records = db.session.scalars(
        select(Record)
        .where(
            Record.person_id == enrolment.person_id,
            Record.enrolment_id == enrolment.id,
            Record.kind == "check_answered",
            Record.step == step,
        )
        .order_by(Record.turn)
    )
    return {record.payload["question"]: record.payload["response"] for record in records}
