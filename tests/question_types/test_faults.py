"""What keeps a question from being published: one sentence for each, that says how to mend it."""

from typing import Any

import pytest

from lms.question_types import MultipleChoice, SingleChoice, TrueFalse
from tests.question_types.test_choices import question

GOOD: dict[str, dict[str, Any]] = {
    "single_choice": {"options": ["a", "b"], "right": "a"},
    "multiple_choice": {"options": ["a", "b", "c"], "right": ["a", "c"]},
    "true_false": {"right": False},
}
TYPES = {each.name: each for each in (SingleChoice(), MultipleChoice(), TrueFalse())}
LIST, TWO, SHARED = "Give the options as a list", "at least two options", "Two options share a key"
ONE_RIGHT, RIGHT_LIST, TWICE = (
    "Mark one of the options",
    "List the right options by their keys",
    "listed as right twice",
)
FEW, SAY, UNKNOWN = "two right options or more", "Say whether the statement is right", "means nothing in a question"
GONE = object()

CASES = [
    *[("single_choice", {"options": wrong}, [LIST]) for wrong in (GONE, None, "a b", {"a": 1}, ["a", 2], [["a"], "b"])],
    *[("multiple_choice", {"options": wrong}, [LIST]) for wrong in (GONE, None, "a b", 7, [None, "b"])],
    ("single_choice", {"options": ["a"]}, [TWO]),
    ("single_choice", {"options": []}, [TWO, ONE_RIGHT]),
    ("multiple_choice", {"options": []}, [TWO, RIGHT_LIST]),
    ("single_choice", {"options": ["a", "b", "a"]}, [SHARED]),
    ("multiple_choice", {"options": ["a", "c", "a"]}, [SHARED]),
    *[("single_choice", {"right": wrong}, [ONE_RIGHT]) for wrong in (GONE, None, "z", ["a"], True, "", 1, {})],
    *[("multiple_choice", {"right": wrong}, [RIGHT_LIST]) for wrong in (GONE, None, "a", ["a", "z"], [["a"]], {})],
    ("multiple_choice", {"right": ["a", "a"]}, [TWICE]),
    ("multiple_choice", {"right": ["a", "c", "a"]}, [TWICE]),
    ("multiple_choice", {"right": ["a"]}, [FEW]),
    ("multiple_choice", {"right": []}, [FEW]),
    *[("true_false", {"right": wrong}, [SAY]) for wrong in (GONE, None, "true", 1, 0, "yes", [True])],
    ("true_false", {"options": ["a", "b"]}, [UNKNOWN]),
    ("single_choice", {"rihgt": "a"}, [UNKNOWN]),
    ("multiple_choice", {"pairs": []}, [UNKNOWN]),
    ("single_choice", {"one": 1, "two": 2}, [UNKNOWN, UNKNOWN]),
]  # fmt: skip


def faults(name: str, points: int | None = None, **changed: Any) -> list[str]:
    detail = {key: value for key, value in {**GOOD[name], **changed}.items() if value is not GONE}
    return list(TYPES[name].faults(question(TYPES[name], points, **detail)))


@pytest.mark.parametrize("name", GOOD)
def test_a_question_as_it_should_be_has_no_faults(name):
    assert faults(name) == []


@pytest.mark.parametrize(("name", "changed", "expected"), CASES)
def test_each_mistake_has_its_own_sentence(name, changed, expected):
    found = faults(name, **changed)
    assert len(found) == len(expected), found
    for sentence, words in zip(found, expected, strict=True):
        assert words in sentence
        assert sentence.endswith(".")


def test_every_option_may_be_right():
    assert faults("multiple_choice", options=["a", "b"], right=["b", "a"]) == []


def test_points_are_given_for_one_right_option_and_follow_from_several():
    assert faults("single_choice", 3) == []
    assert faults("true_false", 2) == []
    (fault,) = faults("multiple_choice", 2)
    assert "as many points as it has right options" in fault
