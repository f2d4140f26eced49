"""Back to where a person came from, when joining, signing in or recovering is done."""

from flask import request, url_for

from lms.web.forms import safe_next


def asked_for() -> str | None:
    """The page to go back to, if this request names one of this site."""
    return safe_next(request.values.get("next"))


def way_back() -> str:
    return asked_for() or url_for("learn.home")
