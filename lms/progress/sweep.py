"""After each publishing: whoever has all required steps of the new wording has completed it."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from lms.db import db
from lms.db.days import today
from lms.ledger.models import Enrolment
from lms.ledger.services import take_turn
from lms.progress.services import judge

AT_ONCE = 50
PLACE_DIGITS = 6  #: of 32: the outbox notes where a sweep stopped without naming anybody
LAST_PLACE = "f" * PLACE_DIGITS


def judge_completions(course_id: int, at: str = "") -> dict[str, Any] | None:
    """The next enrolments of the course are judged; a work kind of the outbox, which goes on where it stopped.

    :param at: how the ids of the persons begin who come next
    """
    query = select(Enrolment).where(Enrolment.course_id == course_id).order_by(Enrolment.person_id)
    batch = list(db.session.scalars(query.where(Enrolment.person_id >= UUID(at.ljust(32, "0"))).limit(AT_ONCE)))
    place = batch[-1].person_id.hex[:PLACE_DIGITS] if len(batch) == AT_ONCE else LAST_PLACE
    if place < LAST_PLACE:
        last, end = batch[-1].person_id, UUID(place.ljust(32, "f"))
        batch += db.session.scalars(query.where(Enrolment.person_id > last, Enrolment.person_id <= end))
    for enrolment in batch:
        take_turn(enrolment)
        judge(enrolment, today())
    return {"course_id": course_id, "at": f"{int(place, 16) + 1:0{PLACE_DIGITS}x}"} if place < LAST_PLACE else None
