"""Who may do what: every rule, on one page. Rules compare arguments; they read no request and no database."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lms.errors import PermissionRefused
from lms.people.models import Person
from lms.people.roles import EVERYWHERE, Held, Place, Role


@dataclass(frozen=True)
class Actor:
    """A person with the roles they hold. Who is asked for without roles may do what needs none."""

    person: Person
    roles: frozenset[Held] = frozenset()

    @property
    def id(self) -> UUID:
        return self.person.id


Rule = Callable[[Actor, UUID | None, Place], bool]


class Permission(StrEnum):
    COURSE_TAKE = "course:take"  #: enrol oneself
    COURSE_LEAVE = "course:leave"  #: give up an enrolment, with all that was done in it
    DATA_EXPORT = "data:export"  #: take a copy of all that is held about a person
    ACCOUNT_ERASE = "account:erase"
    LEARNER_WRITE = "learner:write"  #: mark steps as done, answer, start and finish attempts
    LEARNER_READ = "learner:read"  #: see somebody's progress, answers and receipts
    ACCOUNT_CHANGE = "account:change"  #: passphrase, recovery words, devices, details
    INVITATION_ANSWER = "invitation:answer"  #: take up a role one was invited to, or decline it
    PEOPLE_MANAGE = "people:manage"  #: look up a handle, grant and withdraw roles, invite
    COURSE_REPORTS_READ = "course_reports:read"  #: read what was reported about the pages of a course


def has_account(_actor: Actor, _owner: UUID | None, _place: Place) -> bool:
    return True


def is_self(actor: Actor, owner: UUID | None, _place: Place) -> bool:
    return owner is not None and actor.id == owner


def is_operator(actor: Actor, _owner: UUID | None, _place: Place) -> bool:
    return Held(Role.OPERATOR) in actor.roles


def trains_course_of(actor: Actor, _owner: UUID | None, place: Place) -> bool:
    return any(held.role is Role.TRAINER and held.reaches(place) for held in actor.roles)


#: any one of the rules lets the person through
RULES: dict[Permission, tuple[Rule, ...]] = {
    Permission.COURSE_TAKE: (has_account,),
    Permission.COURSE_LEAVE: (is_self,),
    Permission.DATA_EXPORT: (is_self,),
    Permission.ACCOUNT_ERASE: (is_self,),
    Permission.LEARNER_WRITE: (is_self,),
    Permission.LEARNER_READ: (is_self,),
    Permission.ACCOUNT_CHANGE: (is_self,),
    Permission.INVITATION_ANSWER: (has_account,),
    Permission.PEOPLE_MANAGE: (is_operator,),
    Permission.COURSE_REPORTS_READ: (is_operator, trains_course_of),
}


def may(
    who: Actor | Person | None, permission: Permission, owner: UUID | None = None, place: Place = EVERYWHERE
) -> bool:
    """Whether the person may; nobody without an account may anything that is listed here.

    :param who: a person alone is taken as one without any role
    :param owner: the person whom the thing is about
    :param place: where the thing stands; when it is not said, only roles for everything reach it
    """
    if who is None:
        return False
    actor = who if isinstance(who, Actor) else Actor(who)
    return any(rule(actor, owner, place) for rule in RULES[permission])


def require(
    who: Actor | Person | None, permission: Permission, owner: UUID | None = None, place: Place = EVERYWHERE
) -> None:
    """:raises PermissionRefused: when the person may not"""
    if not may(who, permission, owner, place):
        raise PermissionRefused(permission)
