"""What is held, why, who sees it, until when, and what cannot be hidden. Anybody may read it, best before joining."""

from flask import render_template

from lms.account.blueprint import bp
from lms.people import held
from lms.people.erasing import kept_until, retention_days
from lms.people.models import Person
from lms.web.gate import open_to_all
from lms.web.language import format_list
from lms.web.login import me


@bp.get("/account/privacy")
@open_to_all
def privacy():
    """The same for everybody; for who is signed in, with how much is held of them."""
    person = me()
    return render_template(
        "lms/account/privacy.html",
        entries=tuple(entry for entry in held.in_order() if entry.applies()),
        days=retention_days(),
        counted=amount_of(person) if person else "",
        since=person.joined_on if person else None,
        until=kept_until(person) if person else None,
    )


def amount_of(person: Person) -> str:
    """1 account, 2 sign-ins, 12 answers and 5 lessons"""
    return format_list(words for entry in held.in_order() for words in entry.counted(person.id))
