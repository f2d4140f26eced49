"""What staff did, and about whom: written once, read by the person concerned, gone after twelve months.

Ids and days only. The person reads by which role somebody acted, never who it was.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, delete, event, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base, db
from lms.db.days import today as utc_day
from lms.errors import LmsError
from lms.people.access import Actor
from lms.people.roles import Held, Role

KEPT_DAYS = 365
COMMAND = "command"  #: in place of a role: somebody at the machine, with the command `lms`


class AuditIsAppendOnly(LmsError):
    """An entry was to be changed."""


class Act(StrEnum):
    LOOKED_UP = "looked_up"
    GRANTED = "granted"
    WITHDRAWN = "withdrawn"
    INVITED = "invited"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    ACCEPTED = "accepted"  #: by the person concerned, on the invitation of `by_id`
    ADDED = "added"
    RESET = "reset"


class AuditEntry(Base):
    """One thing that staff did."""

    __tablename__ = "lms_audit"
    __table_args__ = (
        Index(None, "about_id", "id"),
        Index(
            "uq_lms_audit_look",  # one entry for each staff role, person and day
            "about_id",
            "by_id",
            "by_role",
            "day",
            unique=True,
            sqlite_where=text("act = 'looked_up'"),
            postgresql_where=text("act = 'looked_up'"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)  #: tells what came first on one day
    day: Mapped[date]  #: UTC
    act: Mapped[str] = mapped_column(String(24))
    #: None: at the machine, or somebody who has erased their account
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("lms_person.id", ondelete="SET NULL"))
    by_role: Mapped[str] = mapped_column(String(16))  #: the role that allowed it, or COMMAND
    about_id: Mapped[UUID | None] = mapped_column(ForeignKey("lms_person.id"))  #: None: an invitation
    role: Mapped[str | None] = mapped_column(String(16))  #: that was given, withdrawn or offered
    course_id: Mapped[int | None]  #: of that role; None: everything

    @property
    def held(self) -> Held | None:
        return Held(Role(self.role), self.course_id) if self.role else None


@event.listens_for(AuditEntry, "before_update")
def _refuse_changes(_mapper: object, _connection: object, _entry: AuditEntry) -> None:
    raise AuditIsAppendOnly("What staff did is written once.")


@dataclass(frozen=True)
class By:
    """Who did it."""

    person_id: UUID | None
    role: str


AT_THE_MACHINE = By(None, COMMAND)


def as_operator(actor: Actor) -> By:
    return By(actor.id, Role.OPERATOR)


def note(act: Act, by: By, today: date, about: UUID | None = None, held: Held | None = None) -> None:
    """It is written that this was done."""
    db.session.add(
        AuditEntry(
            day=today,
            act=act,
            by_id=by.person_id,
            by_role=by.role,
            about_id=about,
            role=held.role if held else None,
            course_id=held.course if held else None,
        )
    )
    db.session.flush()


def note_look(by: By, today: date, about: UUID) -> None:
    """It is written that somebody looked; once for each of them, person and day."""
    same = (
        AuditEntry.act == Act.LOOKED_UP,
        AuditEntry.about_id == about,
        AuditEntry.by_id == by.person_id,
        AuditEntry.by_role == by.role,
        AuditEntry.day == today,
    )
    if db.session.scalar(select(AuditEntry.id).where(*same).limit(1)) is not None:
        return
    with suppress(IntegrityError), db.session.begin_nested():  # the same look, in another window
        note(Act.LOOKED_UP, by, today, about)


def about(person_id: UUID, page: int, a_page: int) -> Sequence[AuditEntry]:
    """What staff did about the person, the newest first, and one more than a page holds if there is one.

    :param page: from 1
    """
    mine = (
        select(AuditEntry).where(AuditEntry.about_id == person_id).order_by(AuditEntry.day.desc(), AuditEntry.id.desc())
    )
    return db.session.scalars(mine.offset((page - 1) * a_page).limit(a_page + 1)).all()


def forget_old_audit() -> None:
    """What is older than twelve months is gone; a work kind, begun daily."""
    db.session.execute(delete(AuditEntry).where(AuditEntry.day < utc_day() - timedelta(days=KEPT_DAYS)))
