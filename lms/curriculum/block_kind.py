"""What a block of a lesson is: the one door by which files and pages speak to it (DESIGN 7).

A block is a pure object: it sees no request and no database.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from lms.curriculum.markdown import Piece


class BlockKind(Protocol):
    """A kind of block, written `::: name {#key}` … `:::` in a lesson."""

    name: str  #: by which lessons and the registry know it
    title: Any  #: translated; what the page calls the block
    live: bool  #: False: drawn once for everybody; True: filled in for each request, because it has a form
    template: str  #: draws the block from `kind`, its `key`, and `inner`, the HTML of its words

    def faults(self, piece: Piece) -> Iterable[str]:
        """What keeps the lesson from being published, in sentences a trainer can act on."""
