"""Rules 1 to 4 of the ledger (DESIGN 4): the same records in any order, repeated, in any batches, from two devices."""

import itertools
from contextlib import contextmanager
from random import Random
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.assessment import services as assessment
from lms.assessment.closing import records_of, standing
from lms.assessment.draws import type_of
from lms.assessment.models import Attempt
from lms.assessment.recount import findings_in
from lms.curriculum import queries as curriculum
from lms.db import db, saving
from lms.db.days import today
from lms.ledger import services as ledger
from lms.ledger.kinds import NewRecord
from lms.ledger.models import Enrolment, Record
from lms.ledger.receipts import Receipt
from lms.ledger.services import Refusal, accept
from lms.people import services as people
from lms.people.models import Person
from lms.progress.services import completed

MONDAY = today()
handles = itertools.count()
pytestmark = pytest.mark.usefixtures("context")


@contextmanager
def writing():
    """A transaction of its own, as each request has."""
    db.session.rollback()
    with saving():
        yield


class Afternoon:
    """A new learner of the tiny course with an open attempt, and the records they might send."""

    def __init__(self, seed: int = 1):
        self.chance = Random(seed)  # the same ids in each run, or hypothesis could not shrink
        with writing():
            person = people.join(f"learner-{next(handles)}", "-", "-", "en", MONDAY)
            outline = curriculum.outline("t1")
            self.place = outline.modules[0]
            self.module = curriculum.module_document(self.place.revision_id)
            self.quiz = next(step for step in self.module.steps if step.kind == "quiz")
            enrolment = ledger.enrol(person, outline.course_id, MONDAY)
            self.key = (person.id, enrolment.id)
            self.attempt_id = self.issue(Random(seed)).id

    def new_id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    @property
    def enrolment(self) -> Enrolment:
        return db.session.get_one(Enrolment, self.key)

    @property
    def attempt(self) -> Attempt:
        return db.session.get_one(Attempt, (self.key[0], self.attempt_id))

    def issue(self, chance: Random) -> Attempt:
        person = db.session.get_one(Person, self.key[0])
        place = self.place.revision_id
        return assessment.issue(person, self.enrolment, self.module, place, self.quiz, chance, MONDAY)

    def answer(self, number: int, option: int, seq: int, record_id: UUID | None = None) -> NewRecord:
        """An answer to the drawn question of that number, with the option of that number."""
        attempt = self.attempt
        key = attempt.questions[number % len(attempt.questions)]
        question = self.module.questions[key]
        options = type_of(question).options(question)
        response = type_of(question).read(question, [options[option % len(options)]])
        payload = {"question": key, "response": response}
        return NewRecord(
            record_id or self.new_id(), "answer_given", attempt.step, payload, attempt.revision_id, attempt.id, seq
        )

    def finish(self, answers: list[NewRecord], seq: int) -> NewRecord:
        attempt = self.attempt
        payload = {"answers": sorted(str(answer.id) for answer in answers)}
        return NewRecord(self.new_id(), "attempt_finished", attempt.step, payload, attempt.revision_id, attempt.id, seq)

    def lesson_done(self, number: int = 0) -> NewRecord:
        lessons = [step for step in self.module.steps if step.kind == "lesson"]
        step = f"{self.module.key}/{lessons[number % len(lessons)].key}"
        return NewRecord(self.new_id(), "step_done", step, {}, self.place.revision_id)

    def send(self, records: list[NewRecord]) -> list[Receipt | Refusal]:
        with writing():
            return accept(self.enrolment, records, MONDAY)

    def state(self) -> tuple:
        """What the attempt is worth, and which responses stand, without ids."""
        attempt = self.attempt
        records = records_of(attempt)
        closing = next((record for record in records if record.id == attempt.closed_by), None)
        stands = {key: record.payload["response"] for key, record in standing(records, closing).items()}
        return attempt.closed_by is not None, attempt.points, attempt.passed, stands

    def count(self) -> int:
        return db.session.scalar(select(func.count()).select_from(Record).where(Record.enrolment_id == self.key[1]))

    def is_clean(self) -> bool:
        return list(findings_in(self.enrolment)) == []


#: (question, option, seq): two devices count their own seq, so the same seq may come twice
taps = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 6)), min_size=1, max_size=8)


def sendings(draw, records: list[NewRecord]) -> list[list[NewRecord]]:
    """The records in random order, some of them repeated, cut into batches."""
    repeated = records + draw(st.lists(st.sampled_from(records), max_size=4))
    order = draw(st.permutations(repeated))
    cuts = sorted(draw(st.lists(st.integers(0, len(order)), max_size=3)))
    return [list(order[start:end]) for start, end in itertools.pairwise([0, *cuts, len(order)])]


@given(data=st.data(), taps=taps)
def test_the_same_records_in_any_order_and_repeated_end_in_the_same_state(data, taps):
    afternoon = Afternoon()
    answers = [afternoon.answer(*tap) for tap in taps]
    named = data.draw(st.lists(st.sampled_from(answers), unique_by=lambda answer: answer.id))
    records = [*answers, afternoon.finish(named, 7)]
    for batch in sendings(data.draw, records):
        afternoon.send(batch)
    greatest: dict[str, NewRecord] = {}
    for answer in named:
        key = answer.payload["question"]
        if key not in greatest or (answer.seq, answer.id) > (greatest[key].seq, greatest[key].id):
            greatest[key] = answer
    closed, points, passed, stands = afternoon.state()
    assert closed
    assert stands == {key: answer.payload["response"] for key, answer in greatest.items()}
    assert afternoon.count() == len(records)
    assert afternoon.is_clean()


@given(data=st.data(), taps=taps)
def test_a_record_sent_again_gives_its_first_receipt_and_changes_nothing(data, taps):
    afternoon = Afternoon()
    answers = [afternoon.answer(*tap) for tap in taps]
    records = [*answers, afternoon.finish(answers, 7), afternoon.lesson_done()]
    first = {receipt.record: receipt for batch in sendings(data.draw, records) for receipt in afternoon.send(batch)}
    state, count = afternoon.state(), afternoon.count()
    again = {receipt.record: receipt for batch in sendings(data.draw, records) for receipt in afternoon.send(batch)}
    assert again == first
    assert (afternoon.state(), afternoon.count()) == (state, count)


@given(data=st.data(), taps=taps)
def test_of_two_finishes_one_closes_the_attempt_and_it_stays_closed(data, taps):
    afternoon = Afternoon()
    answers = [afternoon.answer(*tap) for tap in taps]
    subsets = st.lists(st.sampled_from(answers), unique_by=lambda answer: answer.id)
    finishes = [afternoon.finish(data.draw(subsets), 7), afternoon.finish(data.draw(subsets), 7)]
    closed_by, state = None, ()
    for batch in sendings(data.draw, [*answers, *finishes]):
        afternoon.send(batch)
        if closed_by:
            assert afternoon.attempt.closed_by == closed_by
            assert afternoon.state() == state
        closed_by, state = afternoon.attempt.closed_by, afternoon.state()
    assert closed_by in {finish.id for finish in finishes}
    assert afternoon.is_clean()


@given(data=st.data(), taps=taps)
def test_completions_are_never_taken_back(data, taps):
    afternoon = Afternoon()
    answers = [afternoon.answer(*tap) for tap in taps]
    records = [*answers, afternoon.finish(answers, 7), *(afternoon.lesson_done(n) for n in range(3))]
    before: set[str] = set()
    for batch in sendings(data.draw, records):
        afternoon.send(batch)
        after = completed(*afternoon.key)
        assert before <= after
        before = after
    assert {record.step for record in records if record.kind == "step_done"} <= before
    assert afternoon.is_clean()


def test_an_id_with_another_content_is_refused_and_says_so():
    afternoon = Afternoon()
    first = afternoon.answer(0, 0, 1)
    changed = afternoon.answer(0, 1, 1, first.id)
    assert isinstance(afternoon.send([first])[0], Receipt)
    assert afternoon.send([changed]) == [Refusal(first.id, "id-used")]
    other = afternoon.answer(1, 0, 1)
    in_one = afternoon.send([other, afternoon.answer(1, 1, 1, other.id)])
    assert isinstance(in_one[0], Receipt)
    assert in_one[1] == Refusal(other.id, "id-used")
    assert afternoon.count() == 2


def test_one_bad_record_does_not_stop_the_others():
    afternoon = Afternoon()
    good, bad = afternoon.answer(0, 0, 1), NewRecord(uuid4(), "no_such_kind", "a/b", {}, 1)
    answers = afternoon.send([bad, good])
    assert answers[0] == Refusal(bad.id, "kind-unknown")
    assert isinstance(answers[1], Receipt)


def test_what_comes_after_the_close_is_kept_and_says_that_it_changes_nothing():
    afternoon = Afternoon()
    answer = afternoon.answer(0, 0, 1)
    afternoon.send([answer, afternoon.finish([answer], 2)])
    before = afternoon.state()
    late = afternoon.send([afternoon.answer(0, 1, 3)])
    assert [receipt.outcome for receipt in late] == ["late"]
    assert afternoon.state() == before
    assert afternoon.count() == 3
    assert afternoon.is_clean()


def test_a_finish_waits_for_the_answers_it_names_and_may_be_sent_without_them():
    afternoon = Afternoon()
    here, missing = afternoon.answer(0, 0, 1), afternoon.answer(1, 0, 2)
    assert afternoon.send([here, afternoon.finish([here, missing], 3)])[1].outcome == "waiting"
    assert afternoon.attempt.closed_by is None
    assert afternoon.send([afternoon.finish([here], 4)])[0].outcome == "counted"
    assert afternoon.attempt.closed_by is not None
    assert afternoon.send([missing])[0].outcome == "late"


def test_a_failed_attempt_after_a_passed_one_takes_nothing_away():
    afternoon = Afternoon()
    right = []
    for number, key in enumerate(afternoon.attempt.questions):
        question = afternoon.module.questions[key]
        response = type_of(question).read(question, sorted(type_of(question).right(question)))
        answer = afternoon.answer(number, 0, number + 1)
        right.append(
            NewRecord(
                answer.id,
                answer.kind,
                answer.step,
                {"question": key, "response": response},
                answer.revision,
                answer.attempt,
                answer.seq,
            )
        )
    afternoon.send([*right, afternoon.finish(right, 9)])
    assert afternoon.attempt.passed
    assert afternoon.attempt.step in completed(*afternoon.key)
    with writing():
        afternoon.attempt_id = afternoon.issue(Random(2)).id
    afternoon.send([afternoon.finish([], 1)])
    assert afternoon.attempt.passed is False
    assert afternoon.attempt.step in completed(*afternoon.key)
    assert afternoon.is_clean()


def test_the_check_of_progress_sees_what_does_not_follow_from_the_ledger():
    afternoon = Afternoon()
    answer = afternoon.answer(0, 0, 1)
    afternoon.send([answer, afternoon.finish([answer], 2)])
    with writing():
        afternoon.attempt.points += 1
        record = db.session.get_one(Record, (*afternoon.key, answer.id))
        record.payload = {**record.payload, "response": "another"}
    found = " ".join(findings_in(afternoon.enrolment))
    assert "points" in found
    assert "is not as it came" in found


def test_ids_that_hold_a_time_are_refused():
    afternoon = Afternoon()
    answer = afternoon.answer(0, 0, 1, UUID("018f0000-0000-7000-8000-000000000000"))
    assert afternoon.send([answer]) == [Refusal(answer.id, "id-not-random")]
