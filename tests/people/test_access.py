"""Who may do what, each rule over all that can be asked of it: every role, in every scope, at every place."""

import itertools
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.errors import PermissionRefused
from lms.people.access import RULES, Actor, Permission, has_account, is_self, may, require
from lms.people.models import Person
from lms.people.roles import EVERYWHERE, Held, Place, Role

FIRST, SECOND = (Person(id=UUID(int=number), handle=f"person-{number}") for number in (1, 2))
OWNERS = [FIRST.id, SECOND.id, None]
HERE, ELSEWHERE = 1, 2  #: two courses
PLACES = [EVERYWHERE, Place(HERE), Place(ELSEWHERE), Place(HERE, frozenset({7}))]
#: every role with every scope it can have
HELD = [Held(role, course) for role in Role for course in (None, HERE, ELSEWHERE) if role is not Role.OPERATOR]
HELD.append(Held(Role.OPERATOR))
#: one's own, and nobody else's, whatever one holds
OWN = {
    Permission.LEARNER_READ,
    Permission.LEARNER_WRITE,
    Permission.ACCOUNT_CHANGE,
    Permission.ACCOUNT_ERASE,
    Permission.DATA_EXPORT,
    Permission.COURSE_LEAVE,
}
ANYBODY = {Permission.COURSE_TAKE, Permission.INVITATION_ANSWER}  #: with an account
BY_ROLE = {Permission.PEOPLE_MANAGE, Permission.COURSE_REPORTS_READ}

roles = st.frozensets(st.sampled_from(HELD))
places = st.sampled_from(PLACES)


def expected(held: Held, permission: Permission, place: Place) -> bool:
    """What a single role opens, said once more and in other words than the rules say it."""
    if permission is Permission.PEOPLE_MANAGE:
        return held == Held(Role.OPERATOR)
    if permission is Permission.COURSE_REPORTS_READ:
        reaching = {None, place.course}
        return held == Held(Role.OPERATOR) or (held.role is Role.TRAINER and held.course in reaching)
    return False


def test_every_permission_has_a_rule():
    assert set(RULES) == set(Permission)
    assert all(rules for rules in RULES.values())


@pytest.mark.parametrize(("permission", "owner", "place"), list(itertools.product(Permission, OWNERS, PLACES)), ids=str)
def test_nobody_without_an_account_may_do_anything(permission, owner, place):
    assert not may(None, permission, owner, place)
    with pytest.raises(PermissionRefused):
        require(None, permission, owner, place)


@pytest.mark.parametrize(("person", "owner"), list(itertools.product([FIRST, SECOND], OWNERS)))
def test_one_is_oneself_and_nobody_else(person, owner):
    same = owner is not None and (person, owner) in [(FIRST, FIRST.id), (SECOND, SECOND.id)]
    assert is_self(Actor(person), owner, EVERYWHERE) == same
    assert has_account(Actor(person), owner, EVERYWHERE)


@pytest.mark.parametrize("permission", sorted(OWN))
def test_what_a_learner_does_is_theirs_alone(permission):
    assert may(FIRST, permission, FIRST.id)
    require(FIRST, permission, FIRST.id)
    for owner in (SECOND.id, None):
        assert not may(FIRST, permission, owner)
        with pytest.raises(PermissionRefused, match=permission):
            require(FIRST, permission, owner)


@given(roles, places)
def test_no_set_of_roles_opens_what_another_learner_did(held, place):
    for permission, owner in itertools.product(OWN, [SECOND.id, None]):
        assert not may(Actor(FIRST, held), permission, owner, place)
    assert may(Actor(FIRST, held), Permission.LEARNER_READ, FIRST.id, place)


def test_anybody_with_an_account_may_take_a_course_and_answer_an_invitation():
    for permission in ANYBODY:
        assert may(FIRST, permission)
        require(FIRST, permission)


@pytest.mark.parametrize(("held", "place"), list(itertools.product(HELD, PLACES)), ids=str)
@pytest.mark.parametrize("permission", sorted(BY_ROLE))
def test_a_role_opens_what_it_should_and_nothing_else(permission, held, place):
    assert may(Actor(FIRST, frozenset({held})), permission, None, place) == expected(held, permission, place)


@given(roles, places)
def test_roles_add_up_and_never_take_away(held, place):
    for permission in BY_ROLE:
        either = any(expected(each, permission, place) for each in held)
        assert may(Actor(FIRST, held), permission, SECOND.id, place) == either


@given(st.sampled_from(sorted(BY_ROLE)), places)
def test_a_person_without_their_roles_may_nothing_that_needs_one(permission, place):
    assert not may(FIRST, permission, FIRST.id, place)
    assert not may(Actor(FIRST), permission, FIRST.id, place)


@given(roles)
def test_where_the_place_is_not_said_a_role_for_one_course_does_not_reach(held):
    of_courses = frozenset(each for each in held if each.course is not None)
    for permission in BY_ROLE:
        assert not may(Actor(FIRST, of_courses), permission)


def test_every_permission_is_of_one_kind():
    assert set(Permission) == OWN | ANYBODY | BY_ROLE


def test_there_is_no_operator_of_one_course():
    with pytest.raises(ValueError, match="whole site"):
        Held(Role.OPERATOR, HERE)


def test_a_permission_without_a_rule_lets_nobody_through(monkeypatch):
    monkeypatch.setitem(RULES, Permission.COURSE_TAKE, ())
    assert not may(FIRST, Permission.COURSE_TAKE)
