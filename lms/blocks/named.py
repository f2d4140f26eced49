"""Blocks that are prose under a name: a story, the law, safety, a key point."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from lms.curriculum.markdown import Piece


class Named:
    """Words under a name that says what they are."""

    name: str
    title: object  #: translated; what the page calls the block
    live = False  #: drawn once for everybody
    template = "lms/blocks/named.html"

    def faults(self, piece: Piece) -> Iterable[str]:
        """What keeps the lesson from being published, in sentences a trainer can act on."""
        if not piece.source:
            yield f"The block “{piece.key}” has no words: write some, or take it out."


class Story(Named):
    """Something that could have happened, put together from many experiences; the page calls it composite."""

    name = "story"
    title = _l("Composite story")


class Law(Named):
    name = "law"
    title = _l("The law")


class Safety(Named):
    """What to think of first where acting could endanger somebody."""

    name = "safety"
    title = _l("Before you act")


class KeyPoint(Named):
    name = "key-point"
    title = _l("What you can do tomorrow")
