"""The account: what there is of a person, and the language they begin in."""

from flask import abort, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from lms.account.blueprint import bp
from lms.account.six_words import waiting_words
from lms.db import saving
from lms.people import services
from lms.people.details import Details, details_of
from lms.web.language import configured
from lms.web.login import myself
from lms.web.messages import say


@bp.get("/account")
def overview():
    person = myself()
    return render_template(
        "lms/account/overview.html",
        chosen=person.language,
        words_wait=waiting_words() is not None,
        has_details=details_of(person) != Details(),
    )


@bp.post("/account", endpoint="choose_language")
def choose_language():
    language = request.form.get("language")
    if language not in configured():
        abort(400)
    with saving():
        services.choose_language(myself(), language)
    with force_locale(language):  # the language of the page that says it
        say("saved", _("Saved."))
    return redirect(url_for("account.overview", lang=language), 303)
