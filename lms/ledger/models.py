"""Who takes which course, and everything they did, as it arrived."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base


class Enrolment(Base):
    """A person taking a course."""

    __tablename__ = "lms_enrolment"
    __table_args__ = (Index(None, "person_id", "course_id", unique=True),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("lms_person.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    course_id: Mapped[int] = mapped_column(ForeignKey("lms_course.id"), index=True)
    turn: Mapped[int] = mapped_column(default=0)  #: the turn of the last record; see `take_turn`
    enrolled_on: Mapped[date]  #: UTC


class Record(Base):
    """One thing a learner did, kept as it arrived; never changed, never deleted but by leaving or erasure.

    The key begins with the person, so the table can be partitioned or distributed by learner.
    """

    __tablename__ = "lms_record"
    __table_args__ = (
        ForeignKeyConstraint(["person_id", "enrolment_id"], ["lms_enrolment.person_id", "lms_enrolment.id"]),
        Index(None, "person_id", "enrolment_id", "turn", unique=True),
        Index(None, "person_id", "attempt_id"),
    )

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)  #: random; version 7 would keep the time of the tap
    turn: Mapped[int]  #: the only order there is, and no time
    kind: Mapped[str] = mapped_column(String(32))  #: a name in the registry `record_kinds`
    step: Mapped[str] = mapped_column(String(121))  #: module key / step key
    revision_id: Mapped[int] = mapped_column(ForeignKey("lms_revision.id"))  #: whose page was answered
    attempt_id: Mapped[UUID | None]
    seq: Mapped[int | None]  #: 1 to 1,000,000, a Lamport counter within an attempt
    payload: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))  #: HMAC-SHA-256 (hex) of all of the above but the turn
    key_id: Mapped[str] = mapped_column(String(16))  #: which of the ledger's keys
    outcome: Mapped[str] = mapped_column(String(16))  #: "counted", "waiting" or "late": what the first receipt said
    received_on: Mapped[date]  #: UTC; a day is all we keep
