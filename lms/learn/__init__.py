"""Pages for visitors and learners: reading, taking quizzes, seeing how far one has come."""

from lms.learn import lessons, pages, quizzes, why
from lms.learn.blueprint import bp, places
from lms.learn.waiting import plug_in

__all__ = ["bp", "lessons", "pages", "places", "plug_in", "quizzes", "why"]
