"""What operators do about people. Each of these asks for the permission first, and writes down that it was done."""

from datetime import date
from uuid import UUID

from lms.db import db
from lms.errors import LmsError
from lms.people import audit, grants, invitations, queries
from lms.people.access import Actor, Permission, require
from lms.people.audit import Act, as_operator
from lms.people.grants import Grant
from lms.people.models import Person
from lms.people.roles import Held, Role


class LastOperator(LmsError):
    """Without one, nobody could give roles any more."""


def look_up(actor: Actor, handle: str, today: date) -> Person | None:
    """The person of exactly this handle, who can read that somebody looked. There are no lists and no near matches."""
    require(actor, Permission.PEOPLE_MANAGE)
    person = queries.by_handle(handle)
    if person:
        audit.note_look(as_operator(actor), today, person.id)
    return person


def look_at(actor: Actor, person_id: UUID, today: date) -> Person | None:
    """The same for somebody who was found before."""
    require(actor, Permission.PEOPLE_MANAGE)
    person = db.session.get(Person, person_id)
    if person:
        audit.note_look(as_operator(actor), today, person.id)
    return person


def grant(actor: Actor, person_id: UUID, held: Held, today: date) -> bool:
    """The person holds the role; whether that is new."""
    require(actor, Permission.PEOPLE_MANAGE)
    is_new = grants.give(person_id, held, today, actor.id)
    if is_new:
        audit.note(Act.GRANTED, as_operator(actor), today, person_id, held)
    return is_new


def withdraw(actor: Actor, person_id: UUID, grant_id: UUID, today: date) -> None:
    """The person does not hold the role any more; links that an operator made give nothing any more either.

    :raises LastOperator: nothing is withdrawn
    """
    require(actor, Permission.PEOPLE_MANAGE)
    others = [each for each in grants.operators() if each.id != grant_id]
    found = db.session.get(Grant, (person_id, grant_id), populate_existing=True)
    if found is None:
        return
    held = found.held
    if held.role is Role.OPERATOR:
        if not others:
            raise LastOperator(held.role)
        invitations.withdraw_all_of(person_id)
    db.session.delete(found)
    audit.note(Act.WITHDRAWN, as_operator(actor), today, person_id, held)


def invite(actor: Actor, held: Held, today: date) -> str:
    """The token of a new invitation."""
    require(actor, Permission.PEOPLE_MANAGE)
    audit.note(Act.INVITED, as_operator(actor), today, held=held)
    return invitations.make(held, today, actor.id)


def withdraw_invitation(actor: Actor, invitation_id: UUID, today: date) -> None:
    """The link is worth nothing any more."""
    require(actor, Permission.PEOPLE_MANAGE)
    if held := invitations.withdraw(invitation_id):
        audit.note(Act.INVITATION_WITHDRAWN, as_operator(actor), today, held=held)
