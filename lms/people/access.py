"""Who may do what: every rule, on one page. Rules compare arguments; they read no request and no database."""

from collections.abc import Callable
from enum import StrEnum
from uuid import UUID

from lms.errors import PermissionRefused
from lms.people.models import Person

Rule = Callable[[Person, UUID | None], bool]


class Permission(StrEnum):
    COURSE_TAKE = "course:take"  #: enrol oneself
    COURSE_LEAVE = "course:leave"  #: give up an enrolment, with all that was done in it
    DATA_EXPORT = "data:export"  #: take a copy of all that is held about a person
    ACCOUNT_ERASE = "account:erase"
    LEARNER_WRITE = "learner:write"  #: mark steps as done, answer, start and finish attempts
    LEARNER_READ = "learner:read"  #: see somebody's progress, answers and receipts


def has_account(_person: Person, _owner: UUID | None) -> bool:
    return True


def is_self(person: Person, owner: UUID | None) -> bool:
    return owner is not None and person.id == owner


#: any one of the rules lets the person through
RULES: dict[Permission, tuple[Rule, ...]] = {
    Permission.COURSE_TAKE: (has_account,),
    Permission.COURSE_LEAVE: (is_self,),
    Permission.DATA_EXPORT: (is_self,),
    Permission.ACCOUNT_ERASE: (is_self,),
    Permission.LEARNER_WRITE: (is_self,),
    Permission.LEARNER_READ: (is_self,),
}


def may(person: Person | None, permission: Permission, owner: UUID | None = None) -> bool:
    """Whether the person may; nobody without an account may anything that is listed here.

    :param owner: the person whom the thing is about
    """
    return person is not None and any(rule(person, owner) for rule in RULES[permission])


def require(person: Person | None, permission: Permission, owner: UUID | None = None) -> None:
    """:raises PermissionRefused: when the person may not"""
    if not may(person, permission, owner):
        raise PermissionRefused(permission)
