"""What the tables of roles, invitations and audit hold about a person: given out, and erased."""

from collections.abc import Iterator
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import delete, func, select, update

from lms.db import db
from lms.people import grants, invitations
from lms.people.audit import Act, AuditEntry
from lms.people.grants import Grant
from lms.people.held import UNTIL_ERASING, PersonalData, Row
from lms.people.invitations import Invitation
from lms.people.roles import Role

ROLES = {
    Role.LEARNER: _l("Learner"),
    Role.TRAINER: _l("Trainer"),
    Role.MANAGER: _l("Manager"),
    Role.OPERATOR: _l("Operator"),
}
ACTS = {
    Act.LOOKED_UP: _l("Your handle was looked up"),
    Act.GRANTED: _l("You were given a role"),
    Act.WITHDRAWN: _l("A role of yours was withdrawn"),
    Act.ACCEPTED: _l("You took up a role"),
    Act.ADDED: _l("Your account was made by whoever runs this site"),
    Act.RESET: _l("New recovery words were made for you"),
}


def export_of(person_id: UUID, _language: str) -> Iterator[Row]:
    """Roles, and what staff did about the person: by which role, never by whom."""
    for grant in grants.of(person_id):
        yield _row(_("You hold a role"), grant.role, grant.course_id, day=grant.granted_on)
    invited = (
        select(Invitation).where(Invitation.made_by == person_id).order_by(Invitation.made_on, Invitation.role.desc())
    )
    for made in db.session.scalars(invited):
        yield _row(_("You made an invitation"), made.role, made.course_id, day=made.made_on)
    entries = select(AuditEntry).where(AuditEntry.about_id == person_id).order_by(AuditEntry.id)
    for entry in db.session.scalars(entries):
        what = str(ACTS.get(Act(entry.act), entry.act))
        yield {**_row(what, entry.role, entry.course_id, day=entry.day), "by": entry.by_role}


def counted_of(person_id: UUID) -> Iterator[str]:
    for table, column in ((Grant, Grant.person_id), (AuditEntry, AuditEntry.about_id)):
        number = db.session.scalar(select(func.count()).select_from(table).where(column == person_id)) or 0
        if number and table is Grant:
            yield ngettext("%(num)s role", "%(num)s roles", number)
        elif number:
            yield ngettext("%(num)s entry of what staff did", "%(num)s entries of what staff did", number)


def erase(person_id: UUID) -> None:
    """Nothing in these tables names the person any more; what they did as staff stays, without them."""
    invitations.withdraw_all_of(person_id)
    db.session.execute(delete(Grant).where(Grant.person_id == person_id))
    db.session.execute(delete(AuditEntry).where(AuditEntry.about_id == person_id))
    db.session.execute(update(Grant).where(Grant.granted_by == person_id).values(granted_by=None))
    db.session.execute(update(Invitation).where(Invitation.made_by == person_id).values(made_by=None))
    db.session.execute(update(AuditEntry).where(AuditEntry.by_id == person_id).values(by_id=None))


def _row(what: str, role: str | None, course_id: int | None, **more: object) -> Row:
    return {"what": what, "role": str(ROLES[Role(role)]) if role else "", **more, "course": course_id}


STAFF = PersonalData(
    tables=(Grant, Invitation, AuditEntry),
    title=_l("Roles, and what staff did"),
    what=_l("The roles you hold, invitations you made, and each time staff looked up your handle or changed a role."),
    why=_l("So that you can see who looked, and staff cannot look unseen."),
    until=UNTIL_ERASING,
    columns={"what": _l("What"), "role": _l("Role"), "day": _l("Day")},
    export=export_of,
    counted=counted_of,
    erase=erase,
)
