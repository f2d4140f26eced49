"""The one rule of completion, and the one number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.curriculum.files import read
from lms.progress.rules import is_complete, percent, required
from tests.curriculum.cases import REGISTRIES, TINY
from tests.progress.conftest import LANTERNS


@pytest.fixture(scope="module")
def lanterns():
    return next(module for module in read(TINY, REGISTRIES).modules if module.key == "lanterns")


@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_percent_is_the_floor_but_says_at_least_that_something_was_done(pair):
    done, of = pair
    assert type(percent(done, of)) is int
    assert percent(done, of) == (0 if done == 0 else max(1, int(100 * done / of + 1e-9)))
    assert (percent(done, of) == 0) == (done == 0)
    assert (percent(done, of) == 100) == (done == of)


@given(st.integers(1, 400), st.integers(0, 399))
def test_percent_never_falls_by_doing_more(of, done):
    assert percent(min(done, of), of) <= percent(min(done + 1, of), of)


@pytest.mark.parametrize(
    ("done", "of", "expected"), [(0, 0, 0), (1, 3, 33), (2, 3, 66), (1, 400, 1), (399, 400, 99), (3, 3, 100)]
)
def test_percent_of_some(done, of, expected):
    assert percent(done, of) == expected


def test_an_optional_step_is_not_asked_for(lanterns):
    assert required(lanterns) == LANTERNS
    assert "lanterns/extra" not in required(lanterns)


@given(st.sets(st.sampled_from([*LANTERNS, "lanterns/extra", "kites/flying", "lanterns"])))
def test_a_module_is_complete_when_all_that_it_asks_for_is_done(lanterns, done):
    assert is_complete(lanterns, done) == (set(LANTERNS) <= done)


def test_a_module_that_asks_for_nothing_is_not_complete_before_anything_is_done(lanterns):
    steps = tuple(step.model_copy(update={"optional": True}) for step in lanterns.steps)
    empty = lanterns.model_copy(update={"steps": steps})
    assert required(empty) == ()
    assert not is_complete(empty, set(LANTERNS))
