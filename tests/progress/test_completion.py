"""Steps, modules and the course: complete once, and kept."""

from uuid import uuid4

import pytest

from lms.curriculum import queries as curriculum
from lms.db import db, saving
from lms.errors import PermissionRefused
from lms.ledger.models import Enrolment
from lms.ledger.services import RecordRefused
from lms.people.models import Person
from lms.progress.models import COURSE, Completion
from lms.progress.queries import Standing, standings
from lms.progress.services import mark_done
from tests.progress.conftest import FRIDAY, KITES, LANTERNS, MONDAY


@pytest.fixture
def key(make_enrolment):
    return make_enrolment()


@pytest.fixture
def mark(context):
    """A lesson is marked as done by somebody, in somebody's enrolment."""

    def send(key, step="lanterns/lighting", person_id=None, revision=None, day=MONDAY):
        db.session.rollback()
        revisions = {place.key: place.revision_id for place in curriculum.outline("t1").modules}
        db.session.rollback()
        with saving():
            person = db.session.get_one(Person, person_id or key[0])
            enrolment = db.session.get_one(Enrolment, key)
            return mark_done(person, enrolment, step, revision or revisions["lanterns"], day)

    return send


def test_a_module_is_complete_with_its_last_required_step_in_whatever_order(key, complete, completions):
    for step in LANTERNS[::-1]:
        assert "lanterns" not in completions(key)
        complete(key, step)
    assert set(completions(key)) == {*LANTERNS, "lanterns"}


def test_an_optional_step_completes_nothing_but_itself(key, complete, completions):
    complete(key, "lanterns/extra", *LANTERNS[:2])
    assert set(completions(key)) == {"lanterns/extra", *LANTERNS[:2]}


def test_the_course_is_complete_with_its_last_module(key, complete, completions):
    complete(key, *KITES)
    assert COURSE not in completions(key)
    complete(key, *LANTERNS, day=FRIDAY)
    found = completions(key)
    assert (found["kites"], found["lanterns"], found[COURSE]) == (MONDAY, FRIDAY, FRIDAY)


def test_completing_twice_keeps_the_first_day(key, complete, completions):
    complete(key, *LANTERNS, *KITES)
    before = completions(key)
    assert set(before.values()) == {MONDAY}
    complete(key, *LANTERNS, *KITES, day=FRIDAY)
    assert completions(key) == before


def test_a_completion_says_why_and_under_which_wording(key, complete, context):
    complete(key, *KITES)
    revision = next(place.revision_id for place in curriculum.outline("t1").modules if place.key == "kites")
    rows = {what: db.session.get_one(Completion, (*key, what)) for what in ("kites/flying", "kites")}
    assert {what: (row.reason, row.revision_id) for what, row in rows.items()} == {
        "kites/flying": ("done", revision),
        "kites": ("all-steps", revision),
    }


def test_what_one_learner_completes_completes_nothing_of_anothers(key, complete, completions, make_enrolment):
    other = make_enrolment("quiet-lake-9")
    complete(key, *LANTERNS)
    assert completions(other) == {}


def test_a_lesson_is_marked_as_done_once(key, mark, completions):
    record = mark(key)
    assert (record.kind, record.step, record.payload) == ("step_done", "lanterns/lighting", {})
    assert mark(key, day=FRIDAY) is None
    assert completions(key) == {"lanterns/lighting": MONDAY}


@pytest.mark.parametrize(
    ("step", "revision"),
    [
        ("lanterns/lantern-quiz", None),  # a quiz is done when it is passed
        ("lanterns/none", None),
        ("kites/lighting", None),
        ("lighting", None),
        ("lanterns/", None),
        ("lanterns/lighting", 999_999),
        ("lanterns/lighting", -1),
    ],
)
def test_what_is_no_lesson_of_that_wording_cannot_be_marked_as_done(key, mark, completions, step, revision):
    with pytest.raises(RecordRefused):
        mark(key, step, revision=revision)
    assert completions(key) == {}


def test_the_course_documents_revision_is_no_wording_of_a_lesson(key, mark, completions):
    with pytest.raises(RecordRefused, match="step-unknown"):
        mark(key, revision=curriculum.outline("t1").revision_id)
    assert completions(key) == {}


def test_nobody_marks_a_lesson_as_done_for_somebody_else(key, mark, completions, make_person):
    with pytest.raises(PermissionRefused):
        mark(key, person_id=make_person("quiet-lake-9"))
    assert completions(key) == {}


def test_where_one_stands_is_read_in_one_statement(key, complete, count_statements, context):
    complete(key, *KITES)
    course_id = curriculum.outline("t1").course_id
    db.session.rollback()
    found = {}
    assert len(count_statements(lambda: found.update(standings(key[0])))) == 1
    assert found == {course_id: Standing(key[1], {"kites": MONDAY, "kites/flying": MONDAY})}


def test_who_has_done_nothing_yet_stands_at_the_beginning_and_who_takes_no_course_nowhere(key, context, make_person):
    (standing,) = standings(key[0]).values()
    assert (standing.enrolment, standing.done) == (key[1], {})
    assert standings(make_person("quiet-lake-9")) == {}
    assert standings(uuid4()) == {}
