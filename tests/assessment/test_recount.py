"""`lms progress check`: whatever was changed behind the ledger's back is found."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy import delete

from lms.assessment.draws import type_of
from lms.assessment.models import Attempt
from lms.assessment.recount import findings, findings_in
from lms.curriculum import queries as curriculum
from lms.db import db
from lms.ledger.kinds import NewRecord
from lms.ledger.models import Enrolment, Record
from lms.progress.models import COURSE, Completion
from tests.ledger.test_rules import MONDAY, Afternoon, writing

pytestmark = pytest.mark.usefixtures("context")


class Graduate(Afternoon):
    """A learner who has completed the whole course."""

    def __init__(self):
        super().__init__()
        revisions = {place.key: place.revision_id for place in curriculum.outline("t1").modules}
        flying = NewRecord(self.new_id(), "step_done", "kites/flying", {}, revisions["kites"])
        right = [self.right(number, key) for number, key in enumerate(self.attempt.questions, start=1)]
        self.send([self.lesson_done(0), self.lesson_done(1), flying, *right, self.finish(right, 9)])

    def right(self, seq: int, key: str) -> NewRecord:
        question = self.module.questions[key]
        response = type_of(question).read(question, sorted(type_of(question).right(question)))
        attempt, payload = self.attempt, {"question": key, "response": response}
        return NewRecord(self.new_id(), "answer_given", attempt.step, payload, attempt.revision_id, attempt.id, seq)

    def completion(self, what: str) -> Completion:
        return db.session.get_one(Completion, (*self.key, what))

    def completed_without_reason(self, what: str) -> None:
        course = curriculum.outline("t1")
        revisions = {place.key: place.revision_id for place in course.modules}
        revision = revisions.get(what.partition("/")[0], course.revision_id)
        given = {"day": MONDAY, "revision_id": revision, "reason": "done"}
        db.session.add(Completion(person_id=self.key[0], enrolment_id=self.key[1], what=what, **given))

    def uncompleted(self, *whats: str) -> None:
        for what in whats:
            db.session.delete(self.completion(what))

    def records(self, kind: str) -> list[Record]:
        return db.session.query(Record).filter_by(enrolment_id=self.key[1], kind=kind).order_by(Record.turn).all()


def found(learner: Afternoon) -> str:
    return "\n".join(findings_in(learner.enrolment))


def change_attempt(**changed) -> Callable[[Graduate], None]:
    def change(learner):
        for name, value in changed.items():
            setattr(learner.attempt, name, value)

    return change


def change_record(kind: str, **changed) -> Callable[[Graduate], None]:
    def change(learner):
        for name, value in changed.items():
            setattr(learner.records(kind)[0], name, value)

    return change


def fall_behind(learner):
    learner.enrolment.turn -= 1


def lose_an_answer(learner):
    db.session.delete(learner.records("answer_given")[0])


def lose_the_finish(learner):
    db.session.delete(learner.records("attempt_finished")[0])


#: what was done behind the ledger's back, and what is said about it
DAMAGES = {
    "an answer was changed": (change_record("answer_given", payload={"question": "q-oil", "response": ["b"]}), "came"),
    "a lesson became another": (change_record("step_done", step="lanterns/extra"), "is not as it came"),
    "a wording became another": (change_record("step_done", revision_id=3), "is not as it came"),
    "a digest was changed": (change_record("step_done", digest="0" * 64), "is not as it came"),
    "the turn was set back": (fall_behind, "is behind its records"),
    "an answer is gone": (lose_an_answer, "its records say None"),
    "the finish is gone": (lose_the_finish, "its records say None"),
    "the attempt was opened again": (change_attempt(closed_by=None), "is closed by None"),
    "the attempt was closed by something else": (change_attempt(closed_by=uuid4()), "is closed by"),
    "a point was given": (change_attempt(points=6), "has 6 of"),
    "a point was taken": (change_attempt(points=0), "has 0 of"),
    "the maximum was changed": (change_attempt(maximum=100), "of 100 points"),
    "a pass became none": (change_attempt(passed=False), "its records say"),
    "a step is complete without a record": (
        lambda learner: learner.completed_without_reason("lanterns/extra"),
        "step lanterns/extra is complete without a record",
    ),
    "a lesson's completion is gone": (
        lambda learner: learner.uncompleted("lanterns/lighting"),
        "step lanterns/lighting was earned, and its completion is missing",
    ),
    "a quiz's completion is gone": (
        lambda learner: learner.uncompleted("lanterns/lantern-quiz"),
        "step lanterns/lantern-quiz was earned, and its completion is missing",
    ),
    "a module's completion is gone": (
        lambda learner: learner.uncompleted("kites"),
        "module kites was earned, and its completion is missing",
    ),
    "the course's completion is gone": (
        lambda learner: learner.uncompleted(COURSE),
        "the course was earned, and its completion is missing",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_was_done_behind_the_ledgers_back_is_found(damage):
    learner = Graduate()
    assert found(learner) == ""
    assert learner.completion(COURSE).reason == "all-steps"
    do, words = DAMAGES[damage]
    with writing():
        do(learner)
    assert words in found(learner)


def test_a_module_and_a_course_that_were_not_earned_are_found():
    learner = Afternoon()
    assert found(learner) == ""
    with writing():
        Graduate.completed_without_reason(learner, "kites")
    assert found(learner).startswith("module kites is complete without all required steps")
    with writing():
        db.session.execute(delete(Completion).where(Completion.enrolment_id == learner.key[1]))
        Graduate.completed_without_reason(learner, COURSE)
    assert found(learner).startswith("the course is complete without all modules of revision")


def test_a_beginner_an_open_attempt_and_a_failed_one_are_in_order():
    learner = Afternoon()
    learner.send([learner.answer(0, 0, 1), learner.lesson_done(2)])
    assert found(learner) == ""
    learner.send([learner.finish([], 3)])
    assert learner.attempt.passed is False
    assert found(learner) == ""


def test_every_finding_names_its_enrolment_and_only_the_damaged_ones_are_named():
    sound, damaged = Graduate(), Graduate()
    with writing():
        damaged.attempt.points += 1
        damaged.uncompleted("kites")
    said = list(findings())
    assert len(said) == 3  # the points, the module, and the course that needs it
    assert all(str(damaged.key[1]) in finding for finding in said)
    assert str(sound.key[1]) not in "".join(said)


def test_counting_again_writes_nothing():
    learner = Graduate()
    with writing():
        learner.attempt.points = 1
    list(findings())
    db.session.rollback()
    assert db.session.get_one(Attempt, (learner.key[0], learner.attempt_id)).points == 1
    assert db.session.get_one(Enrolment, learner.key).turn == learner.enrolment.turn
