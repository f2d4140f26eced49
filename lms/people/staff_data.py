"""What the tables of roles, invitations and audit hold about a person: given out, and erased."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from lms.db import db
from lms.people import grants, invitations
from lms.people.audit import AuditEntry
from lms.people.grants import Grant
from lms.people.invitations import Invitation


def export_of(person_id: UUID) -> dict[str, Any]:
    """Roles, and what staff did about the person: by which role, never by whom."""
    entries = select(AuditEntry).where(AuditEntry.about_id == person_id).order_by(AuditEntry.id)
    return {
        "roles": [
            {"role": grant.role, "course": grant.course_id, "since": grant.granted_on.isoformat()}
            for grant in grants.of(person_id)
        ],
        "done_by_staff": [
            {
                "day": entry.day.isoformat(),
                "what": entry.act,
                "by": entry.by_role,
                "role": entry.role,
                "course": entry.course_id,
            }
            for entry in db.session.scalars(entries)
        ],
    }


def erase(person_id: UUID) -> None:
    """Nothing in these tables names the person any more; what they did as staff stays, without them."""
    invitations.withdraw_all_of(person_id)
    db.session.execute(delete(Grant).where(Grant.person_id == person_id))
    db.session.execute(delete(AuditEntry).where(AuditEntry.about_id == person_id))
    db.session.execute(update(Grant).where(Grant.granted_by == person_id).values(granted_by=None))
    db.session.execute(update(Invitation).where(Invitation.made_by == person_id).values(made_by=None))
    db.session.execute(update(AuditEntry).where(AuditEntry.by_id == person_id).values(by_id=None))
