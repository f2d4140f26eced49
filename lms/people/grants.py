"""Grants: which person holds which role, and where."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base, db
from lms.people.roles import Held, Role


class Grant(Base):
    """A person holds a role, for one course or for everything."""

    __tablename__ = "lms_grant"
    __table_args__ = (
        CheckConstraint("role <> 'operator' OR course_id IS NULL", name="operator_of_everything"),
        Index("uq_lms_grant_of_a_course", "person_id", "role", "course_id", unique=True),
        Index(
            "uq_lms_grant_of_everything",
            "person_id",
            "role",
            unique=True,
            sqlite_where=text("course_id IS NULL"),
            postgresql_where=text("course_id IS NULL"),
        ),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("lms_person.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    role: Mapped[str] = mapped_column(String(16))
    course_id: Mapped[int | None] = mapped_column(ForeignKey("lms_course.id"))  #: None: everything
    granted_on: Mapped[date]  #: UTC
    #: None: at the machine, or by somebody who has erased their account
    granted_by: Mapped[UUID | None] = mapped_column(ForeignKey("lms_person.id", ondelete="SET NULL"))

    @property
    def held(self) -> Held:
        return Held(Role(self.role), self.course_id)


def of(person_id: UUID) -> Sequence[Grant]:
    """What the person holds, the oldest first."""
    mine = select(Grant).where(Grant.person_id == person_id)
    order = (Grant.granted_on, Grant.role, Grant.course_id.nulls_first(), Grant.id)
    return db.session.scalars(mine.order_by(*order)).all()


def give(person_id: UUID, held: Held, today: date, by: UUID | None) -> bool:
    """The person holds the role; whether that is new.

    :param by: the operator who gave it; None: at the machine
    """
    if _is_held(person_id, held):
        return False
    try:
        with db.session.begin_nested():
            db.session.add(
                Grant(person_id=person_id, role=held.role, course_id=held.course, granted_on=today, granted_by=by)
            )
    except IntegrityError:
        if not _is_held(person_id, held):
            raise
        return False  # another operator was first
    return True


def has_operator() -> bool:
    return db.session.scalar(select(Grant.id).where(Grant.role == Role.OPERATOR).limit(1)) is not None


def operators() -> Sequence[Grant]:
    """Who operates this site; two who withdraw each other at the same moment wait for each other from here."""
    every = select(Grant).where(Grant.role == Role.OPERATOR).order_by(Grant.person_id, Grant.id)
    return db.session.scalars(every.with_for_update()).all()


def _is_held(person_id: UUID, held: Held) -> bool:
    return any(grant.held == held for grant in of(person_id))
