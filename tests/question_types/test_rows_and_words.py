"""Matching, ordering and short text: what is worth what, and what is the same answer."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.curriculum.document import QuestionText
from lms.question_types import Matching, Ordering, ShortText
from tests.question_types.test_choices import question

pytestmark = pytest.mark.usefixtures("context_of_words")
ROWS, CHOICES = ["a", "b", "c"], ["x", "y", "z"]
PAIRS = {"a": "x", "b": "y", "c": "x"}
WORDS = QuestionText(
    prompt="?",
    parts={
        "rows": {key: f"Row {key}" for key in ROWS},
        "items": {key: f"Item {key}" for key in ROWS},
        "choices": {key: f"Choice {key}" for key in CHOICES},
        "feedback": {**{key: f"Why {key}" for key in ROWS}, "right": "Well.", "wrong": "Not so."},
    },
)


def matching(points: int | None = None):
    return question(Matching(), points, rows=ROWS, choices=CHOICES, right=PAIRS)


ORDER = question(Ordering(), items=ROWS)


@given(st.none() | st.integers(1, 20), st.dictionaries(st.sampled_from(ROWS), st.sampled_from(CHOICES), min_size=1))
def test_each_right_pair_gives_its_part_of_the_points_rounded_down(points, response):
    made = matching(points)
    right = sum(PAIRS[row] == choice for row, choice in response.items())
    assert Matching().points(made, response) == (points or 3) * right // 3


@pytest.mark.parametrize(
    ("points", "expected"), [(None, [0, 1, 2, 3]), (1, [0, 0, 0, 1]), (2, [0, 0, 1, 2]), (10, [0, 3, 6, 10])]
)
def test_what_some_right_pairs_are_worth(points, expected):
    given_rows = [dict(list(PAIRS.items())[:number]) or None for number in range(4)]
    assert [Matching().points(matching(points), response) for response in given_rows] == expected


def test_an_order_is_right_as_a_whole_or_not_at_all():
    assert Ordering().points(ORDER, {"a": 1, "b": 2, "c": 3}) == 1
    for response in ({"a": 1, "b": 3, "c": 2}, {"a": 1, "b": 2}, {"a": 1, "b": 1, "c": 3}, None):
        assert Ordering().points(ORDER, response) == 0


@pytest.mark.parametrize(
    ("kind", "made", "response", "answered"),
    [
        (Matching(), matching(), None, False),
        (Matching(), matching(), {"a": "x", "b": "x"}, False),
        (Matching(), matching(), {"a": "x", "b": "x", "c": "x"}, True),
        (Ordering(), ORDER, {"a": 1, "b": 2}, False),
        (Ordering(), ORDER, {"a": 1, "b": 1, "c": 2}, False),
        (Ordering(), ORDER, {"a": 3, "b": 1, "c": 2}, True),
    ],
)
def test_an_answer_is_finished_when_each_row_is_filled_and_no_number_stands_twice(kind, made, response, answered):
    assert kind.is_answered(made, response) is answered


@pytest.mark.parametrize(
    "response",
    [{}, {"d": "x"}, {"a": "w"}, {"a": None}, {"a": ["x"]}, {"a": 1}, ["a"], "a:x", {"a": True}, [["a", "x"]]],
)
def test_a_record_holds_no_rows_or_choices_that_are_not_there(response):
    assert not Matching().accepts(matching(), response)
    assert not Ordering().accepts(ORDER, response if response != {"a": 1} else {"a": "1"})


def test_the_order_of_the_choices_is_by_chance_and_that_of_the_rows_the_authors():
    orders = {tuple(Matching().order(matching(), Random(seed).shuffle)) for seed in range(40)}
    assert len(orders) == 6
    shown = Matching().show(matching(), WORDS, None, ["z", "x", "y"])
    assert [row.key for row in shown.rows] == ROWS
    assert [choice.value for choice in shown.rows[1].choices] == ["b:z", "b:x", "b:y"]


def test_the_items_to_be_ordered_are_mixed_and_in_a_check_never_stand_in_the_right_order():
    assert len({tuple(Ordering().order(ORDER, Random(seed).shuffle)) for seed in range(60)}) == 6
    for number in range(60):
        check = question(Ordering(), items=ROWS).model_copy(update={"key": f"c-{number}"})
        assert [row.key for row in Ordering().show(check, WORDS, None).rows] != ROWS


def test_the_result_of_a_matching_teaches_row_by_row():
    shown = Matching().show(matching(), WORDS, {"a": "x", "b": "z"}, CHOICES, reveal=True)
    assert [(row.right, row.chosen, row.answer, row.feedback) for row in shown.rows] == [
        (True, "Choice x", "Choice x", "Why a"),
        (False, "Choice z", "Choice y", "Why b"),
        (False, "", "Choice x", "Why c"),
    ]


def test_the_result_of_an_ordering_says_each_place_and_why_on_the_whole():
    shown = Ordering().show(ORDER, WORDS, {"a": 1, "b": 3, "c": 2}, ["c", "a", "b"], reveal=True)
    assert [(row.key, row.place, row.right, row.chosen) for row in shown.rows] == [
        ("c", 3, False, "2"),
        ("a", 1, True, "1"),
        ("b", 2, False, "3"),
    ]
    assert shown.feedback == "Not so."


SAME = [
    ("Passport", ["passport", " PASSPORT. ", "“passport”", "pássport", "pass\u00adport"]),
    ("non-refoulement", ["Non refoulement", "non–refoulement", "NON  REFOULEMENT"]),
    ("جواز السفر", ["جَوَازُ السَّفَر", "جواز السفر.", "\u200fجواز السفر\u200f", "جـــواز السفر"]),
    ("المدرسة", ["المدرسه", "المدرسة"]),
    ("إقامة", ["اقامه", "أقامة"]),
    ("article 12", ["Article ١٢", "article ۱۲"]),
]


@pytest.mark.parametrize(("accepted", "typed"), [(way, typed) for way, all_typed in SAME for typed in all_typed])
def test_spellings_that_people_do_not_tell_apart_are_one_answer(accepted, typed):
    made = question(ShortText(), 2, accepted=["something else", accepted])
    assert ShortText().points(made, ShortText().read(made, [typed])) == 2


@pytest.mark.parametrize("typed", ["passports", "pass port", "a passport", "جواز", "…", "p"])
def test_another_word_is_another_answer(typed):
    assert ShortText().points(question(ShortText(), accepted=["passport", "جواز سفر"]), typed) == 0


def test_what_is_right_in_one_language_is_right_in_each_and_the_result_shows_the_readers_own():
    made = question(ShortText(), accepted={"en": ["passport", "travel document"], "ar": ["جواز سفر"]})
    assert ShortText().points(made, "جواز سفر") == ShortText().points(made, "travel document") == 1
    shown = ShortText().show(made, WORDS, "visa", reveal=True)
    assert shown.accepted_in("ar") == ("جواز سفر",)
    assert shown.accepted_in("en") == ("passport", "travel document")
    assert shown.accepted_in("fr") == ("passport", "travel document")
    assert (shown.right, shown.feedback) == (False, "Not so.")


def test_a_line_is_kept_as_it_was_typed():
    made = question(ShortText(), accepted=["x"])
    for typed, kept in (
        (" The  RING. ", "The  RING."),
        ("a\tb\x00c", "a b c"),
        ("\u200fا", "\u200fا"),
        ("x" * 200, "x" * 200),
    ):
        assert ShortText().read(made, [typed]) == kept
        assert ShortText().accepts(made, kept)
