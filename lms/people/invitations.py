"""Invitations: a link that gives a role once. Only a digest of its token is kept."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base, db
from lms.db.days import today as utc_day
from lms.errors import LmsError
from lms.people import audit, grants
from lms.people.access import Actor, Permission, require
from lms.people.audit import Act, By
from lms.people.roles import Held, Role

OPEN_DAYS = 14


class InvitationGone(LmsError):
    """Used, expired, withdrawn, declined, or never made: nobody is told which."""


class RoleHeldAlready(LmsError):
    """The person holds the role; the invitation stays open for whom it was meant for."""


class Invitation(Base):
    """A role for whoever opens the link first and takes it up."""

    __tablename__ = "lms_invitation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)  #: SHA-256 (hex) of the token
    role: Mapped[str] = mapped_column(String(16))
    course_id: Mapped[int | None] = mapped_column(ForeignKey("lms_course.id"))  #: None: everything
    is_first: Mapped[bool]  #: printed by `lms serve`; worth nothing as soon as there is an operator
    made_on: Mapped[date]  #: UTC
    made_by: Mapped[UUID | None] = mapped_column(ForeignKey("lms_person.id", ondelete="SET NULL"))
    used_on: Mapped[date | None]  #: UTC

    @property
    def held(self) -> Held:
        return Held(Role(self.role), self.course_id)

    @property
    def last_day(self) -> date:
        return self.made_on + timedelta(days=OPEN_DAYS)


def make(held: Held, today: date, by: UUID | None) -> str:
    """There is an open invitation; its token, which is shown once and kept nowhere."""
    return _made(held, today, by, is_first=False)


def make_first(today: date) -> str | None:
    """A token for the first operator, and the earlier one is worth nothing; None when there is an operator."""
    db.session.execute(delete(Invitation).where(Invitation.is_first))
    return None if grants.has_operator() else _made(Held(Role.OPERATOR), today, None, is_first=True)


def still_open(today: date) -> Sequence[Invitation]:
    """Those that operators made and that can still be taken up, the newest first."""
    waiting = (Invitation.used_on.is_(None), Invitation.is_first.is_(False), *_not_expired(today))
    return db.session.scalars(
        select(Invitation).where(*waiting).order_by(Invitation.made_on.desc(), Invitation.id)
    ).all()


def find(token: str, today: date) -> Invitation | None:
    """The open invitation of this token. To look at it uses nothing up: previews of links look too."""
    digest = _digest(token)
    known = (Invitation.token_digest == digest, Invitation.used_on.is_(None), *_not_expired(today))
    found = db.session.scalar(select(Invitation).where(*known))
    return None if found and found.is_first and grants.has_operator() else found


def accept(actor: Actor, token: str, today: date) -> Held:
    """The person holds the role, and the link is worth nothing any more.

    :raises RoleHeldAlready: nothing is used up
    :raises InvitationGone: also for the second of two who take it up at the same moment
    """
    require(actor, Permission.INVITATION_ANSWER)
    found = _found(token, today)
    held, by = found.held, found.made_by
    if any(grant.held == held for grant in grants.of(actor.id)):
        raise RoleHeldAlready(held.role)
    _use_up(found, today)
    grants.give(actor.id, held, today, by)
    audit.note(Act.ACCEPTED, audit.AT_THE_MACHINE if found.is_first else By(by, Role.OPERATOR), today, actor.id, held)
    return held


def decline(actor: Actor, token: str, today: date) -> None:
    """The link is worth nothing any more, for anybody.

    :raises InvitationGone:
    """
    require(actor, Permission.INVITATION_ANSWER)
    _use_up(_found(token, today), today)


def withdraw(invitation_id: UUID) -> Held | None:
    """The link is worth nothing any more; None when it was so before."""
    found = db.session.scalar(
        select(Invitation).where(Invitation.id == invitation_id, Invitation.used_on.is_(None), ~Invitation.is_first)
    )
    if found is None:
        return None
    held = found.held
    db.session.delete(found)
    db.session.flush()
    return held


def withdraw_all_of(person_id: UUID) -> None:
    """Nobody becomes staff any more by a link that this person made."""
    db.session.execute(delete(Invitation).where(Invitation.made_by == person_id, Invitation.used_on.is_(None)))


def forget_old_invitations() -> None:
    """Those that cannot be taken up any more are gone; a work kind, begun daily."""
    db.session.execute(delete(Invitation).where(Invitation.made_on < utc_day() - timedelta(days=OPEN_DAYS)))


def _made(held: Held, today: date, by: UUID | None, is_first: bool) -> str:
    token = secrets.token_urlsafe(24)
    db.session.add(
        Invitation(
            token_digest=_digest(token),
            role=held.role,
            course_id=held.course,
            is_first=is_first,
            made_on=today,
            made_by=by,
        )
    )
    db.session.flush()
    return token


def _found(token: str, today: date) -> Invitation:
    """:raises InvitationGone:"""
    found = find(token, today)
    if found is None:
        raise InvitationGone("There is no open invitation of this token.")
    return found


def _use_up(invitation: Invitation, today: date) -> None:
    """:raises InvitationGone: when somebody else was first"""
    once = (Invitation.id == invitation.id, Invitation.used_on.is_(None))
    used = db.session.scalar(update(Invitation).where(*once).values(used_on=today).returning(Invitation.id))
    if used is None:
        raise InvitationGone("Somebody else was first.")


def _not_expired(today: date) -> tuple:
    return (Invitation.made_on >= today - timedelta(days=OPEN_DAYS),)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
