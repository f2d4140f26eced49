"""What staff did goes after twelve months; what names a person goes with them."""

from datetime import timedelta

import pytest
from sqlalchemy import func, inspect, or_, select

from lms.db import db, outbox, saving
from lms.db.days import today
from lms.people import audit, commands, grants, invitations, staff, staff_data
from lms.people.audit import KEPT_DAYS, Act, AuditEntry
from lms.people.grants import Grant
from lms.people.invitations import OPEN_DAYS, Invitation
from lms.people.models import Person, SignIn
from lms.people.roles import Held, Role

TABLES = (Grant, Invitation, AuditEntry)


def count(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def rows_that_name(person_id) -> int:
    """How many rows of these tables hold the id of a person, in whatever column refers to one."""
    found = 0
    for table in TABLES:
        columns = [
            column for column in inspect(table).columns
            if any(key.column is Person.__table__.c.id for key in column.foreign_keys)
        ]  # fmt: skip
        found += db.session.scalar(
            select(func.count()).select_from(table).where(or_(*(c == person_id for c in columns)))
        )
    return found


@pytest.mark.parametrize(("days", "kept"), [(0, 1), (KEPT_DAYS, 1), (KEPT_DAYS + 1, 0), (800, 0)])
def test_entries_go_after_twelve_months(context, make_person, days, kept):
    person_id = make_person()
    with saving():
        audit.note(Act.RESET, audit.AT_THE_MACHINE, today() - timedelta(days), person_id)
        outbox.later("forget_old_audit")
    outbox.sweep()
    assert count(AuditEntry) == kept
    assert count(outbox.Work) == 0


@pytest.mark.parametrize(("days", "kept"), [(0, 1), (OPEN_DAYS, 1), (OPEN_DAYS + 1, 0)])
def test_invitations_go_when_they_can_be_taken_up_no_longer(context, days, kept):
    with saving():
        invitations.make(Held(Role.TRAINER), today() - timedelta(days), None)
        outbox.later("forget_old_invitations")
    outbox.sweep()
    assert count(Invitation) == kept


@pytest.fixture
def busy(actor, operator) -> Person:
    """Somebody with a row of every kind: staff who was given roles, gave them, invited and looked."""
    other, second = actor("quiet-lake-9"), actor("operator-2", Held(Role.OPERATOR))
    db.session.rollback()
    with saving():
        staff.look_at(operator, second.id, today())
        staff.grant(operator, second.id, Held(Role.TRAINER), today())
        staff.look_at(second, other.id, today())
        staff.grant(second, other.id, Held(Role.MANAGER), today())
        staff.invite(second, Held(Role.OPERATOR), today())
        token = staff.invite(second, Held(Role.LEARNER), today())
        invitations.accept(other, token, today())
    return second.person


def test_what_is_exported_says_by_which_role_and_never_by_whom(busy, operator):
    given = list(staff_data.export_of(busy.id, "en"))
    assert [(each["what"], each["role"]) for each in given if "by" not in each] == [
        ("You hold a role", "Operator"),
        ("You hold a role", "Trainer"),
        ("You made an invitation", "Operator"),
        ("You made an invitation", "Learner"),
    ]
    assert [(each["what"], each["by"]) for each in given if "by" in each] == [
        ("Your handle was looked up", "operator"),
        ("You were given a role", "operator"),
    ]
    assert operator.id.hex not in str(given).replace("-", "")


def test_after_erasure_no_row_names_the_person_and_what_they_did_to_others_stays(busy):
    busy_id, other = busy.id, db.session.scalar(select(Person.id).where(Person.handle == "quiet-lake-9"))
    assert rows_that_name(busy_id) > 6
    db.session.rollback()
    with saving():
        staff_data.erase(busy_id)
    assert rows_that_name(busy_id) == 0
    assert {grant.held for grant in grants.of(other)} == {Held(Role.MANAGER), Held(Role.LEARNER)}
    assert [entry.act for entry in audit.about(other, 1, 50)] == ["accepted", "granted", "looked_up"]
    assert invitations.still_open(today()) == []


def test_reset_makes_new_words_signs_out_and_is_written(context, make_person, entries):
    person_id = make_person()
    with saving():
        person = db.session.get_one(Person, person_id)
        db.session.add(SignIn(person_id=person_id, signed_in_on=today()))
        commands.reset(person, "new hash", today())
    assert db.session.get_one(Person, person_id).recovery_hash == "new hash"
    assert count(SignIn) == 0
    assert entries() == [("reset", "command", None, person_id, None)]


def test_pages_of_entries_are_the_newest_first_and_tell_whether_more_follow(context, make_person):
    person_id = make_person()
    with saving():
        for days in range(7):
            audit.note(Act.RESET, audit.AT_THE_MACHINE, today() - timedelta(days), person_id)
    first, last = audit.about(person_id, 1, 3), audit.about(person_id, 3, 3)
    assert [(today() - each.day).days for each in first] == [0, 1, 2, 3]
    assert [(today() - each.day).days for each in last] == [6]
