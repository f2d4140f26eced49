"""*Why this percent?* The rule, what counts, what is missing, and what each completion rests on.

For visitors and for those who do not take the course it is the rule alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, render_template

from lms.assessment.queries import attempts_at
from lms.curriculum import queries as curriculum
from lms.curriculum.queries import Outline, Published
from lms.learn.blueprint import bp
from lms.learn.loaders import find_outline
from lms.learn.papers import AttemptView, attempt_view
from lms.learn.route import CourseView, ModuleView, StepView, course_view, in_order
from lms.ledger.queries import first_done, record_in
from lms.ledger.services import receipt_of
from lms.progress.queries import Evidence, evidence
from lms.progress.reasons import CourseReason, ModuleReason, StepReason, reasons
from lms.web.gate import open_to_all
from lms.web.language import current_language
from lms.web.login import me, myself


@dataclass(frozen=True)
class TryView:
    """One go at a quiz, with the mark it was judged by."""

    attempt: AttemptView
    pass_percent: int
    is_best: bool
    is_rounded: bool  #: the percent is less than the division gives


@dataclass(frozen=True)
class QuizEvidence:
    tries: tuple[TryView, ...]  #: closed ones, the first one first
    open_try: AttemptView | None
    receipt: str  #: of the one that passed first; "" when none did


@bp.get("/courses/<course>/why")
@bp.get("/courses/<course>/<module>/why")
@bp.get("/courses/<course>/<module>/<step>/why")
@open_to_all
def why(course, module=None, step=None):
    """The course's progress, a module's, or that of a single step, explained."""
    outline, person = find_outline(course), me()
    kept = evidence(person.id, outline.course_id) if person else Evidence()
    view = _course(outline, kept)
    reason = reasons(_documents(outline), kept.earned)
    if module is None:
        return _page("why", view, kept, outline, reason=reason, rows=_modules(view, reason))
    shown = next((each for each in view.modules if each.address == module), None) or abort(404)
    of_module = reason.module(shown.key)
    if step is None:
        rows, gone = _steps(shown, of_module), [(_title_of(each), each) for each in of_module.gone]
        return _page("why", view, kept, outline, module=shown, reason=of_module, rows=rows, gone=gone)
    row = next((row for row in _steps(shown, of_module) if row[0].address == step), None) or abort(404)
    return _step_page(view, kept, outline, shown, of_module, *row)


def _step_page(
    course: CourseView,
    kept: Evidence,
    outline: Outline,
    module: ModuleView,
    of_module: ModuleReason,
    step: StepView,
    reason: StepReason,
) -> str:
    document = next(each for each in _documents(outline) if each.key == module.key)
    return _page(
        "why_step",
        course,
        kept,
        outline,
        module=module,
        step=step,
        reason=reason,
        required=of_module.share.of,
        pass_percent=next(each.pass_percent for each in document.steps if each.key == step.key),
        quiz=_quiz(kept, reason) if kept.enrolment and step.kind == "quiz" else None,
        receipt=_receipt(kept, reason),
    )


def _page(template: str, course: CourseView, kept: Evidence, outline: Outline, **more) -> str:
    wordings: Mapping[int, Published] = curriculum.published_in(outline.course_id) if kept.earned else {}
    return render_template(f"lms/learn/{template}.html", course=course, wordings=wordings, **more)


def _course(outline: Outline, kept: Evidence) -> CourseView:
    done = {what: earned.day for what, earned in kept.earned.items()}
    return course_view(outline, done, kept.enrolment is not None, current_language())


def _documents(outline: Outline) -> list:
    places = in_order(curriculum.course_document(outline.revision_id), outline)
    return [curriculum.module_document(place.revision_id) for place in places]


def _modules(view: CourseView, reason: CourseReason) -> tuple:
    """Each module with its reason, and its steps with theirs."""
    pairs = zip(view.modules, reason.modules, strict=True)
    return tuple((module, of_module, _steps(module, of_module)) for module, of_module in pairs)


def _steps(module: ModuleView, reason: ModuleReason) -> tuple[tuple[StepView, StepReason], ...]:
    return tuple(zip(module.steps, reason.steps, strict=True))


def _title_of(step: StepReason) -> tuple[str, str]:
    """Title and language of a step that is not part of the module any more, from the wording it was done in."""
    assert step.earned is not None
    module = curriculum.module_document(step.earned.revision)
    language = current_language() if current_language() in module.texts else module.base
    return module.texts[language].steps[step.name.partition("/")[2]], language


def _receipt(kept: Evidence, reason: StepReason) -> str:
    """Of the record that made a lesson done."""
    if kept.enrolment is None or reason.earned is None or reason.earned.reason != "done":
        return ""
    record = first_done(myself().id, kept.enrolment, reason.name)
    return receipt_of(record).code if record else ""


def _quiz(kept: Evidence, reason: StepReason) -> QuizEvidence:
    assert kept.enrolment is not None
    attempts = attempts_at(myself().id, kept.enrolment, reason.name)[::-1]
    views = {attempt.id: attempt_view(attempt) for attempt in attempts}
    closed = [attempt for attempt in attempts if attempt.closed_by]
    best = max(closed, key=lambda attempt: views[attempt.id].percent or 0, default=None)
    passing = next((attempt for attempt in closed if attempt.passed), None)
    record = record_in(myself().id, kept.enrolment, passing.closed_by) if passing and passing.closed_by else None
    return QuizEvidence(
        tries=tuple(
            TryView(
                views[attempt.id],
                attempt.pass_percent,
                attempt is best,
                bool(attempt.maximum and 100 * (attempt.points or 0) % attempt.maximum),
            )
            for attempt in closed
        ),
        open_try=next((views[attempt.id] for attempt in attempts if not attempt.closed_by), None),
        receipt=receipt_of(record).code if record else "",
    )
