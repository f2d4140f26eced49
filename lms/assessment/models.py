"""Attempts: one go at a quiz, issued by the server."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base


class Attempt(Base):
    """One go at a quiz. Draw, order, revision and pass mark are fixed when it is issued."""

    __tablename__ = "lms_attempt"
    __table_args__ = (
        ForeignKeyConstraint(["person_id", "enrolment_id"], ["lms_enrolment.person_id", "lms_enrolment.id"]),
        Index(
            "uq_lms_attempt_open",
            "person_id",
            "enrolment_id",
            "step",
            unique=True,
            sqlite_where=text("closed_by IS NULL"),
            postgresql_where=text("closed_by IS NULL"),
        ),
        Index(None, "person_id", "enrolment_id", "step", "number", unique=True),
    )

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    enrolment_id: Mapped[UUID]
    step: Mapped[str] = mapped_column(String(121))  #: module key / quiz key
    number: Mapped[int]  #: 1 for the first go at this quiz
    revision_id: Mapped[int] = mapped_column(ForeignKey("lms_revision.id"))
    paper: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  #: in order: {"key": question, "order": [option keys]}
    pass_percent: Mapped[int]  #: whole percent
    issued_on: Mapped[date]  #: UTC
    waiting: Mapped[bool] = mapped_column(default=False)  #: a finish came before an answer it names
    closed_by: Mapped[UUID | None]  #: the record that finished it, for good
    closed_on: Mapped[date | None]  #: UTC
    points: Mapped[int | None]  #: whole points, when closed
    maximum: Mapped[int | None]
    passed: Mapped[bool | None]

    @property
    def questions(self) -> list[str]:
        """The keys of the drawn questions, in order."""
        return [drawn["key"] for drawn in self.paper]
