"""Several enrolments in one call: turns in one order, answers in the order given, and each batch on its own."""

from uuid import UUID, uuid4

import pytest

from lms.curriculum import queries as curriculum
from lms.curriculum import services as curriculum_services
from lms.db import db, saving
from lms.db.days import today
from lms.ledger import batches as module
from lms.ledger.batches import GONE, UNKNOWN, Batch, accept_all, mine_among
from lms.ledger.kinds import NewRecord
from lms.ledger.receipts import Receipt
from lms.ledger.services import EnrolmentGone, Refusal, enrol
from lms.people.models import Person
from lms.registry import registries
from tests.curriculum.cases import Edit, copied


@pytest.fixture
def two(make_enrolment, context, tmp_path) -> tuple[UUID, dict[str, UUID]]:
    """A person who takes two courses; by course address, the enrolments."""
    (tmp_path / "files").mkdir()
    course = copied(tmp_path / "files")
    Edit("course.yaml", "key: tiny\naddress: t1", "key: other\naddress: t2").make(course)
    person_id, first = make_enrolment()
    with saving():
        curriculum_services.load(course, registries(), today())
        person = db.session.get_one(Person, person_id)
        second = enrol(person, curriculum.outline("t2").course_id, today()).id
    return person_id, {"t1": first, "t2": second}


def lesson_done(course: str) -> NewRecord:
    revisions = {place.key: place.revision_id for place in curriculum.outline(course).modules}
    return NewRecord(uuid4(), "step_done", "lanterns/lighting", {}, revisions["lanterns"])


def send(person_id: UUID, batches: list[Batch]) -> list[list[Receipt | Refusal]]:
    db.session.rollback()
    with saving():
        person = db.session.get_one(Person, person_id)
        return accept_all(person, mine_among(person, batches), batches, today())


def test_turns_are_taken_in_one_order_and_answers_come_in_the_order_given(two, monkeypatch):
    person_id, enrolments = two
    taken, accept = [], module.accept

    def noting(enrolment, *given):
        taken.append(enrolment.id)
        return accept(enrolment, *given)

    monkeypatch.setattr(module, "accept", noting)
    batches = [Batch(enrolments[course], (lesson_done(course),)) for course in ("t1", "t2")]
    for order in (batches, batches[::-1]):
        taken.clear()
        answers = send(person_id, order)
        assert taken == sorted(enrolments.values())
        assert [told[0].record for told in answers] == [batch.records[0].id for batch in order]
        assert all(isinstance(told[0], Receipt) for told in answers)


def test_a_record_of_one_course_is_refused_in_the_enrolment_of_another(two):
    person_id, enrolments = two
    (answers,) = send(person_id, [Batch(enrolments["t1"], (lesson_done("t2"),))])
    assert [answer.reason for answer in answers] == ["step-unknown"]


def test_who_leaves_while_the_call_waits_is_told_so_and_the_rest_is_kept(two, monkeypatch):
    person_id, enrolments = two
    accept = module.accept

    def gone(enrolment, *given):
        if enrolment.id == enrolments["t1"]:
            raise EnrolmentGone
        return accept(enrolment, *given)

    monkeypatch.setattr(module, "accept", gone)
    batches = [Batch(enrolments[course], (lesson_done(course),)) for course in ("t1", "t2")]
    first, second = send(person_id, [*batches])
    assert first == [Refusal(batches[0].records[0].id, GONE)]
    assert isinstance(second[0], Receipt)


def test_what_is_nobodys_is_unknown(two):
    record = lesson_done("t1")
    assert send(two[0], [Batch(uuid4(), (record,))]) == [[Refusal(record.id, UNKNOWN)]]
