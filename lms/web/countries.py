"""Countries by their names in the reader's language, in its order."""

from functools import cache

from babel import Locale

from lms.letters import folded
from lms.people.details import countries


@cache
def country_names(language: str) -> tuple[tuple[str, str], ...]:
    """Code and name of each, as a reader looks for them: Åland beside Albania, Égypte beside Équateur."""
    names, english = Locale.parse(language, sep="-").territories, Locale("en").territories
    named = [(code, names.get(code) or english[code]) for code in countries()]
    return tuple(sorted(named, key=lambda each: (folded(each[1]), each[0])))
