"""When two spellings of a typed answer are the same."""

import re
import unicodedata

from lms.letters import folded

_DASHES = re.compile(r"[-‐‑‒–—_/]")
_AROUND = " .,;:!?،؛؟…'\"«»“”„‘()[]"


def visible(text: str) -> str:
    """Without marks that nobody sees, as the keyboards of two directions leave them."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def bare(text: str) -> str:
    """What is compared: letters folded, without marks around the words, hyphens as spaces."""
    plain = folded(visible(text)).replace("٪", "%")
    return " ".join(_DASHES.sub(" ", plain).strip(_AROUND).split())
