"""Taking a quiz: the page before it, the attempt, its result."""

import secrets
from random import SystemRandom
from uuid import UUID

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms.assessment import services
from lms.assessment.models import Attempt
from lms.assessment.queries import my_attempt
from lms.assessment.services import Saved
from lms.db import db, saving
from lms.db.days import today
from lms.learn.blueprint import bp
from lms.learn.loaders import StepPlace, find_step, uuid_or_400
from lms.learn.papers import Paper, attempt_view, paper_of, quiz_view, read_sheet
from lms.learn.route import course_view, module_view
from lms.learn.waiting import let_wait, sent_fields, waiting_page
from lms.ledger.models import Enrolment
from lms.ledger.queries import enrolment_in, is_somebodys
from lms.ledger.services import EnrolmentGone
from lms.progress.queries import standings
from lms.web.gate import keeps_what_was_typed, token_failed
from lms.web.language import current_language
from lms.web.login import me, myself
from lms.web.messages import say

chance = SystemRandom()


def quiz_page(here: StepPlace) -> str:
    """What the quiz is, how it went so far, and one button."""
    person = me()
    module = module_view(here.outline, here.place, here.standing.done, current_language())
    return render_template(
        "lms/learn/quiz.html",
        module=module,
        step=next(step for step in module.steps if step.key == here.step.key),
        quiz=quiz_view(here, person.id if person else None),
        enrolment=here.standing.enrolment,
    )


@bp.post("/courses/<course>/<module>/<step>/attempts")
def issue_attempt(course, module, step):
    """The open attempt, or a new one."""
    here = find_step(course, module, step)
    if here.step.kind != "quiz":
        abort(404)
    enrolment = enrolment_in(myself().id, here.outline.course_id)
    named = uuid_or_400(request.form.get("enrolment"))
    if enrolment is None or named != enrolment.id:
        return opened_by_another(named)
    with saving():
        attempt = services.issue(myself(), enrolment, here.module, here.place.revision_id, here.step, chance, today())
        attempt_id = attempt.id
    return redirect(url_for("learn.attempt", attempt=attempt_id), 303)


@bp.get("/attempts/<uuid:attempt>")
def attempt(attempt):
    """The questions, or, of a closed attempt, its result."""
    paper = paper_of(*(my_attempt(myself().id, attempt) or abort(404)))
    return result_page(paper) if paper.attempt.closed_by else attempt_page(paper)


@bp.post("/attempts/<uuid:attempt>/answers")
@keeps_what_was_typed
def save_answers(attempt):
    """The answers on the page are kept."""
    mine = _mine(attempt)
    if not isinstance(mine, tuple):
        return mine
    with saving():
        saved = services.save_answers(myself(), *mine, read_sheet(mine[0]), today())
    _say_what_happened(saved)
    return redirect(url_for("learn.attempt", attempt=attempt), 303)


@bp.post("/attempts/<uuid:attempt>/finish")
@keeps_what_was_typed
def finish(attempt):
    """The page is kept and the attempt sent in; with questions left open, only after asking."""
    mine = _mine(attempt)
    if not isinstance(mine, tuple):
        return mine
    with saving():
        saved = services.finish(myself(), *mine, read_sheet(mine[0]), "anyway" in request.form, today())
    if not saved.closed:
        paper = paper_of(*(my_attempt(myself().id, attempt) or abort(404)))
        return render_template(
            "lms/learn/confirm.html",
            module=paper.module,
            step=paper.step,
            attempt=attempt_view(paper.attempt),
            unanswered=saved.open_questions,
            hidden_fields=_hidden(paper),
        )
    if saved.late:
        _say_what_happened(saved)
    return redirect(url_for("learn.attempt", attempt=attempt), 303)


def attempt_page(paper: Paper) -> str:
    questions = paper.questions()
    return render_template(
        "lms/learn/attempt.html",
        module=paper.module,
        step=paper.step,
        attempt=attempt_view(paper.attempt),
        questions=questions,
        given=frozenset(question.key for question in questions if question.answered),
        saved=paper.codes(),
        enrolment=paper.enrolment.id,
        name=paper.attempt.step,
        revision=paper.attempt.revision_id,
        seen=paper.seen,
        hidden_fields=_hidden(paper),
    )


def result_page(paper: Paper) -> str:
    done = standings(myself().id)[paper.enrolment.course_id].done
    course = course_view(paper.wording.outline, done, True, current_language())
    return render_template(
        "lms/learn/result.html",
        module=paper.module,
        step=paper.step,
        course=course,
        attempt=attempt_view(paper.attempt),
        pass_percent=paper.attempt.pass_percent,
        questions=paper.questions(),
        code=paper.finish_code(),
        next=course.next,
        enrolment=paper.enrolment.id,
    )


def opened_by_another(named: UUID | None = None) -> Response:
    """Rule 6: the page was opened by another account, so nothing of it is saved.

    :param named: the enrolment that the page names
    :raises EnrolmentGone: when nobody has it any more
    """
    if named and not is_somebodys(named):
        raise EnrolmentGone("This enrolment no longer exists.")
    return make_response(render_template("lms/learn/elsewhere.html"), 409)


def _mine(attempt_id: UUID) -> tuple[Attempt, Enrolment] | Response:
    """My attempt and enrolment, when the page that was sent is mine; else the page that says what to do."""
    if me() is None:
        return let_wait(attempt_id)
    named = uuid_or_400(request.form.get("enrolment"))
    found = my_attempt(myself().id, attempt_id)
    if found is None or found[1].id != named:
        return abort(404) if db.session.get(Enrolment, (myself().id, named)) else opened_by_another(named)
    if token_failed():
        return waiting_page(paper_of(*found), sent_fields())
    return found


def _hidden(paper: Paper) -> list[tuple[str, str]]:
    """What each sending of this page names (rules 5 and 6)."""
    return [("enrolment", str(paper.enrolment.id)), ("seen", str(paper.seen)), ("form", secrets.token_hex(8))]


def _say_what_happened(saved: Saved) -> None:
    if saved.late:
        say("note", _("This came after you had sent the quiz in. It is kept, and changes nothing."))
    elif saved.repeated:
        say("note", _("That page had been sent before. Your later answers stand: look at them below."))
    else:
        say("saved", _("Saved. You can leave now and go on later."))
