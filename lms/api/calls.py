"""What a request carries, and whether it came from a page of ours."""

import json
from typing import Any, NoReturn
from urllib.parse import urlsplit

from flask import abort, current_app, request


def read_call() -> Any:
    """The JSON of the request; 415 when it is said to be something else, 413 when it is too much.

    :raises ValueError: when it is no JSON
    :raises RecursionError: when it is nested deeper than anybody means it
    """
    if not request.is_json:
        abort(415)
    return json.loads(request.get_data(), parse_constant=_no_number)


def came_from_here() -> bool:
    """Whether the page that sent this is on this site.

    A browser names the origin of what a script sends. Some old ones leave it out for their own site; the form token in
    a header, which no other site can read or send, then speaks alone.
    """
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    base_url = current_app.extensions["lms"].settings.base_url
    return origin.partition("://")[2] in {request.host, urlsplit(base_url).netloc} - {""}


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
