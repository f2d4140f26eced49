"""What stands at the end of a lesson: the words it explains, and the sources of its facts."""

from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_date, format_skeleton

from lms.web.drawing.prose import Drawing, in_language


@dataclass(frozen=True)
class Listed:
    """A word with its meaning, or a source; `id` is where the lesson links to."""

    id: str
    name: str
    text: str
    language: str
    url: str = ""
    as_of: str = ""  #: in words of the reader's language


def terms_of(drawing: Drawing) -> tuple[Listed, ...]:
    """The terms used so far, in the order of first use."""
    listed = []
    for key in drawing.terms:
        text, language = in_language(drawing.course.terms[key].texts, drawing.language, drawing.course.base)
        listed.append(Listed(f"term-{key}", text.term, text.text, language))
    return tuple(listed)


def sources_of(drawing: Drawing) -> tuple[Listed, ...]:
    """The sources of the facts used so far, numbered as the lesson links to them."""
    listed = []
    for number, key in enumerate(drawing.facts, start=1):
        fact = drawing.course.facts[key]
        as_of = in_words(fact.as_of, drawing.language)
        source = fact.source
        listed.append(Listed(f"source-{number}", source.named, "", drawing.course.base, source.url, as_of))
    return tuple(listed)


def in_words(day: str, language: str) -> str:
    """2025-02-21 → 21 February 2025; 2025-02 → February 2025; 2025 → 2025."""
    locale = Locale.parse(language, sep="-")
    parts = [int(part) for part in day.split("-")]
    year, month, of_month = [*parts, 1, 1][:3]
    if len(parts) == 3:
        return format_date(date(year, month, of_month), format="d MMMM y", locale=locale)
    if len(parts) == 2:
        return format_skeleton("yMMMM", date(year, month, 1), locale=locale)
    return str(year)
