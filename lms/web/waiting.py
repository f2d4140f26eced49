"""Rule 6: what was typed when a session had ended waits, sealed, with the sign-in form.

It is never sent by itself: a page package registers, in `waiting_pages`, the page that shows it to its owner.
"""

from typing import Any

from flask import Response, make_response, render_template

from lms.people.models import Person
from lms.registry import registries
from lms.web.forms import SignInForm
from lms.web.host import entrance, people_of_host
from lms.web.sealed import seal, unseal

PURPOSE = "what waits"


def sign_in_first(page: str, kept: dict[str, Any], back: str) -> Response:
    """The sign-in form with what was typed in it.

    :param page: a name in the registry `waiting_pages`
    :param kept: what that page needs, as JSON
    """
    waiting = seal(PURPOSE, {"page": page, "kept": kept})
    if people_of_host():
        return sign_in_there(waiting, back)
    page = render_template("lms/account/sign_in.html", waiting=waiting, next=back, form=SignInForm(empty=True))
    return make_response(page, 401)


def sign_in_there(waiting: str, back: str) -> Response:
    """As `sign_in_first`, where one signs in with the site around ours: what waits stays on this page meanwhile."""
    page = render_template("lms/account/sign_in_there.html", waiting=waiting, next=back, there=entrance(back))
    return make_response(page, 401)


def page_for(person: Person, sealed: str) -> Response | None:
    """What waited, shown to its owner; None when it is nobody's, or somebody else's: then it is dropped."""
    waiting = unseal(PURPOSE, sealed)
    return registries().waiting_pages.get(waiting["page"])(person, waiting["kept"]) if waiting else None
