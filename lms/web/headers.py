"""Headers of every response: nothing from elsewhere, nothing kept of signed-in pages, no address handed on."""

from typing import TypeVar

from flask import Flask, Response, request, session
from werkzeug.wrappers import Response as BaseResponse

from lms.web.host import host, is_of_session_of_host
from lms.web.login import me

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: pictures are drawn by browsers as images, never as pages with scripts of their own
PICTURE_POLICY = "default-src 'none'; sandbox"
Reply = TypeVar("Reply", bound=BaseResponse)
FOR_EVER = "public, max-age=31536000, immutable"


def init_headers(app: Flask) -> None:
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """The headers of DESIGN 6. A page without a person in it may be kept, and is asked for again by its ETag."""
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if request.endpoint == "static":
        response.headers["Cache-Control"] = FOR_EVER if "v" in request.args else "no-cache"
    elif request.endpoint != "places.media":
        _forbid_keeping(response)
    return response


def ask_to_forget(response: Reply) -> Reply:
    """The browser is asked to forget what it keeps of this site; of a host's it must not."""
    if host() is None:
        response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _forbid_keeping(response: Response) -> None:
    response.vary.add("Cookie")
    is_somebodys = me() is not None or is_of_session_of_host()
    is_private = session.modified or request.method != "GET" or response.status_code != 200
    if is_private or response.cache_control.no_store or is_somebodys:
        response.headers["Cache-Control"] = "no-store"
    else:
        response.headers["Cache-Control"] = "private, no-cache"
        response.add_etag()
        response.make_conditional(request)
