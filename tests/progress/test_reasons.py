"""What a percent is made of; the pages that tell it are tested in `tests/learn/test_why.py`."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.curriculum.files import read
from lms.progress.models import COURSE
from lms.progress.reasons import Earned, Share, reasons
from tests.curriculum.cases import REGISTRIES, TINY
from tests.progress.conftest import LANTERNS

DONE = Earned(date(2026, 5, 11), 1, "done")


@pytest.fixture(scope="module")
def modules():
    return read(TINY, REGISTRIES).modules


@given(st.integers(0, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_says_whether_its_percent_is_exact_rounded_or_raised(pair):
    done, of = pair
    share = Share(done, of)
    exact = Fraction(100 * done, of) if of else Fraction(0)
    assert share.is_raised == (0 < exact < 1)
    assert share.is_rounded == (exact >= 1 and exact.denominator != 1)
    if not share.is_rounded and not share.is_raised:
        assert share.percent == exact
    elif share.is_rounded:
        assert 0 < exact - share.percent < 1


def test_what_is_done_and_not_part_of_the_module_any_more_is_told_apart(modules):
    course = reasons(modules, {"lanterns/lighting": DONE, "lanterns/old-step": DONE, "lanterns/extra": DONE})
    lanterns = course.module("lanterns")
    assert [step.name for step in lanterns.gone] == ["lanterns/old-step"]
    assert [step.name for step in lanterns.optional] == ["lanterns/extra", "lanterns/workshop"]
    assert [step.name for step in lanterns.missing] == list(LANTERNS[1:])
    assert lanterns.share == Share(1, 3)
    assert course.share == Share(1, 4)
    assert (lanterns.new_since, course.new_since) == (0, 0)


def test_what_is_open_of_something_complete_came_since(modules):
    course = reasons(modules, {"lanterns/lighting": DONE, "lanterns": DONE, "kites": DONE, COURSE: DONE})
    assert [module.new_since for module in course.modules] == [2, 1]
    assert course.new_since == 3
