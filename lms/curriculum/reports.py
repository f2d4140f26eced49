"""Errors in a page, as its readers report them; read by the trainers of the course. No report holds who wrote it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base, db

LONGEST = 1000  #: letters


class Report(Base):
    """What a reader found wrong in a step, in which wording and language."""

    __tablename__ = "lms_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("lms_course.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("lms_revision.id"))  #: the wording that was read
    step: Mapped[str] = mapped_column(String(60))  #: its key
    language: Mapped[str] = mapped_column(String(35))  #: in which it was read
    words: Mapped[str] = mapped_column(String(LONGEST))
    reported_on: Mapped[date]  #: UTC
    done_on: Mapped[date | None]  #: UTC; somebody has looked at it


def report(course_id: int, revision_id: int, step: str, language: str, words: str, today: date) -> Report:
    """The report waits for the trainers of the course."""
    row = Report(
        course_id=course_id,
        revision_id=revision_id,
        step=step,
        language=language,
        words=words[:LONGEST],
        reported_on=today,
        done_on=None,
    )
    db.session.add(row)
    db.session.flush()
    return row


def set_done(report_id: int, course_ids: Sequence[int], done_on: date | None) -> Report | None:
    """The report is marked as done, or as open again; None when there is none in these courses."""
    row = db.session.scalar(select(Report).where(Report.id == report_id, Report.course_id.in_(course_ids)))
    if row is not None:
        row.done_on = done_on
        db.session.flush()
    return row


def reports(course_ids: Sequence[int], done: bool, page: int, size: int) -> Sequence[Report]:
    """A page of them, the newest first; one row more than `size` when there is a next page.

    :param page: from 1
    """
    return db.session.scalars(
        select(Report)
        .where(Report.course_id.in_(course_ids), Report.done_on.is_not(None) if done else Report.done_on.is_(None))
        .order_by(Report.id.desc())
        .offset((page - 1) * size)
        .limit(size + 1)
    ).all()


def open_reports(course_ids: Sequence[int]) -> int:
    """How many are not done."""
    waiting = select(func.count()).select_from(Report).where(Report.course_id.in_(course_ids), Report.done_on.is_(None))
    return db.session.scalar(waiting) or 0
