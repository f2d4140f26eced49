"""Leaving a course is for good: what comes later for it is refused, and creates nothing."""

from uuid import uuid4

import pytest

from lms.db import db
from lms.db.days import today
from lms.errors import PermissionRefused
from lms.ledger import services as ledger
from lms.ledger.kinds import NewRecord
from lms.ledger.leaving import leave
from lms.ledger.models import Enrolment
from lms.ledger.services import EnrolmentGone, accept
from lms.people.models import Person
from tests.lives import OF_THE_ACCOUNT, answer_check, lanterns, live, new_learner, rows_about, writing

pytestmark = pytest.mark.usefixtures("context")


def go(key, asks=None) -> None:
    with writing():
        leave(db.session.get_one(Person, asks or key[0]), db.session.get_one(Enrolment, key))


def stale(key) -> Enrolment:
    """The enrolment as another request read it before it was gone."""
    enrolment = db.session.get_one(Enrolment, key)
    db.session.expunge(enrolment)
    db.session.rollback()
    return enrolment


def test_another_persons_enrolment_cannot_be_left():
    key, other = new_learner("calm-river-7"), new_learner("quiet-lake-9")
    live(key)
    before = rows_about(*key)
    with pytest.raises(PermissionRefused):
        go(key, asks=other[0])
    assert rows_about(*key) == before


def test_leaving_twice_is_refused_and_changes_nothing():
    key = new_learner("calm-river-7")
    live(key)
    enrolment = stale(key)
    go(key)
    with pytest.raises(EnrolmentGone), writing():
        leave(db.session.get_one(Person, key[0]), enrolment)
    assert rows_about(key[1]) == {"lms_outbox": 1}


def test_records_that_come_later_are_refused_and_create_nothing():
    key = new_learner("calm-river-7")
    live(key)
    enrolment = stale(key)
    go(key)
    payload = {"question": "c-first", "response": "a"}
    record = NewRecord(uuid4(), "check_answered", "lanterns/lighting", payload, lanterns().revision_id)
    with pytest.raises(EnrolmentGone), writing():
        accept(enrolment, [record], today())
    assert set(rows_about(*key)) == OF_THE_ACCOUNT | {"lms_outbox"}


def test_whoever_takes_the_course_again_begins_anew():
    key = new_learner("calm-river-7")
    live(key)
    go(key)
    with writing():
        enrolment = ledger.enrol(db.session.get_one(Person, key[0]), lanterns_course(), today())
        again = (key[0], enrolment.id)
    assert again != key
    live(again, answer_check)
    assert rows_about(again[1]) == {"lms_enrolment": 1, "lms_record": 1}


def lanterns_course() -> int:
    return db.session.execute(db.text("SELECT id FROM lms_course")).scalar_one()
