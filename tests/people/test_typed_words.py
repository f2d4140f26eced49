"""Recovery words as people copy them from paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.people.secrecy import RECOVERY_WORDS, _word_list, new_recovery_words, typed_words, unknown_words

word = st.sampled_from(sorted(_word_list()))
between = st.sampled_from([" ", "  ", ", ", ",", "\n", "\r\n", "; ", " - ", ". ", "\t", "\u00a0", "، "])
number = st.sampled_from(["", "{}. ", "{}) ", "{}.", "({}) ", "{}: "])
case = st.sampled_from([str.lower, str.upper, str.title])


@given(st.lists(st.tuples(word, between, number, case), min_size=6, max_size=6))
def test_case_numbers_commas_and_spaces_do_not_matter(written):
    text = "".join(
        numbered.format(place) + cased(each) + gap
        for place, (each, gap, numbered, cased) in enumerate(written, start=1)
    )
    assert typed_words(text) == [each for each, *_ in written]
    assert unknown_words(typed_words(text)) == []


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_without_an_error(text):
    assert all(typed.isalpha() for typed in typed_words(text))


@pytest.mark.parametrize(
    "text",
    ["١. tower ٢. moon", "1.tower 2.moon", "ｔｏｗｅｒ　ｍｏｏｎ", "TOWER\u200f, MOON", "\u00bd tower \U0001ed01 moon"],
)
def test_other_digits_and_wide_letters_are_no_obstacle(text):
    assert typed_words(text) == ["tower", "moon"]


def test_what_is_not_among_the_words_is_told_apart():
    assert unknown_words(["tower", "aple", "moon", "برج"]) == ["aple", "برج"]


def test_new_words_are_six_of_the_list():
    made = {tuple(new_recovery_words()) for _ in range(5)}
    assert len(made) == 5
    for words in made:
        assert len(words) == RECOVERY_WORDS
        assert unknown_words(list(words)) == []
        assert typed_words(" ".join(words)) == list(words)
