"""After each publishing: whoever has all required steps of the new wording has completed it."""

from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_

from lms.db import db
from lms.db.days import today
from lms.ledger.models import Enrolment
from lms.ledger.services import take_turn
from lms.progress.services import judge

AT_ONCE = 50


def judge_completions(course_id: int, after: list[str] | None = None) -> dict[str, Any] | None:
    """The next enrolments of the course are judged; a work kind of the outbox, which goes on where it stopped.

    :param after: person and enrolment last judged
    """
    query = select(Enrolment).where(Enrolment.course_id == course_id)
    if after:
        place = (UUID(after[0]), UUID(after[1]))
        query = query.where(tuple_(Enrolment.person_id, Enrolment.id) > place)
    batch = db.session.scalars(query.order_by(Enrolment.person_id, Enrolment.id).limit(AT_ONCE)).all()
    last = [(str(enrolment.person_id), str(enrolment.id)) for enrolment in batch]
    for enrolment in batch:
        take_turn(enrolment)
        judge(enrolment, today())
    return {"course_id": course_id, "after": list(last[-1])} if len(batch) == AT_ONCE else None
