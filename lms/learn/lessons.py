"""Reading a lesson, its checks, and marking it as done."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms.assessment.checks import answer_check as keep_check
from lms.assessment.draws import type_of
from lms.db import saving
from lms.db.days import today
from lms.learn import quizzes
from lms.learn.blueprint import bp
from lms.learn.lesson_pages import around, drawn_page, lesson_page, one_check
from lms.learn.loaders import StepPlace, find_step, number_or_400, uuid_or_400
from lms.ledger.queries import enrolment_in
from lms.ledger.receipts import readable
from lms.ledger.services import receipt_of
from lms.progress.services import mark_done
from lms.web.gate import no_token_for_visitors, open_to_all
from lms.web.login import me, myself
from lms.web.messages import say


@bp.get("/courses/<course>/<module>/<step>")
@open_to_all
def step(course, module, step):
    """A lesson to read, or the page before a quiz."""
    here = find_step(course, module, step)
    return lesson_page(here) if here.step.kind == "lesson" else quizzes.quiz_page(here)


@bp.post("/courses/<course>/<module>/<step>/done")
def done(course, module, step):
    """The lesson is marked as done, and the learner goes on."""
    here = lesson_of(course, module, step)
    if (stranger := not_mine(here)) is not None:
        return stranger
    enrolment = enrolment_in(myself().id, here.outline.course_id) or abort(404)
    revision = number_or_400(request.form.get("revision"))
    with saving():
        record = mark_done(myself(), enrolment, here.name, revision, today())
        receipt = readable(receipt_of(record).code) if record else None
    after = find_step(course, module, step)  # what is next depends on what is done now
    _module, this, _previous, following = around(after)
    if receipt:
        say("saved", _("“%(title)s” is done. Receipt: %(code)s", title=this.title, code=receipt))
    if following is None:
        return redirect(url_for("learn.module", course=course, module=module), 303)
    return redirect(url_for("learn.step", course=course, module=following.module, step=following.address), 303)


@bp.post("/courses/<course>/<module>/<step>/checks")
@open_to_all
@no_token_for_visitors
def answer_check(course, module, step):
    """A check is answered: recorded for those who take the course, shown to everybody."""
    here = lesson_of(course, module, step)
    question = here.module.questions.get(request.form.get("question", ""))
    if question is None or question.use != "check":
        abort(400)
    if me() is not None and (stranger := not_mine(here)) is not None:
        return stranger
    try:
        response = type_of(question).read(question, request.form.getlist(f"q-{question.key}"))
    except ValueError:
        abort(400)
    receipt = _keep(here, question.key, response) if response is not None and here.standing.enrolment else ""
    answers = {**here.standing.checks, question.key: response}
    if request.headers.get("X-Fragment") == "check":
        check = one_check(here, question.key, response, question.key, receipt)
        return render_template("lms/blocks/check.html", check=check)
    return drawn_page(here, answers, question.key, receipt)


def _keep(here: StepPlace, question: str, response: Any) -> str:
    """The code of the receipt; empty when the answer was there already."""
    enrolment = enrolment_in(myself().id, here.outline.course_id) or abort(404)
    revision = number_or_400(request.form.get("revision"))
    with saving():
        record = keep_check(myself(), enrolment, here.name, question, response, revision, today())
        return receipt_of(record).code if record else ""


def lesson_of(course: str, module: str, step: str) -> StepPlace:
    """The lesson at this address; 404 for none."""
    here = find_step(course, module, step)
    return here if here.step.kind == "lesson" else abort(404)


def not_mine(here: StepPlace):
    """The page of rule 6, when another account opened the page that was sent; else None."""
    named = request.form.get("enrolment")
    if not named and here.standing.enrolment is None:
        return None  # opened by somebody who does not take the course, and still does not
    enrolment = uuid_or_400(named) if named else None
    if enrolment and enrolment == here.standing.enrolment:
        return None
    return quizzes.opened_by_another(enrolment)
