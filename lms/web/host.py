"""The site that ours is mounted in, when there is one (DESIGN 7).

Its functions `person_of()` and `frame(page)` run in a request context of the host, made from the same request. The
host sees its own addresses and its own session, and no body: what was sent is ours. Nothing of the host's runs by
itself there, neither `before_request` nor `after_request`; only its session is saved, so that a form token or a message
of its layout is as good on our pages as on its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, request, url_for
from flask.ctx import RequestContext
from markupsafe import Markup


@dataclass(frozen=True)
class FramedPage:
    """What `frame(page)` is given: one of our pages without the outermost of its HTML."""

    title: str
    body: Markup  #: with the one h1, a <main>, and the bar with the languages and “Leave”
    head: Markup  #: our stylesheet and scripts, for the <head>
    lang: str  #: BCP 47
    dir: str  #: "ltr" or "rtl"


@dataclass(frozen=True)
class Host:
    """What we know of the site around ours."""

    app: Flask
    url_prefix: str
    person_of: Callable[[], Any] | None = None
    sign_in_url: str = ""
    frame: Callable[[FramedPage], str] | None = None


def host() -> Host | None:
    """None when our app is the whole site."""
    return current_app.extensions["lms"].host


def people_of_host() -> Host | None:
    """The host, when it tells us who is signed in; None when people sign in with us."""
    around = host()
    return around if around and around.person_of else None


def host_person() -> str | None:
    """The stable id of who is signed in to the host; nobody, while it cannot say."""
    if "host_person" not in g:
        g.host_person = None  # were asking to fail, the page that says so would ask again
        around = people_of_host()
        said = _asked(around, around.person_of) if around and around.person_of else None
        g.host_person = None if said is None else str(said)
    return g.host_person


def entrance(back: str | None) -> str:
    """Where somebody goes who is not signed in with us.

    :param back: an address of ours to come back to
    """
    around = people_of_host()
    if around is None:
        return url_for("account.sign_in", next=back)
    if host_person() is not None:
        return url_for("account.join", next=back)
    address = around.sign_in_url
    if address.startswith("/"):
        address = request.script_root.removesuffix(around.url_prefix) + address
    mark = "&" if "?" in address else "?"
    return f"{address}{mark}{urlencode({'next': back})}" if back else address


def is_framed() -> bool:
    """Whether pages stand in the layout of a host; not after it has failed in this request."""
    around = host()
    return around is not None and around.frame is not None and not g.get("frame_failed")


def is_of_session_of_host() -> bool:
    """Whether this page may show what the host's session says about somebody."""
    return bool(g.get("host_answered") and g.host_context.session)


def framed(page: FramedPage) -> Markup:
    """The whole page in the host's layout."""
    around = host()
    assert around and around.frame
    g.frame_failed = True  # for the error page, which is then drawn without
    whole = Markup(_asked(around, around.frame, page))
    g.frame_failed = False
    return whole


def init_host(app: Flask) -> None:
    app.after_request(_save_session_of_host)


def _asked(around: Host, question: Callable[..., Any], *of: Any) -> Any:
    with _context(around):
        answer = question(*of)
    g.host_answered = True
    return answer


def _context(around: Host) -> RequestContext:
    """One for the whole request, so that what `person_of` changed in the session is there for `frame`."""
    if "host_context" not in g:
        ours = request.environ
        root, path = ours["SCRIPT_NAME"].removesuffix(around.url_prefix), around.url_prefix + ours["PATH_INFO"]
        theirs = {"SCRIPT_NAME": root, "PATH_INFO": path, "wsgi.input": BytesIO(), "CONTENT_LENGTH": "0"}
        g.host_context = around.app.request_context({**ours, **theirs})
    return g.host_context


def _save_session_of_host(response: Response) -> Response:
    if g.get("host_answered"):
        with g.host_context as context:
            sessions = context.app.session_interface
            if not sessions.is_null_session(context.session):
                sessions.save_session(context.app, context.session, response)
    return response
