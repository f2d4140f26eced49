"""Handles: suggested, compared, and what may be one."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lms.people.handles import FIRST, LONGEST, SECOND, folded, is_well_formed, suggested
from lms.people.models import Person

letters = st.text(st.characters(codec="utf-8"), max_size=60)
handles = st.text(st.characters(categories=("L", "N", "M"), include_characters="-_."), min_size=1, max_size=45)


@given(letters)
def test_folding_twice_is_folding_once(handle):
    assert folded(folded(handle)) == folded(handle)


@given(handles)
def test_case_does_not_tell_two_handles_apart(handle):
    """But for the few letters whose capital has no way back, as ŉ."""
    assume(handle.upper().casefold() == handle.casefold())
    assert folded(handle.upper()) == folded(handle)


@given(handles)
def test_a_handle_that_is_well_formed_fits_its_columns(handle):
    assume(is_well_formed(handle))
    columns = Person.__table__.columns
    assert len(handle) <= columns["handle"].type.length == LONGEST
    assert len(folded(handle)) <= columns["handle_folded"].type.length


def test_suggestions_are_well_formed_and_there_are_enough_of_them():
    made = [suggested() for _ in range(300)]
    assert all(is_well_formed(handle) and folded(handle) == handle for handle in made)
    assert len(set(made)) > 295
    assert len(set(FIRST)) * len(set(SECOND)) * 990 > 5_000_000


def test_a_suggestion_is_two_words_and_a_number():
    first, second, number = suggested().split("-")
    assert first in FIRST
    assert second in SECOND
    assert 10 <= int(number) <= 999


@pytest.mark.parametrize(
    "handle",
    [
        "calm-river-7",
        "abc",
        "a" * 40,
        "Zoë.b",
        "مريم-٧",
        "نهر_هادئ",
        "مَرْيَم",  # with marks of vowels
        "ﻣﺮﻳﻢ",  # as old systems write it
        "река-12",
        "河流七",
        "नदी-४",
        "123",
    ],
)
def test_a_handle_of_any_script_is_well_formed(handle):
    assert is_well_formed(handle)


@pytest.mark.parametrize(
    "handle",
    [
        "",
        "ab",
        "a" * 41,
        "---",
        "two words",
        "a\tb\tc",
        "tab\n",
        "me@example.org",
        "<b>me</b>",
        "semi;colon",
        "../../etc",
        "nul\x00nul",
        "zero\u200bwidth",
        "right\u202eleft",
        "smile-🙂",
        "ﷺ" * 10,  # one letter that folds to many
    ],
)
def test_what_is_no_handle_is_refused(handle):
    assert not is_well_formed(handle)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Calm-River-7", "calm-river-7"),
        ("ΟΔΟΣ", "οδος"),
        ("straße", "STRASSE"),
        ("ﻣﺮﻳﻢ", "مريم"),
        ("ｃａｌｍ", "calm"),
        ("cafe\u0301", "café"),
        (" calm ", "calm"),
    ],
)
def test_two_spellings_of_one_handle_are_one(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("calm-river-7", "calm_river-7"), ("مريم", "مريمة"), ("cafe", "café")])
def test_two_handles_stay_two(one, other):
    assert folded(one) != folded(other)
