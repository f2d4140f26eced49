"""Minutes are computed: words ÷ 110, plus 1.5 a question, rounded up, at least 1."""

import pytest

from lms.curriculum import files
from lms.curriculum.markdown import count_words, parse
from lms.curriculum.minutes import minutes
from tests.curriculum.cases import REGISTRIES, TINY


@pytest.fixture(scope="module")
def lanterns():
    return files.read(TINY, REGISTRIES).modules[0]


def with_lesson(module, words: int, checks: int = 0):
    module = module.model_copy(deep=True)
    source = "word " * words + "\n" + "\n::: check {#c-first}\n:::\n" * checks
    module.texts["en"].lessons["extra"] = source
    return module


@pytest.mark.parametrize(
    ("words", "checks", "expected"),
    [(1, 0, 1), (110, 0, 1), (111, 0, 2), (220, 0, 2), (221, 0, 3), (110, 1, 3), (55, 1, 2), (56, 1, 3), (110, 2, 4)],
)
def test_a_lesson_takes_its_words_and_its_checks(words, checks, expected, lanterns):
    assert minutes(with_lesson(lanterns, words, checks), "extra", "en") == expected


def test_a_quiz_takes_a_minute_and_a_half_a_question_drawn(lanterns):
    assert minutes(lanterns, "lantern-quiz", "en") == 5


def test_a_language_counts_its_own_words_or_those_it_falls_back_to(lanterns):
    module = with_lesson(lanterns, 500)
    assert minutes(module, "extra", "ar") == minutes(module, "extra", "en") == 5
    module.texts["ar"].lessons["extra"] = "كلمة " * 100
    assert minutes(module, "extra", "ar") == 1


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One two three.", 3),
        ("Don’t count well-being twice.", 4),
        ("One <!-- two three --> four.", 2),
        ("[[lantern|a light]] and", 3),
        ("كلمة أخرى", 2),
        ("## A heading {#key}\n", 2),
        ("Lead.\n\n::: story {#key}\nIn it.\n:::\n", 3),
        ("Lead.\n\n::: check {#key}\n:::\n", 1),
    ],
)
def test_words_are_those_a_reader_reads(source, expected):
    assert count_words(parse(source)) == expected
