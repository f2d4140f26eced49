"""Who may do what, each rule over all that can be asked of it."""

import itertools
from uuid import UUID

import pytest

from lms.errors import PermissionRefused
from lms.people.access import RULES, Permission, has_account, is_self, may, require
from lms.people.models import Person

FIRST, SECOND = (Person(id=UUID(int=number), handle=f"person-{number}") for number in (1, 2))
OWNERS = [FIRST.id, SECOND.id, None]


def test_every_permission_has_a_rule():
    assert set(RULES) == set(Permission)
    assert all(rules for rules in RULES.values())


@pytest.mark.parametrize(("permission", "owner"), list(itertools.product(Permission, OWNERS)))
def test_nobody_without_an_account_may_do_anything(permission, owner):
    assert not may(None, permission, owner)
    with pytest.raises(PermissionRefused):
        require(None, permission, owner)


@pytest.mark.parametrize(("person", "owner"), list(itertools.product([FIRST, SECOND], OWNERS)))
def test_one_is_oneself_and_nobody_else(person, owner):
    expected = owner is not None and (person, owner) in [(FIRST, FIRST.id), (SECOND, SECOND.id)]
    assert is_self(person, owner) == expected
    assert has_account(person, owner)


@pytest.mark.parametrize("permission", sorted(set(Permission) - {Permission.COURSE_TAKE}))
def test_what_a_learner_does_is_theirs_alone(permission):
    assert may(FIRST, permission, FIRST.id)
    require(FIRST, permission, FIRST.id)
    for owner in (SECOND.id, None):
        assert not may(FIRST, permission, owner)
        with pytest.raises(PermissionRefused, match=permission):
            require(FIRST, permission, owner)


def test_anybody_with_an_account_may_take_a_course():
    assert may(FIRST, Permission.COURSE_TAKE)
    require(FIRST, Permission.COURSE_TAKE)


def test_a_permission_without_a_rule_lets_nobody_through(monkeypatch):
    monkeypatch.setitem(RULES, Permission.COURSE_TAKE, ())
    assert not may(FIRST, Permission.COURSE_TAKE)
