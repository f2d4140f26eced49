"""Drawing a paper: as many questions as the quiz says, those not seen yet first, and otherwise by chance alone."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.assessment.draws import bank, draw, type_of
from lms.curriculum.document import Question
from lms.curriculum.files import read
from lms.errors import PlugInMissing
from tests.curriculum.cases import REGISTRIES, TINY

BANK = ("q-flame", "q-oil", "q-ring", "q-hand", "q-coat")
pytestmark = pytest.mark.usefixtures("context")
seen_before = st.lists(st.sampled_from(BANK), max_size=20)
seeds = st.integers(0, 10_000)


@pytest.fixture(scope="module")
def lanterns():
    return next(module for module in read(TINY, REGISTRIES).modules if module.key == "lanterns")


@pytest.fixture(scope="module")
def quiz(lanterns):
    return next(step for step in lanterns.steps if step.kind == "quiz")


def keys(paper) -> list[str]:
    return [drawn["key"] for drawn in paper]


def test_the_bank_of_a_quiz_holds_its_questions_and_no_checks(lanterns, quiz):
    assert tuple(question.key for question in bank(lanterns, quiz)) == BANK
    assert {"c-first", "c-second"} <= set(lanterns.questions)


@given(seen_before, seeds)
def test_a_paper_has_as_many_questions_as_the_quiz_says_each_once_with_all_its_options(lanterns, quiz, seen, seed):
    paper = draw(lanterns, quiz, seen, Random(seed))
    assert len(set(keys(paper))) == len(paper) == quiz.draw == 3
    assert set(keys(paper)) <= set(BANK)
    for drawn in paper:
        question = lanterns.questions[drawn["key"]]
        assert sorted(drawn["order"]) == sorted(type_of(question).options(question))


@given(seen_before, seeds)
def test_what_was_seen_less_often_comes_first(lanterns, quiz, seen, seed):
    times = Counter(seen)
    drawn = keys(draw(lanterns, quiz, seen, Random(seed)))
    left = set(BANK) - set(drawn)
    assert max(times[key] for key in drawn) <= min(times[key] for key in left)


@given(seeds)
def test_over_several_attempts_every_question_comes_equally_often(lanterns, quiz, seed):
    chance, seen = Random(seed), []
    for _ in range(5):
        seen += keys(draw(lanterns, quiz, seen, chance))
    assert Counter(seen) == dict.fromkeys(BANK, 3)


@given(seen_before, seeds)
def test_a_draw_depends_on_the_chance_it_is_given_and_on_nothing_else(lanterns, quiz, seen, seed):
    first = draw(lanterns, quiz, seen, Random(seed))
    assert draw(lanterns, quiz, seen, Random(seed)) == first
    assert draw(lanterns, quiz, sorted(seen), Random(seed)) == first
    assert draw(lanterns, quiz, iter(seen), Random(seed)) == first


def test_other_chances_give_other_questions_other_orders_and_other_orders_of_options(lanterns, quiz):
    papers = [draw(lanterns, quiz, (), Random(seed)) for seed in range(60)]
    assert {key for paper in papers for key in keys(paper)} == set(BANK)
    assert len({frozenset(keys(paper)) for paper in papers}) == 10  # 3 of 5
    assert len({paper[0]["key"] for paper in papers}) == 5
    flames = [drawn["order"] for paper in papers for drawn in paper if drawn["key"] == "q-flame"]
    assert len({tuple(order) for order in flames}) == 6


def test_what_was_unseen_does_not_always_stand_first_on_the_paper(lanterns, quiz):
    seen = ("q-flame", "q-oil", "q-ring")
    papers = [draw(lanterns, quiz, seen, Random(seed)) for seed in range(40)]
    assert all({"q-hand", "q-coat"} < set(keys(paper)) for paper in papers)
    assert {keys(paper).index("q-hand") for paper in papers} == {0, 1, 2}


def test_a_question_whose_type_is_not_installed_is_never_drawn_silently():
    question = Question(key="q", type="hologram", use="z", outcome="o", source="s")
    with pytest.raises(PlugInMissing, match="hologram"):
        type_of(question)
