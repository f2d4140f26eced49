"""The gate: every page is closed unless its view is opened, and every request begins its own transaction (DESIGN 10).

A view without a mark is for people who are signed in, and its forms carry a token. The marks below loosen that, one
thing at a time; `tests/web/test_gate.py` walks every route.
"""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, abort, current_app, g, redirect, request
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from lms.db import begin_writing, end_reading, saving
from lms.db.days import today
from lms.errors import PeopleOfHost
from lms.people.host_people import note_use
from lms.web.host import entrance, people_of_host
from lms.web.login import me

View = TypeVar("View", bound=Callable)
csrf = CSRFProtect()
READING = ("GET", "HEAD", "OPTIONS")


def open_to_all(view: View) -> View:
    """Visitors without an account may open this page."""
    return _marked(view, "open_to_all")


def no_token_for_visitors(view: View) -> View:
    """A visitor's form saves nothing, so it needs no token, and the visitor no cookie."""
    return _marked(view, "no_token_for_visitors")


def keeps_what_was_typed(view: View) -> View:
    """The view itself looks whether `token_failed()` and who is signed in, so that nothing typed is lost.

    It must save nothing when the token failed.
    """
    return _marked(view, "keeps_what_was_typed")


def writes(view: View) -> View:
    """A GET that must write."""
    return _marked(view, "writes")


def begins_itself(view: View) -> View:
    """The view opens its transaction late, with `saving()`: it hashes first, which must not hold the writers' lock."""
    return _marked(view, "begins_itself")


def where_people_sign_in_with_us(view: View) -> View:
    """Within a site that knows its people there is no such page."""
    return _marked(view, "where_people_sign_in_with_us")


def token_failed() -> bool:
    """Whether the page that was sent is too old, or was not made by us."""
    return g.get("token_failed", False)


def init_gate(app: Flask) -> None:
    """The gate stands before every request of the app."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    csrf.init_app(app)
    app.before_request(stand_at_the_gate)


def stand_at_the_gate() -> Response | None:
    """None lets the request through.

    :raises PeopleOfHost: for a page about signing in with us, within a site that knows its people
    """
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.endpoint == "static":
        return None  # no such page: the answer is 404 or 405, which opens nothing
    reads = request.method in READING
    if not reads:
        _refuse_half_a_body()  # before anything looks into it
    _refuse_what_nobody_types()
    if is_marked(view, "where_people_sign_in_with_us") and people_of_host():
        raise PeopleOfHost("Signing in is the business of the site around this one.")
    if reads and g.lang and not is_marked(view, "writes"):
        _note_use()
    if (not reads and not is_marked(view, "begins_itself")) or is_marked(view, "writes"):
        begin_writing()
    lenient = is_marked(view, "keeps_what_was_typed")
    if not (lenient or is_marked(view, "open_to_all")) and me() is None:
        return to_sign_in()
    if not reads and people_of_host():
        me()  # a cookie of somebody else's is emptied before its token is looked at
    if not reads and not (is_marked(view, "no_token_for_visitors") and me() is None):
        _check_token(lenient)
    return None


def is_marked(view: Callable, mark: str) -> bool:
    return mark in getattr(view, "lms_marks", ())


def to_sign_in() -> Response:
    """To the sign-in page, and from there back to what can be opened again."""
    here = request.script_root + request.full_path.rstrip("?") if request.method in READING else None
    return redirect(entrance(here), 303)


def _note_use() -> None:
    """Who comes from a host never signs in with us: a day on which they read counts as one."""
    person = me() if people_of_host() else None
    if person is not None and person.used_on != today():
        end_reading()
        with saving():
            note_use(person.id, today())


def _refuse_half_a_body() -> None:
    """Of a body that does not say its length, Werkzeug reads as much as may be and takes that for the whole."""
    if request.content_length is None and len(request.get_data()) >= (request.max_content_length or 0):
        abort(413)


def _refuse_what_nobody_types() -> None:
    """A character that no keyboard has: PostgreSQL can keep no text with it, and SQLite keeps what no page shows. And a
    field without a name, which no form has."""
    if "\0" in request.path:
        abort(404)
    for name in request.values:
        if name is None or any("\0" in text for text in (name, *request.values.getlist(name))):
            abort(400)


def _check_token(lenient: bool) -> None:
    try:
        csrf.protect()
    except CSRFError:
        if not lenient:
            raise
        g.token_failed = True


def _marked(view: View, mark: str) -> View:
    view.lms_marks = (*getattr(view, "lms_marks", ()), mark)  # type: ignore[attr-defined]
    return view
