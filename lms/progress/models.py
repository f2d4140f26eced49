"""What a learner has completed, and what they wrote for themselves."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base

COURSE = ""  #: the `what` of a whole course


class Completion(Base):
    """A step, a module or a course is complete: inserted once, removed only by leaving or erasure."""

    __tablename__ = "lms_completion"
    __table_args__ = (
        ForeignKeyConstraint(["person_id", "enrolment_id"], ["lms_enrolment.person_id", "lms_enrolment.id"]),
    )

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(121), primary_key=True)  #: module key / step key; module key; COURSE
    day: Mapped[date]  #: UTC
    revision_id: Mapped[int] = mapped_column(ForeignKey("lms_revision.id"))  #: under which wording it was earned
    reason: Mapped[str] = mapped_column(String(16))  #: "done", "passed" or "all-steps"


class KeptText(Base):
    """What a learner keeps here of a reflection; one text for each block, the last one. Only its owner can read it."""

    __tablename__ = "lms_kept_text"
    __table_args__ = (
        ForeignKeyConstraint(["person_id", "enrolment_id"], ["lms_enrolment.person_id", "lms_enrolment.id"]),
    )

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    enrolment_id: Mapped[UUID] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(String(121), primary_key=True)  #: module key / step key
    block: Mapped[str] = mapped_column(String(60), primary_key=True)
    #: sealed text; JSON, because a lesson's page reads it in one statement with the answers to checks
    sealed: Mapped[Any] = mapped_column(JSON)
