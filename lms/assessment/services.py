"""Taking a quiz through plain forms: issue an attempt, save what a page says, send it in (DESIGN 4, rule 5)."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from lms.assessment.closing import records_of, standing
from lms.assessment.draws import draw, type_of
from lms.assessment.models import Attempt
from lms.assessment.queries import my_attempt
from lms.curriculum import queries as curriculum
from lms.curriculum.document import ModuleDocument, Step
from lms.db import db
from lms.ledger.kinds import NewRecord
from lms.ledger.models import Enrolment, Record
from lms.ledger.receipts import keys, newest_key
from lms.ledger.services import keep, kept_or_raise, take_turn
from lms.people.access import Permission, require
from lms.people.models import Person
from lms.progress.rules import name_of


@dataclass(frozen=True)
class Sheet:
    """What one sending of an attempt's page says."""

    responses: dict[str, Any]  #: question key → response, None for nothing chosen; only questions on the page
    seen: int  #: the attempt's greatest seq when the page was made, 0 for none
    form: str  #: random for each page made


@dataclass(frozen=True)
class Saved:
    """What stands after a sheet was kept."""

    open_questions: tuple[int, ...]  #: the numbers, from 1, of questions without an answer, or an unfinished one
    closed: bool
    repeated: bool  #: the page had been sent before, and a later answer stands
    late: bool  #: something came after the attempt was closed: kept, not counted


def issue(
    person: Person,
    enrolment: Enrolment,
    module: ModuleDocument,
    revision_id: int,
    quiz: Step,
    chance: Random,
    today: date,
) -> Attempt:
    """The open attempt at the quiz, from whatever device; a new one when none is open."""
    require(person, Permission.LEARNER_WRITE, enrolment.person_id)
    take_turn(enrolment)
    step = name_of(module, quiz)
    earlier = db.session.scalars(
        select(Attempt).where(
            Attempt.person_id == enrolment.person_id, Attempt.enrolment_id == enrolment.id, Attempt.step == step
        )
    ).all()
    if is_open := [attempt for attempt in earlier if attempt.closed_by is None]:
        return is_open[0]
    seen = [key for attempt in earlier for key in attempt.questions]
    attempt = Attempt(
        person_id=enrolment.person_id,
        id=uuid4(),
        enrolment_id=enrolment.id,
        step=step,
        number=len(earlier) + 1,
        revision_id=revision_id,
        paper=draw(module, quiz, seen, chance),
        pass_percent=quiz.pass_percent,
        issued_on=today,
    )
    db.session.add(attempt)
    db.session.flush()
    return attempt


def save_answers(person: Person, attempt: Attempt, enrolment: Enrolment, sheet: Sheet, today: date) -> Saved:
    """What the page says anew is kept; sending the same page twice adds nothing.

    :raises RecordRefused: when the page was tampered with
    """
    require(person, Permission.LEARNER_WRITE, attempt.person_id)
    turn = _turn_at(attempt, enrolment)
    return _keep_sheet(enrolment, turn, attempt, sheet, today)[0]


def finish(person: Person, attempt: Attempt, enrolment: Enrolment, sheet: Sheet, anyway: bool, today: date) -> Saved:
    """The page is kept, and the attempt closed with every answer that stands.

    :param anyway: close it although a question has no answer; else it stays open, and `open_questions` says which
    """
    require(person, Permission.LEARNER_WRITE, attempt.person_id)
    turn = _turn_at(attempt, enrolment)
    saved, records = _keep_sheet(enrolment, turn, attempt, sheet, today)
    if saved.closed or (saved.open_questions and not anyway):
        return saved
    named = sorted(str(answer.id) for answer in standing(records).values())
    record = _record(attempt, uuid4(), "attempt_finished", {"answers": named}, _greatest_seq(records) + 1)
    closing = kept_or_raise(keep(enrolment, enrolment.turn + 1, [record], today))
    return _saved(attempt, [*records, *closing], saved.repeated, saved.late)


def _turn_at(attempt: Attempt, enrolment: Enrolment) -> int:
    """The turn; both rows are read again after it."""
    person_id, attempt_id = attempt.person_id, attempt.id
    turn = take_turn(enrolment)
    my_attempt(person_id, attempt_id)
    return turn


def _keep_sheet(
    enrolment: Enrolment, turn: int, attempt: Attempt, sheet: Sheet, today: date
) -> tuple[Saved, Sequence[Record]]:
    records = records_of(attempt)
    new, repeated = _new_records(attempt, records, sheet)
    late = attempt.closed_by is not None and bool(new)
    records = [*records, *kept_or_raise(keep(enrolment, turn, new, today))]
    return _saved(attempt, records, repeated, late), records


def _new_records(attempt: Attempt, records: Sequence[Record], sheet: Sheet) -> tuple[list[NewRecord], bool]:
    """A record for each question whose response was changed on this page and differs from the one that stands.

    An untouched question of a page made before another device answered is no new answer: it equals what stood when
    the page was made. A page that comes a second time, late, makes the ids of the first time, which are known.
    """
    stands = standing(records)
    stood = standing(record for record in records if (record.seq or 0) <= sheet.seen)
    known = {record.id for record in records}
    new: list[NewRecord] = []
    repeated = False
    for key, response in sheet.responses.items():
        if response == _response(stands.get(key)) or response == _response(stood.get(key)):
            continue
        record_id = _form_record_id(attempt, sheet.form, key, response)
        if record_id in known:
            repeated = True
            continue
        seq = _greatest_seq(records) + 1 + len(new)
        payload = {"question": key, "response": response}
        new.append(_record(attempt, record_id, "answer_given", payload, seq))
    return new, repeated


def _record(attempt: Attempt, record_id: UUID, kind: str, payload: dict[str, Any], seq: int) -> NewRecord:
    return NewRecord(record_id, kind, attempt.step, payload, attempt.revision_id, attempt.id, seq)


def _form_record_id(attempt: Attempt, form: str, key: str, response: Any) -> UUID:
    """The same for the same sending, and random to anybody without the ledger's key."""
    text = f"form\x00{attempt.id}\x00{form}\x00{key}\x00{response}".encode()
    return UUID(bytes=hmac.new(keys()[newest_key()], text, hashlib.sha256).digest()[:16], version=4)


def _saved(attempt: Attempt, records: Sequence[Record], repeated: bool, late: bool) -> Saved:
    closing = next((record for record in records if record.id == attempt.closed_by), None)
    stands = standing(records, closing)
    module = curriculum.module_document(attempt.revision_id)
    numbered = enumerate((module.questions[key] for key in attempt.questions), start=1)
    return Saved(
        open_questions=tuple(
            number
            for number, question in numbered
            if not type_of(question).is_answered(question, _response(stands.get(question.key)))
        ),
        closed=attempt.closed_by is not None,
        repeated=repeated,
        late=late,
    )


def _greatest_seq(records: Sequence[Record]) -> int:
    return max((record.seq or 0 for record in records), default=0)


def _response(record: Record | None) -> Any:
    return None if record is None else record.payload["response"]
