"""An attempt's paper as a page: where it stands, what a sent page says, what it shows."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import abort, request, url_for

from lms.assessment.closing import records_of, standing
from lms.assessment.draws import bank, type_of
from lms.assessment.models import Attempt
from lms.assessment.queries import attempts_at
from lms.assessment.services import Sheet
from lms.curriculum import queries as curriculum
from lms.curriculum.document import ModuleDocument, Step
from lms.learn.loaders import StepPlace, number_or_400
from lms.learn.questions import QuestionView, Wording, question_view
from lms.learn.route import ModuleView, StepView, module_view
from lms.ledger.models import Enrolment, Record
from lms.ledger.services import receipt_of
from lms.progress.queries import standings
from lms.web.language import current_language

UNANSWERED = None


@dataclass(frozen=True)
class AttemptView:
    """One go at a quiz, in a list or above its result."""

    id: UUID
    number: int
    url: str
    closed_on: date | None
    points: int | None
    maximum: int | None
    percent: int | None
    passed: bool | None


@dataclass(frozen=True)
class QuizView:
    """What the page before a quiz says."""

    questions: int
    bank: int
    pass_percent: int
    attempts: tuple[AttemptView, ...]  #: closed ones, the newest first
    open_attempt: str | None  #: its address
    best: AttemptView | None
    passed: bool


@dataclass(frozen=True)
class Paper:
    """An attempt with everything its page needs."""

    attempt: Attempt
    enrolment: Enrolment
    wording: Wording
    module: ModuleView
    step: StepView
    records: Sequence[Record]

    @property
    def answers(self) -> dict[str, Record]:
        """By question, the answer that stands."""
        closing = next((each for each in self.records if each.id == self.attempt.closed_by), None)
        return standing(self.records, closing)

    @property
    def seen(self) -> int:
        """The greatest seq so far."""
        return max((record.seq or 0 for record in self.records), default=0)

    def questions(self) -> tuple[QuestionView, ...]:
        answers, closed = self.answers, self.attempt.closed_by is not None
        return tuple(
            question_view(
                self.wording,
                drawn["key"],
                answers[drawn["key"]].payload["response"] if drawn["key"] in answers else UNANSWERED,
                drawn["order"],
                number,
                closed,
            )
            for number, drawn in enumerate(self.attempt.paper, start=1)
        )

    def codes(self) -> dict[str, str]:
        """By question, the receipt of the answer that stands."""
        return {key: receipt_of(record).code for key, record in self.answers.items()}

    def finish_code(self) -> str | None:
        closing = (each for each in self.records if each.id == self.attempt.closed_by)
        return next((receipt_of(record).code for record in closing), None)


def paper_of(attempt: Attempt, enrolment: Enrolment) -> Paper:
    """The paper, by the revision it was issued with; the steps beside it by the published one."""
    outline = curriculum.outline_of(enrolment.course_id) or abort(404)
    module_key, _, step_key = attempt.step.partition("/")
    place = next((place for place in outline.modules if place.key == module_key), None) or abort(404)
    done = standings(attempt.person_id)[enrolment.course_id].done
    module = module_view(outline, place, done, current_language())
    step = next((step for step in module.steps if step.key == step_key), None) or abort(404)
    wording = Wording(
        outline,
        curriculum.course_document(outline.revision_id),
        curriculum.module_document(attempt.revision_id),
        place.address,
        attempt.revision_id,
        current_language(),
    )
    return Paper(attempt, enrolment, wording, module, step, records_of(attempt))


def read_sheet(attempt: Attempt) -> Sheet:
    """What a sent page says; 400 when it names questions or options that are not on the paper."""
    values = request.form
    module = curriculum.module_document(attempt.revision_id)
    if any(name.startswith("q-") and name[2:] not in attempt.questions for name in values):
        abort(400)
    try:
        responses = {key: _response(module, key, values.getlist(f"q-{key}")) for key in _asked(attempt)}
    except ValueError:
        abort(400)
    return Sheet(responses, number_or_400(values.get("seen") or "0"), (values.get("form") or secrets.token_hex(8))[:64])


def attempt_view(attempt: Attempt) -> AttemptView:
    return AttemptView(
        id=attempt.id,
        number=attempt.number,
        url=url_for("learn.attempt", attempt=attempt.id),
        closed_on=attempt.closed_on,
        points=attempt.points,
        maximum=attempt.maximum,
        percent=100 * (attempt.points or 0) // attempt.maximum if attempt.maximum else None,
        passed=attempt.passed,
    )


def quiz_view(here: StepPlace, person_id: UUID | None) -> QuizView:
    step: Step = here.step
    attempts: Sequence[Attempt] = ()
    if person_id and here.standing.enrolment:
        attempts = attempts_at(person_id, here.standing.enrolment, here.name)
    closed = tuple(attempt_view(attempt) for attempt in attempts if attempt.closed_by)
    is_open = next((attempt for attempt in attempts if attempt.closed_by is None), None)
    return QuizView(
        questions=step.draw or 0,
        bank=len(bank(here.module, step)),
        pass_percent=step.pass_percent or 0,
        attempts=closed,
        open_attempt=url_for("learn.attempt", attempt=is_open.id) if is_open else None,
        best=max(closed, key=lambda attempt: attempt.percent or 0, default=None),
        passed=here.name in here.standing.done,
    )


def _asked(attempt: Attempt) -> list[str]:
    """The questions the page asked: none for a confirmation, else all."""
    return [] if "anyway" in request.form else attempt.questions


def _response(module: ModuleDocument, key: str, values: Sequence[str]):
    question = module.questions[key]
    return type_of(question).read(question, values)
