"""Pages for visitors and learners: reading, taking quizzes, seeing how far one has come."""

from lms.learn import keeping, leaving, lessons, pages, quizzes, reporting, search, waiting, why
from lms.learn.blueprint import bp, places
from lms.registry import Registries


def plug_in(registries: Registries) -> None:
    waiting.plug_in(registries)
    keeping.plug_in(registries)


__all__ = ["bp", "leaving", "lessons", "pages", "places", "plug_in", "quizzes", "reporting", "search", "why"]
