"""What a refusal says; the codes are ours, and stay."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

UNREADABLE = "record-unreadable"
WORDS = {
    UNREADABLE: _l("This record cannot be read. It was not saved."),
    "enrolment-unknown": _l(
        "This page was opened by another account, or you have left the course since. Nothing was saved."
    ),
    "enrolment-gone": _l("This enrolment no longer exists: you have left the course. Nothing was saved."),
    "id-not-random": _l("The id of this record is not a random one (UUID 4). It was not saved."),
    "id-used": _l("Another answer was saved under this id before. That one stands."),
    "kind-unknown": _l("This site does not know such a kind of record. It was not saved."),
    "step-unknown": _l("There is no such step in this course. Load the page again."),
    "revision-unknown": _l("This was made from a page that does not exist here. Load the page again."),
    "not-a-lesson": _l("A quiz is done when it is passed. This was not saved."),
    "attempt-unknown": _l("This try does not exist here. Load the page again."),
    "question-unknown": _l("This question is not part of this page. Load the page again."),
    "block-unknown": _l("This block is not part of this page. Load the page again."),
    "response-unknown": _l("This is no answer to this question. It was not saved."),
    "seq-missing": _l("The number of this record within its try is missing. It was not saved."),
    "seq-out-of-range": _l("The number of this record within its try is out of range. It was not saved."),
    "payload-unknown": _l("What this record says does not fit its kind. It was not saved."),
    "payload-too-large": _l("This is longer than 16 KB. Make it shorter: it was not saved."),
    "payload-unreadable": _l("This holds a sign that cannot be kept. It was not saved."),
}


def words_of(reason: str) -> str:
    """What to tell a person; kinds of record that others bring may refuse for reasons of their own."""
    return str(WORDS[reason]) if reason in WORDS else gettext("This was not saved.")
