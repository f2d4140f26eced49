"""The three choice types: what can be answered, what it is worth, and what a page is told."""

import itertools
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.curriculum.document import Question, QuestionText
from lms.question_types import MultipleChoice, SingleChoice, TrueFalse, plug_in
from lms.registry import Registries

KEYS = ("a", "b", "c", "d", "e", "f")


def question(question_type, points: int | None = None, **detail: Any) -> Question:
    return Question(
        key="q-one",
        type=question_type.name,
        use="a-quiz",
        outcome="an-outcome",
        source="A law, article 1",
        points=points,
        detail=detail,
    )


def text_for(options: tuple[str, ...]) -> QuestionText:
    return QuestionText(
        prompt="What is right?",
        parts={
            "options": {key: f"Words of {key}" for key in options},
            "feedback": {key: f"Feedback on {key}" for key in options},
        },
    )


@st.composite
def questions(draw):
    """A type with a question of it that has no faults."""
    question_type = draw(st.sampled_from([SingleChoice(), MultipleChoice(), TrueFalse()]))
    points = draw(st.none() | st.integers(1, 10))
    if isinstance(question_type, TrueFalse):
        made = question(question_type, points, right=draw(st.booleans()))
    else:
        options = list(KEYS[: draw(st.integers(2, 6))])
        if isinstance(question_type, SingleChoice):
            made = question(question_type, points, options=options, right=draw(st.sampled_from(options)))
        else:
            right = draw(st.lists(st.sampled_from(options), min_size=2, unique=True))
            made = question(question_type, options=options, right=right)
    assert list(question_type.faults(made)) == []
    return question_type, made


def responses(question_type, made: Question) -> list[Any]:
    """Everything a form can say."""
    options = question_type.options(made)
    if not question_type.multiple:
        return [None, *options]
    return [question_type.read(made, chosen) for n in range(len(options) + 1) for chosen in combined(options, n)]


def combined(options, number):
    return itertools.combinations(options, number)


@given(questions())
def test_points_are_whole_and_between_nothing_and_the_maximum(pair):
    question_type, made = pair
    for response in responses(question_type, made):
        points = question_type.points(made, response)
        assert type(points) is int
        assert 0 <= points <= question_type.maximum(made)


@given(questions())
def test_all_points_are_for_exactly_the_right_response(pair):
    question_type, made = pair
    full = [
        response
        for response in responses(question_type, made)
        if question_type.points(made, response) == question_type.maximum(made)
    ]
    assert [question_type.chosen(response) for response in full] == [question_type.right(made)]


@given(questions())
def test_an_open_question_is_worth_nothing(pair):
    question_type, made = pair
    assert question_type.points(made, None) == 0
    assert question_type.maximum(made) > 0


@given(questions().filter(lambda pair: pair[0].multiple))
def test_of_several_options_each_wrong_one_takes_back_a_right_one(pair):
    question_type, made = pair
    right = set(made.detail["right"])
    for response in responses(question_type, made):
        chosen = set(response or [])
        right_ones, wrong_ones = sum(key in right for key in chosen), sum(key not in right for key in chosen)
        assert question_type.points(made, response) == max(0, right_ones - wrong_ones)
    assert question_type.maximum(made) == len(right)


@pytest.mark.parametrize(
    ("chosen", "points"),
    [(["a", "c"], 2), (["a"], 1), (["a", "b"], 0), (["a", "b", "c"], 1), (["b", "d"], 0), (["a", "b", "c", "d"], 0)],
)
def test_what_is_given_for_some_of_several_options(chosen, points):
    made = question(MultipleChoice(), options=["a", "b", "c", "d"], right=["a", "c"])
    assert MultipleChoice().points(made, chosen) == points


@pytest.mark.parametrize(("points", "maximum"), [(None, 1), (1, 1), (3, 3)])
def test_a_question_with_one_right_option_is_worth_what_the_file_says(points, maximum):
    for made, type_ in (
        (question(SingleChoice(), points, options=["a", "b"], right="b"), SingleChoice()),
        (question(TrueFalse(), points, right=True), TrueFalse()),
    ):
        assert type_.maximum(made) == maximum


SMALL = [
    (SingleChoice(), question(SingleChoice(), options=["a", "b", "c"], right="a")),
    (MultipleChoice(), question(MultipleChoice(), options=["a", "b", "c"], right=["a", "b"])),
    (TrueFalse(), question(TrueFalse(), right=True)),
]


@pytest.mark.parametrize(("question_type", "made"), SMALL, ids=lambda each: getattr(each, "name", ""))
def test_a_record_may_hold_exactly_what_a_form_can_say(question_type, made):
    """Over every list of up to four of the options and a stranger, and over what is no list at all."""
    options = (*question_type.options(made), "z")
    lists = [list(chosen) for number in range(5) for chosen in itertools.product(options, repeat=number)]
    readable = []
    for values in lists:
        try:
            readable.append(question_type.read(made, values))
        except ValueError:
            continue
    strangers = [True, False, 0, 1, 1.5, "", "A", "a,b", {}, {"a": True}, [None], [1], [["a"]], ("a", "b"), "true "]
    for response in [None, *options, *lists, *strangers]:
        assert question_type.accepts(made, response) == (response in readable), response
    assert None in readable
    assert len(readable) >= 3


@pytest.mark.parametrize(("question_type", "made"), SMALL, ids=lambda each: getattr(each, "name", ""))
@pytest.mark.parametrize("values", [["z"], ["a", "z"], [""], ["a", ""], ["A"]])
def test_options_that_are_not_there_are_refused(question_type, made, values):
    with pytest.raises(ValueError):
        question_type.read(made, values)


def test_two_options_are_refused_where_one_can_be_chosen():
    for question_type, made in (SMALL[0], SMALL[2]):
        first, second, *_ = question_type.options(made)
        for values in ([first, second], [first, first]):
            with pytest.raises(ValueError, match="one option"):
                question_type.read(made, values)


def test_the_same_ticks_in_any_order_are_the_same_response():
    question_type, made = SMALL[1]
    assert question_type.read(made, ["c", "a"]) == question_type.read(made, ["a", "c", "a"]) == ["a", "c"]
    assert question_type.read(made, []) is None


@given(questions(), st.integers(0, 99))
def test_without_reveal_a_page_is_told_nothing_of_what_is_right(context_of_words, pair, seed):
    """Neither the keys nor the feedback, nor by any difference between two questions with other keys."""
    question_type, made = pair
    options = question_type.options(made)
    for response in responses(question_type, made):
        shown = question_type.show(made, text_for(options), response)
        assert all(option.right is None and option.feedback == "" for option in shown)
        other_detail = {**made.detail, "right": _another_key(question_type, made)}
        other = question(question_type, made.points, **other_detail)
        assert question_type.right(other) != question_type.right(made)
        assert question_type.show(other, text_for(options), response) == shown


def _another_key(question_type, made: Question) -> Any:
    if isinstance(question_type, TrueFalse):
        return not made.detail["right"]
    if isinstance(question_type, SingleChoice):
        return next(key for key in made.detail["options"] if key != made.detail["right"])
    right = made.detail["right"]
    return [*right[:1], "another"] if right[:1] else ["another"]


@given(questions())
def test_with_reveal_each_option_says_whether_it_is_right_and_why(context_of_words, pair):
    question_type, made = pair
    options = question_type.options(made)
    shown = question_type.show(made, text_for(options), None, reveal=True)
    assert {option.key for option in shown if option.right} == question_type.right(made)
    assert all(isinstance(option.right, bool) for option in shown)
    assert [option.feedback for option in shown] == [f"Feedback on {key}" for key in options]


@given(questions(), st.randoms(use_true_random=False))
def test_a_page_shows_the_options_in_the_order_of_the_attempt_and_what_was_chosen(context_of_words, pair, chance):
    question_type, made = pair
    order = question_type.order(made, chance.shuffle)
    assert sorted(order) == sorted(question_type.options(made))
    for response in responses(question_type, made):
        shown = question_type.show(made, text_for(tuple(order)), response, order)
        assert [option.key for option in shown] == order
        assert {option.key for option in shown if option.chosen} == question_type.chosen(response)


def test_options_are_mixed_but_true_stays_before_false():
    single, made = SMALL[0]
    orders = {tuple(single.order(made, Random(seed).shuffle)) for seed in range(40)}
    assert len(orders) == 6
    assert made.detail["options"] == ["a", "b", "c"]  # the file's own order is untouched
    statement, made = SMALL[2]
    assert {tuple(statement.order(made, Random(seed).shuffle)) for seed in range(40)} == {("true", "false")}


def test_the_words_of_a_statements_options_are_the_sites_own(context_of_words):
    shown = TrueFalse().show(SMALL[2][1], QuestionText(prompt="So it is."), "false")
    assert [(option.text, option.chosen) for option in shown] == [("True", False), ("False", True)]
    assert TrueFalse().texts(SMALL[2][1]) == {"feedback": ("true", "false")}
    assert SingleChoice().texts(SMALL[0][1]) == {"options": ("a", "b", "c"), "feedback": ("a", "b", "c")}


def test_the_types_come_in_by_the_registry():
    registries = Registries()
    plug_in(registries)
    choices = ["multiple_choice", "single_choice", "true_false"]
    assert list(registries.question_types) == sorted([*choices, "matching", "numeric", "ordering", "short_text"])
