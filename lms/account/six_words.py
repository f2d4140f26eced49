"""Recovery words wait in the browser, sealed, until the person has written them down."""

import hashlib
from collections.abc import Sequence

from flask import render_template, session

from lms.account.returning import asked_for
from lms.people.models import Person
from lms.web.login import me
from lms.web.sealed import seal, unseal

PURPOSE = "six words"
PLACE = "words"


def keep_until_written(person: Person, words: Sequence[str]) -> None:
    session[PLACE] = seal(PURPOSE, {"words": list(words), "mark": _mark(person)})


def waiting_words() -> list[str] | None:
    """The words that wait here; none when another device has made newer ones: these would prove nothing."""
    person, kept = me(), unseal(PURPOSE, session.get(PLACE, ""))
    return kept["words"] if person and kept and kept["mark"] == _mark(person) else None


def forget_words() -> None:
    session.pop(PLACE, None)


def words_page(action: str) -> str | None:
    """The page that shows what waits.

    :param action: where “I have written them down” goes
    """
    words = waiting_words()
    return render_template("lms/account/words.html", words=words, action=action, next=asked_for()) if words else None


def _mark(person: Person) -> str:
    return hashlib.sha256(person.recovery_hash.encode()).hexdigest()[:16]
