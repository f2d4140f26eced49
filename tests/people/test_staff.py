"""What operators do about people: asked for, written down, and never so that nobody is left to do it."""

import threading

import pytest
from sqlalchemy.exc import IntegrityError

from lms.curriculum import queries as curriculum
from lms.db import db, saving
from lms.db.days import today
from lms.errors import PermissionRefused
from lms.people import audit, grants, invitations, queries, services, staff
from lms.people.access import Actor
from lms.people.audit import AuditIsAppendOnly
from lms.people.grants import Grant
from lms.people.models import Person
from lms.people.roles import Held, Role
from lms.people.staff import LastOperator

OPERATOR = Held(Role.OPERATOR)


@pytest.fixture
def course(context) -> int:
    return curriculum.outline("t1").course_id


def do(call, *args):
    """The outcome of a service in a transaction of its own."""
    db.session.rollback()
    with saving():
        return call(*args, today())


def roles_of(person_id) -> set[Held]:
    db.session.rollback()
    return {grant.held for grant in grants.of(person_id)}


@pytest.mark.parametrize("held", [(), (Held(Role.TRAINER),), (Held(Role.MANAGER), Held(Role.LEARNER))])
def test_without_the_role_of_an_operator_nothing_is_done_and_nothing_written(actor, make_person, entries, held):
    stranger, other = actor("stranger-1", *held), make_person()
    calls = (
        (staff.look_up, stranger, "calm-river-7"),
        (staff.look_at, stranger, other),
        (staff.grant, stranger, other, OPERATOR),
        (staff.grant, stranger, stranger.id, OPERATOR),
        (staff.withdraw, stranger, other, other),
        (staff.invite, stranger, OPERATOR),
        (staff.withdraw_invitation, stranger, other),
    )
    for call in calls:
        with pytest.raises(PermissionRefused):
            do(*call)
    assert entries() == []
    assert roles_of(other) == set()


def test_a_handle_is_found_by_its_exact_letters_however_they_are_spelt(operator, make_person):
    person_id = make_person()
    for handle in ("calm-river-7", "Calm-RIVER-7", " calm-river-7 "):
        assert do(staff.look_up, operator, handle).id == person_id
    for handle in ("calm-river", "calm-river-", "calm-river-77", "calm", "%", "calm-river-_", ""):
        assert do(staff.look_up, operator, handle) is None


def test_to_look_is_written_once_for_each_operator_person_and_day(actor, operator, make_person, entries, monkeypatch):
    second, person_id, other = actor("operator-2", OPERATOR), make_person(), make_person("quiet-lake-9")
    for _ in range(3):
        do(staff.look_up, operator, "calm-river-7")
        do(staff.look_at, operator, person_id)
    do(staff.look_at, second, person_id)
    do(staff.look_at, operator, other)
    assert [(act, by, about) for act, _, by, about, _ in entries()] == [
        ("looked_up", operator.id, person_id), ("looked_up", second.id, person_id), ("looked_up", operator.id, other),
    ]  # fmt: skip


def test_a_role_is_given_once_and_works_at_once(operator, make_person, entries, course):
    person_id = make_person()
    for held in (Held(Role.TRAINER, course), Held(Role.TRAINER), Held(Role.MANAGER)):
        assert do(staff.grant, operator, person_id, held)
        assert not do(staff.grant, operator, person_id, held)
    assert roles_of(person_id) == {Held(Role.TRAINER, course), Held(Role.TRAINER), Held(Role.MANAGER)}
    assert [act for act, *_ in entries()] == ["granted"] * 3
    db.session.rollback()
    with saving():
        device = services.sign_in(person_id, today()).id
    assert queries.signed_in(person_id, device).roles == roles_of(person_id)


def test_a_role_that_is_withdrawn_is_gone_from_the_next_request_on(operator, make_person, entries):
    person_id = make_person()
    do(staff.grant, operator, person_id, Held(Role.TRAINER))
    grant_id = grants.of(person_id)[0].id
    db.session.rollback()
    with saving():
        device = services.sign_in(person_id, today()).id
    do(staff.withdraw, operator, person_id, grant_id)
    do(staff.withdraw, operator, person_id, grant_id)  # pressed twice
    assert queries.signed_in(person_id, device).roles == frozenset()
    assert [act for act, *_ in entries()] == ["granted", "withdrawn"]


def test_the_last_operator_cannot_be_withdrawn(operator, entries):
    grant_id = grants.of(operator.id)[0].id
    with pytest.raises(LastOperator):
        do(staff.withdraw, operator, operator.id, grant_id)
    assert roles_of(operator.id) == {OPERATOR}
    assert entries() == []


def test_an_operator_can_withdraw_themself_when_there_is_another(actor, operator):
    second = actor("operator-2", OPERATOR)
    do(staff.withdraw, second, second.id, grants.of(second.id)[0].id)
    assert roles_of(second.id) == set()
    with pytest.raises(LastOperator):
        do(staff.withdraw, operator, operator.id, grants.of(operator.id)[0].id)


def test_of_two_operators_who_withdraw_each_other_one_stays(app, actor, operator):
    second = actor("operator-2", OPERATOR)
    ids = [(operator.id, second.id), (second.id, operator.id)]
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def withdraw(mine, other):
        with app.app_context():
            start.wait(10)
            try:
                with saving():
                    me = Actor(db.session.get_one(Person, mine), frozenset({OPERATOR}))
                    staff.withdraw(me, other, grants.of(other)[0].id, today())
                outcomes.append("withdrawn")
            except LastOperator:
                outcomes.append("last")

    threads = [threading.Thread(target=withdraw, args=pair) for pair in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["last", "withdrawn"]
    db.session.rollback()
    assert len(grants.operators()) == 1


def test_links_that_an_operator_made_end_with_the_role(actor, operator):
    second = actor("operator-2", OPERATOR)
    back_door = do(staff.invite, second, OPERATOR)
    kept = do(staff.invite, operator, Held(Role.TRAINER))
    do(staff.withdraw, operator, second.id, grants.of(second.id)[0].id)
    assert invitations.find(back_door, today()) is None
    assert invitations.find(kept, today()) is not None


def test_a_role_for_everything_stands_before_the_same_one_of_a_course(actor, course):
    person = actor("quiet-lake-9", Held(Role.TRAINER, course), Held(Role.TRAINER))
    assert [grant.course_id for grant in grants.of(person.id)] == [None, course]


def test_the_database_holds_no_operator_of_one_course(make_person, course):
    person_id = make_person()
    db.session.rollback()
    with pytest.raises(IntegrityError), saving():
        db.session.add(Grant(person_id=person_id, role="operator", course_id=course, granted_on=today()))


def test_what_is_written_about_staff_is_never_changed(operator, make_person):
    person_id = make_person()
    do(staff.look_at, operator, person_id)
    entry = audit.about(person_id, 1, 50)[0]
    db.session.rollback()
    with pytest.raises(AuditIsAppendOnly), saving():
        entry.act = "granted"


def test_of_a_look_only_ids_and_the_day_are_kept():
    assert set(audit.AuditEntry.__table__.columns.keys()) == {
        "id", "day", "act", "by_id", "by_role", "about_id", "role", "course_id",
    }  # fmt: skip
