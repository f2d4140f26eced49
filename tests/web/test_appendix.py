"""The sources at the end of a lesson, as they are written."""

import pytest

from lms.curriculum.document import Source
from lms.web.drawing.appendix import in_words


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        ("2025-02-21", "en", "21 February 2025"),
        ("2025-02-21", "fr", "21 février 2025"),
        ("2025-02-21", "ar", "21 فبراير 2025"),
        ("2025-02", "en", "February 2025"),
        ("2025", "en", "2025"),
    ],
)
def test_a_day_is_written_as_the_lessons_write_it(day, language, words):
    assert in_words(day, language) == words


def test_a_symbol_that_the_title_says_is_not_said_again():
    assert Source(title="The tower's book", symbol="TB/12").named == "The tower's book, TB/12"
    assert Source(title="The tower's book TB/12", symbol="TB/12").named == "The tower's book TB/12"
