"""An ungraded question inside a lesson."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from lms.curriculum.markdown import Piece


class Check:
    """The key of the block is the key of the question."""

    name = "check"
    title = _l("Check")
    live = True  #: filled in for each request: it has a form
    template = "lms/blocks/check.html"

    def faults(self, piece: Piece) -> Iterable[str]:
        if piece.source:
            yield f"The check “{piece.key}” has words inside: its texts are in questions.yaml, take them out."
