"""`lms progress check`: everything that is derived, derived again from the ledger and compared.

It may find a completion missing (a sweep that is still to come), never one too many.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from lms.assessment.closing import first_complete, is_passed, score, standing
from lms.assessment.models import Attempt
from lms.curriculum import queries as curriculum
from lms.db import db
from lms.ledger.models import Enrolment, Record
from lms.ledger.queries import records_in
from lms.ledger.services import is_as_it_came
from lms.progress.models import COURSE, Completion
from lms.progress.rules import is_complete


def findings() -> Iterator[str]:
    """A sentence for each thing that does not follow from the ledger; enrolment by enrolment."""
    keys = db.session.execute(select(Enrolment.person_id, Enrolment.id).order_by(Enrolment.person_id)).all()
    for person_id, enrolment_id in keys:
        enrolment = db.session.get(Enrolment, (person_id, enrolment_id))
        if enrolment is not None:  # else they have left while we were counting
            for finding in findings_in(enrolment):
                yield f"enrolment {enrolment_id}: {finding}"
        db.session.rollback()  # each enrolment as it is at one moment; nothing is written


def findings_in(enrolment: Enrolment) -> Iterator[str]:
    records = records_in(enrolment.person_id, enrolment.id)
    attempts = db.session.scalars(
        select(Attempt).where(Attempt.person_id == enrolment.person_id, Attempt.enrolment_id == enrolment.id)
    ).all()
    yield from _of_records(enrolment, records)
    for attempt in attempts:
        yield from _of_attempt(attempt, [record for record in records if record.attempt_id == attempt.id])
    yield from _of_completions(enrolment, records, attempts)


def _of_records(enrolment: Enrolment, records: Sequence[Record]) -> Iterator[str]:
    for record in records:
        if not is_as_it_came(record):
            yield f"record {record.id} is not as it came"
    if records and enrolment.turn < records[-1].turn:
        yield f"turn {enrolment.turn} is behind its records, which are at {records[-1].turn}"


def _of_attempt(attempt: Attempt, records: Sequence[Record]) -> Iterator[str]:
    finish = first_complete(records)
    if attempt.closed_by != (finish.id if finish else None):
        yield f"attempt {attempt.id} is closed by {attempt.closed_by}, its records say {finish and finish.id}"
        return
    if finish is None:
        return
    module = curriculum.module_document(attempt.revision_id)
    points, maximum = score(module, attempt.questions, standing(records, finish))
    passed = is_passed(points, maximum, attempt.pass_percent)
    if (attempt.points, attempt.maximum, attempt.passed) != (points, maximum, passed):
        kept = f"{attempt.points} of {attempt.maximum} points"
        yield f"attempt {attempt.id} has {kept}, its records say {points} of {maximum}"


def _of_completions(enrolment: Enrolment, records: Sequence[Record], attempts: Sequence[Attempt]) -> Iterator[str]:
    rows = db.session.scalars(
        select(Completion).where(Completion.person_id == enrolment.person_id, Completion.enrolment_id == enrolment.id)
    ).all()
    kept = {row.what for row in rows}
    earned = {record.step for record in records if record.kind == "step_done"}
    earned |= {attempt.step for attempt in attempts if attempt.passed}
    for what in sorted(kept):
        if "/" in what and what not in earned:
            yield f"step {what} is complete without a record that says so"
    for what in sorted(earned - kept):
        yield f"step {what} was earned, and its completion is missing"
    for row in rows:
        if row.what == COURSE:
            course = curriculum.course_document(row.revision_id)
            if not all(key in kept for key in course.modules):
                yield f"the course is complete without all modules of revision {row.revision_id}"
        elif "/" not in row.what:
            module = curriculum.module_document(row.revision_id)
            if not is_complete(module, kept):
                yield f"module {row.what} is complete without all required steps of revision {row.revision_id}"
    yield from _of_the_course(enrolment, kept)


def _of_the_course(enrolment: Enrolment, kept: set[str]) -> Iterator[str]:
    outline = curriculum.outline_of(enrolment.course_id)
    if outline is None:
        return
    course = curriculum.course_document(outline.revision_id)
    places = {place.key: place for place in outline.modules}
    for key in course.modules:
        is_open = key in places and key not in kept
        if is_open and is_complete(curriculum.module_document(places[key].revision_id), kept):
            yield f"module {key} was earned, and its completion is missing"
    all_complete = bool(course.modules) and all(key in kept for key in course.modules)
    if all_complete and COURSE not in kept:
        yield "the course was earned, and its completion is missing"
