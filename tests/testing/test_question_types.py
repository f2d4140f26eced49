"""Our own seven types keep the contract; and a type that breaks one of its promises is found out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.curriculum.document import Question, QuestionText
from lms.question_types import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from lms.testing import check_question_type

pytestmark = pytest.mark.usefixtures("context_of_words")
KEYS = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f"]), min_size=3, unique=True)


def question(kind, points: int | None = None, **detail: Any) -> Question:
    given = {"key": "q-one", "type": kind.name, "use": "a-quiz", "outcome": "an-outcome", "source": "A law"}
    return Question(**given, points=points, detail=detail)


def text_of(kind, made: Question) -> QuestionText:
    parts = {part: {key: f"The {part} for {key}" for key in keys} for part, keys in kind.texts(made).items()}
    return QuestionText(prompt="What is right?", after="And so it is.", parts=parts)


def changed(made: Question, **detail: Any) -> Question:
    return made.model_copy(update={"detail": {**made.detail, **detail}})


def check(kind, made: Question, sendings, others=()) -> None:
    check_question_type(kind, made, text_of(kind, made), sendings, others)


@given(KEYS, st.data())
def test_single_choice_keeps_the_contract(keys, data):
    right, other = data.draw(st.permutations(keys))[:2]
    made = question(SingleChoice(), data.draw(st.none() | st.integers(1, 5)), options=keys, right=right)
    check(SingleChoice(), made, [[], *([key] for key in keys)], [changed(made, right=other)])


@given(KEYS, st.data())
def test_multiple_choice_keeps_the_contract(keys, data):
    right, other = (data.draw(st.lists(st.sampled_from(keys), min_size=2, unique=True)) for _ in range(2))
    made = question(MultipleChoice(), options=keys, right=right)
    sendings = data.draw(st.lists(st.lists(st.sampled_from(keys)), max_size=6))
    check(MultipleChoice(), made, [right, *sendings], [changed(made, right=other)])


@pytest.mark.parametrize("right", [True, False])
def test_true_false_keeps_the_contract(right):
    made = question(TrueFalse(), right=right)
    check(TrueFalse(), made, [["true"], ["false"], []], [changed(made, right=not right)])


@given(KEYS, KEYS, st.data())
def test_matching_keeps_the_contract(rows, choices, data):
    def some() -> dict[str, str]:
        return {row: data.draw(st.sampled_from(choices)) for row in rows}

    right, other = some(), some()
    made = question(Matching(), data.draw(st.none() | st.integers(1, 9)), rows=rows, choices=choices, right=right)
    sendings = [[f"{row}:{choice}" if data.draw(st.booleans()) else "" for row, choice in some().items()]]
    sendings.append([f"{row}:{choice}" for row, choice in right.items()])
    turned = data.draw(st.permutations(choices))  # the order in the file tells nothing either
    check(Matching(), made, sendings, [changed(made, right=other, choices=turned)])


@given(KEYS, st.data())
def test_ordering_keeps_the_contract(items, data):
    made = question(Ordering(), data.draw(st.none() | st.integers(1, 5)), items=items)
    numbers = st.none() | st.integers(1, len(items))
    some = [(item, data.draw(numbers)) for item in items]
    sendings = [[f"{item}:{number}" if number else "" for item, number in some]]
    sendings.append([f"{item}:{number}" for number, item in enumerate(items, 1)])
    other = changed(made, items=data.draw(st.permutations(items)))
    kind = Ordering()
    check(kind, made, sendings)
    order = kind.order(made, lambda keys: None)
    assert order == kind.order(other, lambda keys: None)
    for response in (None, *(kind.read(made, values) for values in sendings)):
        shown = kind.show(made, text_of(kind, made), response, order)
        assert shown == kind.show(other, text_of(kind, made), response, order)


LINES = st.text(st.characters(codec="utf-8"), max_size=60) | st.text("0123456789٣٫۵.,' -+%km", max_size=12)


@given(st.decimals(-1000, 1000, places=2), st.decimals(0, 10, places=1), st.lists(LINES, max_size=5))
def test_numeric_keeps_the_contract(right, tolerance, lines):
    made = question(Numeric(), right=f"{right:f}", tolerance=f"{tolerance:f}", unit={"en": ["km"], "ar": ["كم"]})
    sendings = [[f"{right:f} كم"], ["1,000"], ["abc"], *([line] for line in lines)]
    check(Numeric(), made, sendings, [changed(made, right=7), changed(made, right="1.5", tolerance="1000")])


@given(st.lists(LINES, max_size=5))
def test_short_text_keeps_the_contract(lines):
    made = question(ShortText(), accepted={"en": ["The ring"], "ar": ["الحلقة"]})
    check(ShortText(), made, [["the  RING."], ["حلقه"], *([line] for line in lines)], [changed(made, accepted=["a"])])


class Forgetful(SingleChoice):
    def read(self, question, values):
        return [*values] or None


class Halving(SingleChoice):
    def points(self, question, response):
        return super().points(question, response) / 2


class Generous(SingleChoice):
    def points(self, question, response):
        return 2 if response == question.detail["right"] else 0


class Talkative(SingleChoice):
    def show(self, question, text, response, order=(), reveal=False):
        return super().show(question, text, response, order, True)


class Orderly(SingleChoice):
    def order(self, question, shuffle):
        return [question.detail["right"], *(key for key in question.detail["options"] if key != self.right(question))]


class Unsorted(SingleChoice):
    def order(self, question, shuffle):
        return sorted(question.detail["options"], key=lambda key: key != question.detail["right"])


class Hinting(SingleChoice):
    def remark(self, question, response):
        return "" if response in (None, question.detail["right"]) else "Look at it again."


class Careless(SingleChoice):
    def accepts(self, question, response):
        return response is None or response in question.detail["options"] or type(response) is int


class Meddling(SingleChoice):
    def maximum(self, question):
        question.detail["seen"] = True
        return 1


BROKEN = [
    (Forgetful, "which accepts does not take"),
    (Halving, "points are whole"),
    (Generous, "2 points for"),
    (Talkative, "feedback is shown before it may be"),
    (Orderly, "stands twice"),
    (Unsorted, "the order tells what is right"),
    (Hinting, "remark tells what is right"),
    (Careless, "in words is"),
    (Meddling, "has faults|was changed"),
]


@pytest.mark.parametrize(("kind", "says"), BROKEN, ids=lambda each: getattr(each, "__name__", None))
def test_a_broken_promise_is_found(kind, says):
    made = question(kind(), options=["a", "b", "c"], right="b")
    with pytest.raises(AssertionError, match=says):
        check(kind(), made, [["a"], ["b"], []], [changed(made, right="c")])


def test_a_check_that_never_sees_a_full_answer_says_so():
    made = question(SingleChoice(), options=["a", "b", "c"], right="b")
    with pytest.raises(AssertionError, match="must earn the maximum"):
        check(SingleChoice(), made, [["a"]])
