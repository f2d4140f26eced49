"""Courses and modules, and what was ever published of them."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
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


class Passage(Base):
    """Words of what is published that search can find; made from it by `search.index`, and replaced with it.

    Rows are added and deleted, never changed: on SQLite, triggers keep a full-text index (`lms_fts_passage`) in step.
    A migration that makes this table anew has to make them anew too.
    """

    __tablename__ = "lms_passage"
    __table_args__ = (Index(None, "revision_id", "language", "step", "place", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("lms_revision.id"))
    course_revision_id: Mapped[int]  #: the course document whose facts and terms are embedded
    made_by: Mapped[int]  #: `search.words.VERSION`
    language: Mapped[str] = mapped_column(String(35))
    is_base: Mapped[bool]  #: whether that is the document's base language
    step: Mapped[str] = mapped_column(String(60))  #: key of the lesson; "": the course, the module, or a term
    place: Mapped[str] = mapped_column(String(66))  #: key of the section; "": the beginning; "term:<key>"
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)  #: plain words, as they are read
    title_words: Mapped[str] = mapped_column(Text)  #: forms of the title's words, a space before and after each
    words: Mapped[str] = mapped_column(Text)  #: of title and text
