"""Parts of a page that are the same for everybody: drawn once for what they are drawn from, then kept in memory.

A part sees the values it is given and the language, nothing else: not the person, no request, no token. So nothing
with an enrolment or an answer in it can be kept.
"""

from collections.abc import Callable

from flask import Flask, request
from markupsafe import Markup

from lms.memory import Kept
from lms.web.language import current_language, direction

MOST_KEPT = 1024


def keeper(app: Flask, site_name: Callable[[], str]) -> Callable[..., Markup]:
    """The function `kept(template, **values)` for the app's templates; the values must be hashable."""
    parts: Kept[Markup] = Kept(MOST_KEPT)

    def kept(template: str, **values: object) -> Markup:
        language = current_language()

        def drawn() -> Markup:
            words = {"lang": language, "dir": direction(language), "site_name": site_name()}
            return Markup(app.jinja_env.get_template(template).render(**words, **values))

        return parts.get((template, request.script_root, language, *values.items()), drawn)

    return kept
