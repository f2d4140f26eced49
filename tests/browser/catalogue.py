"""A right-to-left catalogue made by the tests: every marked string of the interface in pseudo-Arabic.

What is still in Latin letters on a page was not marked for translation.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

from lms.paths import PACKAGE, TEMPLATES

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
PLACES = re.compile(r"(%\([a-z]+\)s|%%|\{[a-z]+\})")
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}


def pseudo_arabic(text: str) -> str:
    """The text with each Latin letter turned into an Arabic one; places for values stay."""
    parts = PLACES.split(text)
    return "".join(part if number % 2 else _turned(part) for number, part in enumerate(parts))


def _turned(text: str) -> str:
    return re.sub(r"[A-Za-z]", lambda letter: LETTERS[ord(letter.group().lower()) % len(LETTERS)], text)


def write(folder: Path, language: str = "ar") -> int:
    """Writes the catalogue into the folder of catalogues; how many messages it has."""
    catalogue = Catalog(locale=language)
    for message in messages():
        forms = message if isinstance(message, tuple) else (message,)
        turned = pseudo_arabic(forms[-1])
        catalogue.add(message, turned if len(forms) == 1 else (turned,) * catalogue.num_plurals)
    target = folder / language / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)
    return len(catalogue)


def messages() -> Iterator[str | tuple[str, str]]:
    """What is marked for translation in the package and in the templates."""
    for root, method, names in ((PACKAGE, "python", "**.py"), (TEMPLATES, "jinja2", "**.html")):
        # babel passes over folders that begin with “_”, as ours of parts does, unless it is told otherwise
        found = extract_from_dir(root, [(names, method)], keywords=KEYWORDS, directory_filter=lambda _folder: True)
        for _file, _line, message, _comments, _context in found:
            yield message
