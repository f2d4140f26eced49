"""What can never be kept of a quiz or a check, and why; whatever is refused is not written."""

from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from lms.assessment import services
from lms.assessment.checks import answer_check, answers_in
from lms.assessment.kinds import CheckAnswered
from lms.assessment.models import Attempt
from lms.assessment.services import Sheet
from lms.db import db
from lms.errors import PermissionRefused
from lms.ledger.kinds import NewRecord
from lms.ledger.models import Record
from lms.ledger.receipts import Receipt
from lms.ledger.services import RecordRefused, Refusal
from lms.people.models import Person
from tests.ledger.test_rules import MONDAY, Afternoon, writing

LESSON, OTHER_LESSON = "lanterns/lighting", "lanterns/carrying"
pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def afternoon() -> Afternoon:
    return Afternoon()


def refused(afternoon: Afternoon, record: NewRecord) -> str | None:
    """Why the record is not kept; None when it is."""
    before = afternoon.count()
    (answer,) = afternoon.send([record])
    if isinstance(answer, Receipt):
        return None
    assert answer == Refusal(record.id, answer.reason)
    assert afternoon.count() == before
    return answer.reason


def altered(record: NewRecord, **changed) -> NewRecord:
    given = {name: getattr(record, name) for name in record.__dataclass_fields__}
    return NewRecord(**{**given, "id": uuid4(), **changed})


def check(afternoon: Afternoon, **changed) -> NewRecord:
    payload = {"question": "c-first", "response": "a"}
    return altered(NewRecord(uuid4(), "check_answered", LESSON, payload, afternoon.place.revision_id), **changed)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ({}, "payload-unknown"),
        ({"question": "c-first"}, "payload-unknown"),
        ({"question": "c-first", "response": "a", "more": 1}, "payload-unknown"),
        ({"question": "q-flame", "response": "a"}, "question-unknown"),  # graded
        ({"question": "none", "response": "a"}, "question-unknown"),
        ({"question": ["c-first"], "response": "a"}, "question-unknown"),
        ({"question": "c-first", "response": "z"}, "response-unknown"),
        ({"question": "c-first", "response": ["a"]}, "response-unknown"),
        ({"question": "c-first", "response": "a"}, None),
        ({"question": "c-first", "response": None}, None),
    ],
)
def test_what_an_answer_to_a_check_may_hold(afternoon, payload, reason):
    assert refused(afternoon, check(afternoon, payload=payload)) == reason


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"step": "lanterns/none"}, "step-unknown"),
        ({"step": "kites/lighting"}, "step-unknown"),
        ({"revision": 999_999}, "step-unknown"),
        ({"revision": 0}, "revision-unknown"),
        ({"seq": 1}, "payload-unknown"),
        ({"attempt": uuid4()}, "payload-unknown"),
    ],
)
def test_where_a_check_may_be_answered(afternoon, changed, reason):
    assert refused(afternoon, check(afternoon, **changed)) == reason


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"attempt": None}, "attempt-unknown"),
        ({"attempt": uuid4()}, "attempt-unknown"),
        ({"step": LESSON}, "attempt-unknown"),
        ({"revision": 999_999}, "attempt-unknown"),
        ({"seq": None}, "seq-missing"),
        ({"seq": 0}, "seq-out-of-range"),
        ({"seq": 1_000_001}, "seq-out-of-range"),
        ({"payload": {}}, "payload-unknown"),
        ({"payload": {"question": "c-first", "response": "a"}}, "question-unknown"),
        ({"payload": {"question": None, "response": "a"}}, "question-unknown"),
        ({"payload": {"question": {}, "response": "a"}}, "question-unknown"),
        ({}, None),
        ({"seq": 1_000_000}, None),
    ],
)
def test_what_an_answer_in_an_attempt_may_hold(afternoon, changed, reason):
    assert refused(afternoon, altered(afternoon.answer(0, 0, 1), **changed)) == reason


def test_a_question_of_the_bank_that_was_not_drawn_cannot_be_answered(afternoon):
    bank = {key for key, question in afternoon.module.questions.items() if question.use == afternoon.quiz.key}
    (left_out, *_) = sorted(bank - set(afternoon.attempt.questions))
    record = altered(afternoon.answer(0, 0, 1), payload={"question": left_out, "response": None})
    assert refused(afternoon, record) == "question-unknown"


def test_an_option_that_is_not_there_cannot_be_chosen(afternoon):
    for number in range(3):
        payload = {**afternoon.answer(number, 0, 1).payload, "response": ["z"]}
        assert refused(afternoon, altered(afternoon.answer(number, 0, 1), payload=payload)) == "response-unknown"


@pytest.mark.parametrize(
    "answers",
    [None, "x", {}, ["x"], [1], [None], [str(uuid4()).upper()], [uuid4().hex]],
)
def test_a_finish_names_its_answers_by_their_ids_and_by_nothing_else(afternoon, answers):
    assert refused(afternoon, altered(afternoon.finish([], 1), payload={"answers": answers})) == "payload-unknown"
    assert afternoon.attempt.closed_by is None


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"payload": {}}, "payload-unknown"),
        ({"payload": {"answers": [], "points": 5}}, "payload-unknown"),
        ({"payload": {"answers": [str(uuid4())] * 501}}, "payload-too-large"),
        ({"seq": None}, "seq-missing"),
        ({"attempt": None}, "attempt-unknown"),
        ({"step": LESSON}, "attempt-unknown"),
        ({}, None),
    ],
)
def test_what_a_finish_may_hold(afternoon, changed, reason):
    assert refused(afternoon, altered(afternoon.finish([], 1), **changed)) == reason


def test_another_learners_attempt_is_unknown(afternoon):
    other = Afternoon(2)
    assert refused(afternoon, other.answer(0, 0, 1)) == "attempt-unknown"
    assert refused(afternoon, other.finish([], 1)) == "attempt-unknown"
    assert other.count() == 0
    assert other.attempt.closed_by is None


def test_an_open_attempt_is_given_again_and_the_next_one_has_the_next_number(afternoon):
    first = afternoon.attempt_id
    with writing():
        assert afternoon.issue(afternoon.chance).id == first
    afternoon.send([afternoon.finish([], 1)])
    with writing():
        afternoon.attempt_id = afternoon.issue(afternoon.chance).id
    assert afternoon.attempt_id != first
    assert afternoon.attempt.number == 2
    assert (afternoon.attempt.pass_percent, len(afternoon.attempt.paper)) == (60, 3)


def test_the_database_itself_keeps_a_second_open_attempt_out(afternoon):
    """A partial unique index: whatever the code does, of two there is one."""
    first = afternoon.attempt
    copied = {column.name: getattr(first, column.name) for column in Attempt.__table__.columns}
    with pytest.raises(IntegrityError), writing():
        db.session.add(Attempt(**{**copied, "id": uuid4(), "number": 2}))
        db.session.flush()


def test_nobody_takes_a_quiz_or_answers_a_check_for_somebody_else(afternoon):
    stranger_id = Afternoon(2).key[0]
    sheet = Sheet({}, 0, "form")

    def stranger():
        return db.session.get_one(Person, stranger_id)

    place, quiz = afternoon.place.revision_id, afternoon.quiz
    for act in (
        lambda: services.issue(
            stranger(), afternoon.enrolment, afternoon.module, place, quiz, afternoon.chance, MONDAY
        ),
        lambda: services.save_answers(stranger(), afternoon.attempt, afternoon.enrolment, sheet, MONDAY),
        lambda: services.finish(stranger(), afternoon.attempt, afternoon.enrolment, sheet, True, MONDAY),
        lambda: answer_check(stranger(), afternoon.enrolment, LESSON, "c-first", "a", place, MONDAY),
    ):
        with pytest.raises(PermissionRefused), writing():
            act()
    assert afternoon.count() == 0
    assert afternoon.attempt.closed_by is None


def test_a_check_is_kept_when_its_answer_is_new_and_the_last_one_stands(afternoon):
    def answer(response, step=LESSON, question="c-first"):
        with writing():
            person = db.session.get_one(Person, afternoon.key[0])
            revision = afternoon.place.revision_id
            return answer_check(person, afternoon.enrolment, step, question, response, revision, MONDAY)

    assert answer("a").outcome == "counted"
    assert answer("a") is None
    assert answer("b") is not None
    assert answer("true", OTHER_LESSON, "c-second") is not None
    assert answers_in(afternoon.enrolment, LESSON) == {"c-first": "b"}
    assert answers_in(afternoon.enrolment, OTHER_LESSON) == {"c-second": "true"}
    with pytest.raises(RecordRefused, match="question-unknown"):
        answer("b", question="q-flame")
    assert afternoon.count() == 3


@pytest.mark.parametrize(
    ("question", "response", "words"),
    [
        ("c-first", "a", "option"),
        ("c-wick", "12 mm", "12 mm"),
        ("c-wick", None, "no answer"),
    ],
)
def test_an_answer_is_told_in_words_whatever_the_type_of_its_question(app, afternoon, question, response, words):
    record = check(afternoon, payload={"question": question, "response": response})
    assert refused(afternoon, record) is None
    kept = db.session.get_one(Record, (*afternoon.key, record.id))
    with app.test_request_context("/en/"):
        told = CheckAnswered().in_words(kept, "en")
    assert told["question"]
    assert told["answer"] == words if words != "option" else told["answer"]
