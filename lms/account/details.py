"""What a person may say about themselves, if they like."""

from flask import make_response, redirect, render_template, url_for
from flask_babel import gettext as _

from lms.account.blueprint import bp
from lms.account.details_form import DetailsForm
from lms.db import saving
from lms.people.details import change_details, details_of
from lms.web.login import myself
from lms.web.messages import say


@bp.get("/account/details")
def details():
    return render_template("lms/account/details.html", form=DetailsForm.showing(details_of(myself())))


@bp.post("/account/details", endpoint="change_details")
def save_details():
    """What was said is kept; what was taken back is gone."""
    form = DetailsForm()
    if not form.validate():
        return make_response(render_template("lms/account/details.html", form=form), 422)
    with saving():
        change_details(myself(), myself(), form.details())
    say("saved", _("Saved."))
    return redirect(url_for("account.details"), 303)
