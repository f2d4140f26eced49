"""Pages for visitors and learners: reading, taking quizzes, seeing how far one has come."""

from lms.learn import leaving, lessons, pages, quizzes
from lms.learn.blueprint import bp, places
from lms.learn.waiting import plug_in

__all__ = ["bp", "leaving", "lessons", "pages", "places", "plug_in", "quizzes"]
