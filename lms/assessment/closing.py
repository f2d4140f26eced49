"""Closing an attempt and scoring it. An open attempt's state depends only on the set of its records (rule 2)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from lms.assessment.draws import type_of
from lms.assessment.models import Attempt
from lms.curriculum import queries as curriculum
from lms.curriculum.document import ModuleDocument
from lms.db import db
from lms.ledger.models import Enrolment, Record
from lms.progress.services import complete_step


def close_if_complete(enrolment: Enrolment, attempt: Attempt, today: date) -> bool:
    """The first finish, by turn, whose named answers are all here closes the attempt for good."""
    records = records_of(attempt)
    finish = first_complete(records)
    if finish is None:
        return False
    module = curriculum.module_document(attempt.revision_id)
    attempt.points, attempt.maximum = score(module, attempt.questions, standing(records, finish))
    attempt.passed = is_passed(attempt.points, attempt.maximum, attempt.pass_percent)
    attempt.closed_by, attempt.closed_on, attempt.waiting = finish.id, today, False
    if attempt.passed:
        complete_step(enrolment, attempt.step, attempt.revision_id, "passed", today)
    return True


def records_of(attempt: Attempt) -> Sequence[Record]:
    """All records of an attempt by turn, to be read only; one statement.

    As plain rows: an eager learner's attempt has hundreds, and objects would cost ten times as much.
    """
    db.session.flush()
    values = {"person": attempt.person_id, "attempt": attempt.id}
    return db.session.connection().execute(_RECORDS, values).all()  # type: ignore[return-value]


_RECORDS = (
    select(Record.__table__)
    .where(Record.person_id == bindparam("person"), Record.attempt_id == bindparam("attempt"))
    .order_by(Record.turn)
)


def first_complete(records: Iterable[Record]) -> Record | None:
    """The finish that closes: the first by turn whose named answers had all come by then, or come later."""
    records = list(records)
    turns = {str(record.id): record.turn for record in records if record.kind == "answer_given"}
    complete = [
        (max([finish.turn, *(turns[answer] for answer in finish.payload["answers"])]), finish.turn, finish)
        for finish in records
        if finish.kind == "attempt_finished" and all(answer in turns for answer in finish.payload["answers"])
    ]
    return min(complete, key=lambda found: found[:2])[2] if complete else None


def standing(records: Iterable[Record], finish: Record | None = None) -> dict[str, Record]:
    """By question, the answer with the greatest (seq, id); of a closed attempt, among those its finish names."""
    named = None if finish is None else set(finish.payload["answers"])
    answers: dict[str, Record] = {}
    for record in records:
        if record.kind != "answer_given" or (named is not None and str(record.id) not in named):
            continue
        key = record.payload["question"]
        if key not in answers or (record.seq, record.id) > (answers[key].seq, answers[key].id):
            answers[key] = record
    return answers


def score(module: ModuleDocument, drawn: Iterable[str], answers: dict[str, Record]) -> tuple[int, int]:
    """Points and maximum, whole; a question left open has none."""
    points = maximum = 0
    for key in drawn:
        question = module.questions[key]
        maximum += type_of(question).maximum(question)
        points += points_of(module, key, answers[key].payload["response"] if key in answers else None)
    return points, maximum


def points_of(module: ModuleDocument, key: str, response: Any) -> int:
    question = module.questions[key]
    return 0 if response is None else type_of(question).points(question, response)


def is_passed(points: int, maximum: int, pass_percent: int) -> bool:
    return 100 * points >= pass_percent * maximum
