"""Report an error in this page: open to every reader, without their name."""

from flask import make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired

from lms.curriculum.reports import LONGEST, report
from lms.db import saving
from lms.db.days import today
from lms.learn.blueprint import bp
from lms.learn.loaders import StepPlace, find_step
from lms.learn.route import StepView, module_view
from lms.web import limits
from lms.web.forms import Form, between, page_expired
from lms.web.gate import keeps_what_was_typed, open_to_all, token_failed
from lms.web.language import current_language
from lms.web.limits import limiter
from lms.web.messages import say


class ReportForm(Form):
    words = TextAreaField(
        _l("What is wrong, and where on the page?"),
        [
            DataRequired(_l("Write what is wrong.")),
            between(0, LONGEST, "", _l("Make it at most 1,000 letters long.")),
        ],
        filters=[lambda typed: typed and typed.replace("\r\n", "\n").strip()],
    )


@bp.get("/courses/<course>/<module>/<step>/report")
@open_to_all
def report_error(course, module, step):
    return _page(find_step(course, module, step), ReportForm())


@bp.post("/courses/<course>/<module>/<step>/report", endpoint="report_error_now")
@open_to_all
@keeps_what_was_typed
@limiter.limit(limits.REPORT, key_func=limits.by_address)
def report_error_now(course, module, step):
    """What was written waits for the trainers; nothing of who wrote it is kept."""
    here = find_step(course, module, step)
    form = ReportForm()
    if token_failed():
        form.trouble.append(page_expired())
    if not form.validate():
        return make_response(_page(here, form), 422)
    place, step_key = (here.outline.course_id, here.place.revision_id), here.step.key
    with saving():
        report(*place, step_key, current_language(), form.words.data, today())
    say("saved", _("Thank you. The people who write this course will read it."))
    return redirect(url_for("learn.step", course=course, module=module, step=step), 303)


def _page(here: StepPlace, form: ReportForm) -> str:
    return render_template("lms/learn/report.html", step=_view(here), form=form, longest=LONGEST)


def _view(here: StepPlace) -> StepView:
    module = module_view(here.outline, here.place, here.standing.done, current_language())
    return next(step for step in module.steps if step.key == here.step.key)
