"""Courses and modules, and what was ever published of them."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Base


class Course(Base):
    """A curriculum. Its order of modules, glossary and facts are one document with revisions of its own."""

    __tablename__ = "lms_course"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    address: Mapped[str] = mapped_column(String(60), unique=True)  #: neutral, stands in addresses and logs
    #: the published course document; None until the first load. No foreign key: each table would need the other first
    revision_id: Mapped[int | None]


class Module(Base):
    """One part of a course."""

    __tablename__ = "lms_module"
    __table_args__ = (Index(None, "course_id", "key", unique=True), Index(None, "course_id", "address", unique=True))

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("lms_course.id"))
    key: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(60))
    revision_id: Mapped[int | None]  #: the published one; see Course


class Revision(Base):
    """A published wording of a module, or of the course's own document; never changed again."""

    __tablename__ = "lms_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("lms_course.id"), index=True)
    module_id: Mapped[int | None] = mapped_column(
        ForeignKey("lms_module.id"), index=True
    )  #: None: the course's own document
    digest: Mapped[str] = mapped_column(String(64))  #: SHA-256 (hex) of the canonical document
    document: Mapped[dict[str, Any]]
    origin: Mapped[str] = mapped_column(String(16))  #: "files" or "studio": where this wording was made
    published_on: Mapped[date]  #: UTC


class Draft(Base):
    """A wording that is not published: a trainer's, or one that came from files beside it."""

    __tablename__ = "lms_draft"

    course_id: Mapped[int] = mapped_column(ForeignKey("lms_course.id"), primary_key=True)
    module_key: Mapped[str] = mapped_column(String(60), primary_key=True)  #: "": the course's own document
    origin: Mapped[str] = mapped_column(String(16), primary_key=True)  #: "incoming" (from files) or "studio"
    digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[dict[str, Any]]


class Media(Base):
    """A picture of a course, served at /media/<digest>.<ext> for ever."""

    __tablename__ = "lms_media"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)  #: SHA-256 (hex) of the bytes
    type: Mapped[str] = mapped_column(String(40))  #: e.g. image/svg+xml
    bytes: Mapped[bytes] = mapped_column(LargeBinary)
