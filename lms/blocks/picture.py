"""A picture with its words."""

from collections.abc import Iterable

from lms.curriculum.markdown import Piece, references


class Picture:
    """One picture, and a caption if there is one."""

    name = "picture"
    title = ""
    live = False
    template = "lms/blocks/picture.html"

    def faults(self, piece: Piece) -> Iterable[str]:
        pictures = [each for each in references(piece) if each.kind == "image"]
        if len(pictures) != 1:
            yield f"The block “{piece.key}” holds {len(pictures)} pictures: one is right."
