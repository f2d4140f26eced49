"""Error pages: what happened, and what to do next, in the reader's language."""

import logging
from dataclasses import dataclass

from flask import Flask, Response, g, jsonify, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import BadHost, HTTPException

from lms.db import db
from lms.errors import PeopleOfHost, PermissionRefused, PlugInMissing
from lms.ledger.services import EnrolmentGone, RecordRefused
from lms.web.language import visitors_language

logger = logging.getLogger(__name__)
#: an error in one word, for programs
SHORT = {413: "too-much", 415: "not-json", 503: "not-now"}


@dataclass(frozen=True)
class Trouble:
    """What an error page says."""

    title: str
    text: str


def init_errors(app: Flask) -> None:
    app.register_error_handler(BadHost, on_no_host)
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(CSRFError, on_stale_form)
    app.register_error_handler(RecordRefused, on_refused_record)
    app.register_error_handler(EnrolmentGone, on_gone_enrolment)
    app.register_error_handler(PermissionRefused, on_refused_permission)
    app.register_error_handler(PeopleOfHost, on_people_of_host)
    app.register_error_handler(PlugInMissing, on_missing_plug_in)
    app.register_error_handler(DBAPIError, on_database_error)


def error_page(code: int, trouble: Trouble) -> Response:
    """The page, or the same words as JSON for a script."""
    if wants_json():
        return make_response(jsonify(code=SHORT.get(code, "failed"), error=trouble.text), code)
    _settle_language()
    action = (_("To the start"), url_for("learn.home"))
    page = render_template("lms/error.html", code=code, title=trouble.title, text=trouble.text, action=action)
    return make_response(page, code)


def _settle_language() -> None:
    """An address without a language is answered in the visitor's."""
    if g.get("lang") is None:
        g.lang = visitors_language()


def wants_json() -> bool:
    """Whether a script or another program asked."""
    return request.blueprint == "api" or request.accept_mimetypes.best == "application/json"


def on_http_error(error: HTTPException) -> Response:
    code = error.code or 500
    if code == 500:
        db.session.rollback()
    _settle_language()  # before the first word: the locale of a request is chosen once
    response = error_page(code, _trouble(code))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def on_no_host(error: BadHost) -> Response:
    """The name of the host can be none. No address can be made under it, so no page with links: plain words."""
    _settle_language()
    return Response(_trouble(400).text, error.code, mimetype="text/plain")


def on_stale_form(_error: CSRFError) -> Response:
    text = _(
        "This page was open for too long, or was opened before you signed in. Nothing was saved. "
        "Go back, load the page again, and send it once more."
    )
    return error_page(400, Trouble(_("Please send it once more"), text))


def on_refused_record(_error: RecordRefused) -> Response:
    text = _("What this page sent does not fit the course any more. Nothing was saved. Load the page again.")
    return error_page(400, Trouble(_("This could not be saved"), text))


def on_gone_enrolment(_error: EnrolmentGone) -> Response:
    text = _("You no longer take this course, so nothing was saved. You can take it again from its page.")
    return error_page(404, Trouble(_("You no longer take this course"), text))


def on_refused_permission(_error: PermissionRefused) -> Response:
    return error_page(403, _trouble(403))


def on_people_of_host(_error: PeopleOfHost) -> Response:
    text = _("You sign in and out with the site around these pages, so there is no passphrase and no device here.")
    return error_page(404, Trouble(_("This is not done here"), text))


def on_missing_plug_in(error: PlugInMissing) -> Response:
    logger.error("%s", error)
    text = _(
        "A part of this page needs something that is not installed here. "
        "Nothing is lost. Please tell whoever runs this site: the log names what is missing."
    )
    return error_page(500, Trouble(_("Something is missing here"), text))


def on_database_error(error: DBAPIError) -> Response:
    """A full disk, a locked or absent database: what was sent is NOT saved, and the page says so."""
    db.session.rollback()
    g.database_away = True  # the page must not ask it who is signed in
    logger.error("database: %s", type(error.orig).__name__)  # never the statement: it holds what was sent
    if request.method in ("GET", "HEAD"):
        text = _("This page cannot be shown at the moment. What you saved before is safe. Try again in a minute.")
    else:
        text = _("What you just sent was NOT saved. Go back: it is still on the page. Try again in a minute.")
    response = error_page(503, Trouble(_("Not possible at the moment"), text))
    response.headers["Retry-After"] = "30"
    return response


def _trouble(code: int) -> Trouble:
    known = {
        400: (
            _("This could not be read"),
            _(
                "Something in this request is not as it should be. Nothing was saved. "
                "Go back, load the page again, and try once more."
            ),
        ),
        403: (_("This page is not open to you"), _("Your account may not do this. Nothing was changed.")),
        404: (_("There is no such page"), _("The address may be mistyped, or the page is not there any more.")),
        405: (_("This address is not a page"), _("It only receives forms. Nothing was saved.")),
        413: (_("This is too much at once"), _("What was sent is larger than this site takes. Nothing was saved.")),
        429: (
            _("Too many tries"),
            _("Please wait a quarter of an hour, then try again. This protects accounts from being guessed."),
        ),
    }
    if code in known:
        return Trouble(*known[code])
    if code < 500:
        return Trouble(*known[400])
    return Trouble(
        _("Something went wrong here"),
        _(
            "It is not your fault. What you sent may not have been saved: go back and look. "
            "If it happens again, please tell whoever runs this site."
        ),
    )
