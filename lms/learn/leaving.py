"""Leaving a course: what would be lost, and then it is."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from lms.curriculum import queries as curriculum
from lms.db import saving
from lms.learn.blueprint import bp
from lms.learn.loaders import find_outline, uuid_or_400
from lms.learn.quizzes import opened_by_another
from lms.ledger import leaving
from lms.ledger.models import Record
from lms.ledger.personal_data import course_title, records_in_words
from lms.ledger.queries import enrolment_in
from lms.progress.personal_data import count_completions
from lms.web.language import current_language, format_list
from lms.web.login import myself
from lms.web.messages import say


@bp.get("/courses/<course>/leave")
def leave(course):
    """What would be lost, and one button."""
    outline = find_outline(course)
    enrolment = enrolment_in(myself().id, outline.course_id)
    if enrolment is None:
        say("note", _("You do not take this course."))
        return redirect(url_for("learn.course", course=course), 303)
    mine = (Record.person_id == enrolment.person_id) & (Record.enrolment_id == enrolment.id)
    lost = [*records_in_words(mine), *count_completions(enrolment.person_id, enrolment.id)]
    document = curriculum.course_document(outline.revision_id)
    return render_template(
        "lms/learn/leave.html",
        course=course,
        title=course_title(outline.course_id, current_language()),
        language=current_language() if current_language() in document.texts else document.base,
        since=enrolment.enrolled_on,
        lost=format_list(lost),
        enrolment=enrolment.id,
    )


@bp.post("/courses/<course>/leave", endpoint="leave_now")
def leave_now(course):
    """Nothing of it is held any more."""
    outline = find_outline(course)
    named = uuid_or_400(request.form.get("enrolment"))
    enrolment = enrolment_in(myself().id, outline.course_id)
    if enrolment is None or enrolment.id != named:
        return opened_by_another(named)
    with saving():
        leaving.leave(myself(), enrolment)
    say("saved", _("You have left the course. What you did in it is erased."))
    return redirect(url_for("learn.course", course=course), 303)
