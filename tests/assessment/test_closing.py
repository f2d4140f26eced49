"""Which answers stand, which finish closes, and what that is worth."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.assessment.closing import first_complete, is_passed, points_of, score, standing
from lms.curriculum.files import read
from tests.curriculum.cases import REGISTRIES, TINY


@dataclass(frozen=True)
class Row:
    """As much of a record as closing reads."""

    number: int
    turn: int
    kind: str = "answer_given"
    seq: int = 1
    payload: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def id(self) -> UUID:
        return id_of(self.number)


def id_of(number: int) -> UUID:
    return UUID(int=number, version=4)


def answer(number: int, turn: int, question: str = "q", seq: int = 1, response: Any = "a") -> Row:
    return Row(number, turn, seq=seq, payload={"question": question, "response": response})


def finish(number: int, turn: int, *named: int) -> Row:
    return Row(number, turn, "attempt_finished", 9, {"answers": [str(id_of(each)) for each in named]})


#: (what it is, the records, the number of the finish that closes)
FINISHES = [
    ("nothing was sent", [], None),
    ("nobody finished", [answer(1, 1)], None),
    ("a finish that names nothing", [answer(1, 1), finish(9, 2)], 9),
    ("a finish whose answer is here", [answer(1, 1), finish(9, 2, 1)], 9),
    ("a finish whose answer is missing", [answer(1, 1), finish(9, 2, 1, 2)], None),
    ("a finish whose answer came later", [finish(9, 1, 1), answer(1, 2)], 9),
    ("of two complete ones the first", [answer(1, 1), finish(8, 2, 1), finish(9, 3)], 8),
    ("one that waits for ever does not keep the other from closing", [finish(8, 1, 7), finish(9, 2)], 9),
    ("the one that was complete first, though sent later", [finish(8, 1, 1), finish(9, 2), answer(1, 3)], 9),
    ("both complete by one answer: the one sent first", [finish(8, 1, 1), finish(9, 2, 1), answer(1, 3)], 8),
    ("a finish is no answer", [finish(8, 1, 9), finish(9, 2, 7)], None),
]


@pytest.mark.parametrize(("records", "closes"), [case[1:] for case in FINISHES], ids=[case[0] for case in FINISHES])
def test_the_first_finish_whose_answers_are_all_here_closes(records, closes):
    found = first_complete(records)
    assert (None if found is None else found.number) == closes
    assert first_complete(reversed(records)) == found


answers = st.builds(answer, st.integers(1, 40), st.integers(1, 99), st.sampled_from("qrs"), st.integers(1, 5))
sets_of_answers = st.lists(answers, max_size=8, unique_by=lambda row: row.number)


@given(sets_of_answers, st.randoms(use_true_random=False))
def test_the_answer_with_the_greatest_seq_stands_and_of_equal_ones_the_greatest_id(rows, chance):
    expected = {}
    for row in sorted(rows, key=lambda row: (row.seq, row.id)):
        expected[row.payload["question"]] = row
    chance.shuffle(rows)
    assert standing(rows) == expected


@given(sets_of_answers, st.sets(st.integers(1, 40)))
def test_of_a_closed_attempt_only_the_named_answers_stand(rows, named):
    closing = finish(99, 99, *named)
    assert standing([*rows, closing], closing) == standing([row for row in rows if row.number in named])


def test_an_answer_taken_back_stands_as_an_open_question():
    rows = [answer(1, 1, seq=1), answer(2, 2, seq=2, response=None)]
    assert standing(rows)["q"].payload["response"] is None


@given(st.integers(0, 60), st.integers(1, 60), st.integers(1, 100))
def test_passed_is_counted_in_whole_numbers(points, maximum, percent):
    points = min(points, maximum)
    assert is_passed(points, maximum, percent) == (Fraction(points, maximum) >= Fraction(percent, 100))


@pytest.mark.parametrize(
    ("points", "maximum", "percent", "passed"),
    [(3, 5, 60, True), (2, 5, 60, False), (29, 100, 29, True), (2, 3, 67, False), (2, 3, 66, True), (0, 5, 1, False)],
)
def test_the_pass_mark_itself_is_a_pass(points, maximum, percent, passed):
    assert is_passed(points, maximum, percent) is passed


@pytest.mark.usefixtures("context")
def test_points_are_those_of_the_drawn_questions_and_an_open_one_has_none():
    module = next(module for module in read(TINY, REGISTRIES).modules if module.key == "lanterns")
    drawn = ["q-flame", "q-oil", "q-hand"]
    right = {
        "q-flame": answer(1, 1, response="b"),
        "q-oil": answer(2, 2, response=["a", "c"]),
        "q-hand": answer(3, 3, response="c"),
    }
    assert score(module, drawn, right) == (5, 5)
    assert score(module, drawn, {**right, "q-oil": answer(4, 4, response=["a", "b", "c"])}) == (4, 5)
    assert score(module, drawn, {**right, "q-hand": answer(4, 4, response=None)}) == (3, 5)
    assert score(module, drawn, {"q-ring": answer(4, 4, response="false")}) == (0, 5)
    assert score(module, drawn, {}) == (0, 5)
    assert points_of(module, "q-hand", "a") == 0
