"""What is earned is kept whatever is published later, and whoever has all of the new wording has completed it."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from lms.db import db, outbox
from lms.db.outbox import Work
from lms.ledger.models import Enrolment
from lms.progress import sweep
from lms.progress.models import COURSE
from tests.curriculum.cases import Append, Edit, Remove, Write
from tests.progress.conftest import FRIDAY, KITES, LANTERNS, MONDAY, TUESDAY

NEW_STEP = (
    Append("kites/module.yaml", "  - {key: landing, address: s2, kind: lesson}\n"),
    Edit("kites/en/module.yaml", "steps: {flying: Flying}", "steps: {flying: Flying, landing: Landing}"),
    Write("kites/en/landing.md", "A kite comes down.\n"),
)
RETIRED = (
    Edit("kites/module.yaml", "  - {key: landing, address: s2, kind: lesson}\n", "retired: [landing]\n"),
    Edit("kites/en/module.yaml", "steps: {flying: Flying, landing: Landing}", "steps: {flying: Flying}"),
    Remove("kites/en/landing.md"),
)
OPTIONAL = (Edit("lanterns/module.yaml", "address: s2, kind: lesson}", "address: s2, kind: lesson, optional: true}"),)


@pytest.fixture(autouse=True)
def days(monkeypatch):
    """The sweep comes on Friday."""
    monkeypatch.setattr(sweep, "today", lambda: FRIDAY)


@pytest.fixture
def clock(monkeypatch) -> SimpleNamespace:
    clock = SimpleNamespace(now=1_800_000_000)
    monkeypatch.setattr(outbox, "time", SimpleNamespace(time=lambda: clock.now))
    return clock


@pytest.fixture
def three(make_enrolment, complete):
    """Three learners who lack one lesson of the first module."""
    keys = sorted(make_enrolment(f"learner-{number}") for number in range(3))
    for key in keys:
        complete(key, "lanterns/lighting", "lanterns/lantern-quiz")
    return keys


def test_a_completed_module_stays_complete_when_a_step_is_added_and_the_page_says_so(
    learner, app, complete, completions, publish
):
    with app.app_context():
        key = tuple(db.session.execute(select(Enrolment.person_id, Enrolment.id)).one())
    complete(key, *LANTERNS, *KITES)
    before = completions(key)
    assert "since" not in learner("/en/courses/t1").text
    publish(*NEW_STEP)
    outbox.sweep()
    assert completions(key) == before
    page = learner("/en/courses/t1")
    assert "Complete, 11 May 2026 · 1 new step since" in page.text
    assert learner("/en/courses/t1/m2/s2").heading == "Landing"
    complete(key, "kites/landing", day=FRIDAY)
    assert completions(key) == {**before, "kites/landing": FRIDAY}
    assert "since" not in learner("/en/courses/t1").text


def test_who_was_on_the_way_needs_the_new_step_as_well(make_enrolment, complete, completions, publish):
    key = make_enrolment()
    publish(*NEW_STEP)
    complete(key, *KITES)
    assert set(completions(key)) == {"kites/flying"}
    complete(key, "kites/landing")
    assert set(completions(key)) == {"kites/flying", "kites/landing", "kites"}


def test_when_a_step_becomes_optional_who_has_the_others_has_completed_the_module(three, completions, publish):
    publish(*OPTIONAL)
    assert "lanterns" not in completions(three[0])  # not before the sweep
    outbox.sweep()
    for key in three:
        assert completions(key) == {
            "lanterns/lighting": MONDAY,
            "lanterns/lantern-quiz": MONDAY,
            "lanterns": FRIDAY,
        }


def test_when_a_step_is_retired_who_has_the_others_has_completed_module_and_course(
    make_enrolment, complete, completions, publish
):
    key = make_enrolment()
    publish(*NEW_STEP)
    complete(key, *LANTERNS, *KITES)
    outbox.sweep()
    assert {"kites", COURSE} & set(completions(key)) == set()
    publish(*RETIRED)
    outbox.sweep()
    assert (completions(key)["kites"], completions(key)[COURSE]) == (FRIDAY, FRIDAY)


def test_who_lacks_something_else_has_completed_nothing(make_enrolment, complete, completions, publish):
    key = make_enrolment()
    complete(key, "lanterns/lighting")
    publish(*OPTIONAL)
    outbox.sweep()
    assert set(completions(key)) == {"lanterns/lighting"}


def test_when_a_module_leaves_the_course_who_has_the_others_has_completed_it(
    make_enrolment, complete, completions, publish
):
    key = make_enrolment()
    complete(key, *LANTERNS)
    publish(Edit("course.yaml", "modules: [lanterns, kites]", "modules: [lanterns]"), Remove("kites"))
    outbox.sweep()
    assert completions(key)[COURSE] == FRIDAY


def test_the_sweep_goes_on_in_batches_until_everybody_was_judged(three, completions, publish, monkeypatch):
    monkeypatch.setattr(sweep, "AT_ONCE", 1)
    outbox.sweep()
    publish(*OPTIONAL)
    assert outbox.sweep() == 4  # the last one finds nobody left
    assert [completions(key)["lanterns"] for key in three] == [FRIDAY] * 3
    assert db.session.scalars(select(Work)).all() == []


def test_after_a_failure_in_the_middle_the_sweep_goes_on_from_there(three, completions, publish, monkeypatch, clock):
    monkeypatch.setattr(sweep, "AT_ONCE", 1)
    outbox.sweep()
    judged, judge = [], sweep.judge

    def judge_but_fail_once(enrolment, today):
        judged.append(enrolment.person_id)
        if len(judged) == 2:
            raise OSError
        judge(enrolment, today)

    monkeypatch.setattr(sweep, "judge", judge_but_fail_once)
    publish(*OPTIONAL)
    assert outbox.sweep() == 1
    assert ["lanterns" in completions(key) for key in three] == [True, False, False]
    clock.now += 10 * outbox.PAUSE_SECONDS
    outbox.sweep()
    assert ["lanterns" in completions(key) for key in three] == [True, True, True]
    people = [key[0] for key in three]
    assert judged == [people[0], people[1], people[1], people[2]]


def test_a_sweep_that_comes_twice_keeps_the_first_day(three, completions, publish, monkeypatch):
    publish(*OPTIONAL)
    outbox.sweep()
    monkeypatch.setattr(sweep, "today", lambda: TUESDAY)
    publish(*NEW_STEP)
    outbox.sweep()
    assert completions(three[0])["lanterns"] == FRIDAY


def test_the_sweep_takes_a_turn_of_each_learner(three, publish):
    """So that it waits for whoever is saving just then, and reads what was saved."""
    turns = {key: db.session.get_one(Enrolment, key).turn for key in three}
    db.session.rollback()
    publish(*OPTIONAL)
    outbox.sweep()
    assert all(db.session.get_one(Enrolment, key).turn > turn for key, turn in turns.items())
