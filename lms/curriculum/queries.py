"""Reads of courses. What is published never changes, so a decoded document is kept in memory for good use."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Engine, Select, bindparam, select
from sqlalchemy.orm import load_only

from lms.curriculum.document import CourseDocument, ModuleDocument
from lms.curriculum.models import Course, Media, Module, Revision
from lms.db import db
from lms.memory import Kept

Document = TypeVar("Document", CourseDocument, ModuleDocument)
MOST_KEPT = 64


@dataclass(frozen=True)
class ModulePlace:
    """A published module: where it stands, and which revision is in force."""

    id: int
    key: str
    address: str
    revision_id: int


@dataclass(frozen=True)
class Outline:
    """A published course and its published modules, without their words; `course_document` has their order."""

    course_id: int
    course_key: str
    course_address: str
    revision_id: int
    modules: tuple[ModulePlace, ...]


@dataclass(frozen=True)
class RevisionPlace:
    course_id: int
    module_id: int | None


@dataclass(frozen=True)
class Published:
    """A wording as people speak of it."""

    number: int  #: 1 for the first of its module, or of the course's own document
    day: date


_documents: Kept[Any] = Kept(MOST_KEPT)
_places: Kept[RevisionPlace | None] = Kept(MOST_KEPT)


def outline(course_address: str) -> Outline | None:
    """One statement."""
    return next(iter(_outlines(_BY_ADDRESS, address=course_address)), None)


def outline_of(course_id: int) -> Outline | None:
    """One statement."""
    return next(iter(_outlines(_BY_ID, course=course_id)), None)


def outlines() -> tuple[Outline, ...]:
    """Every published course; one statement."""
    return _outlines(_OUTLINES)


def course_document(revision_id: int) -> CourseDocument:
    """No statement when warm.

    :raises sqlalchemy.exc.NoResultFound:
    """
    return _documents.get(_key(revision_id), lambda: _decoded(CourseDocument, revision_id))


def module_document(revision_id: int) -> ModuleDocument:
    """No statement when warm.

    :raises sqlalchemy.exc.NoResultFound:
    """
    return _documents.get(_key(revision_id), lambda: _decoded(ModuleDocument, revision_id))


def place_of_revision(revision_id: int) -> RevisionPlace | None:
    """Which course and module a revision belongs to; no statement when warm."""
    return _places.get(_key(revision_id), lambda: _place(revision_id))


def published_in(course_id: int) -> dict[int, Published]:
    """By revision id, every wording ever published in a course; one statement."""
    rows = db.session.execute(
        select(Revision.id, Revision.module_id, Revision.published_on)
        .where(Revision.course_id == course_id)
        .order_by(Revision.id)
    )
    found: dict[int, Published] = {}
    numbers: dict[int | None, int] = {}
    for revision_id, module_id, day in rows:
        numbers[module_id] = numbers.get(module_id, 0) + 1
        found[revision_id] = Published(numbers[module_id], day)
    return found


def media(digest: str) -> Media | None:
    return db.session.get(Media, digest)


#: made once: building a statement costs more than sending it
_OUTLINES = (
    select(
        Course.id,
        Course.key,
        Course.address,
        Course.revision_id,
        Module.id,
        Module.key,
        Module.address,
        Module.revision_id,
    )
    .outerjoin(Module, (Module.course_id == Course.id) & Module.revision_id.is_not(None))
    .where(Course.revision_id.is_not(None))
    .order_by(Course.id, Module.id)
)
_BY_ADDRESS = _OUTLINES.where(Course.address == bindparam("address"))
_BY_ID = _OUTLINES.where(Course.id == bindparam("course"))


def _outlines(statement: Select, **values: Any) -> tuple[Outline, ...]:
    found: dict[int, Outline] = {}
    rows: Sequence[Any] = db.session.connection().execute(statement, values).all()
    for course_id, key, address, revision_id, *module in rows:
        known = found.get(course_id) or Outline(course_id, key, address, revision_id, ())
        places = (*known.modules, ModulePlace(*module)) if module[0] is not None else ()
        found[course_id] = replace(known, modules=places)
    return tuple(found.values())


def _key(revision_id: int) -> tuple[Engine, int]:
    """Two apps in one process do not meet."""
    return db.engine, revision_id


def _decoded(kind: type[Document], revision_id: int) -> Document:
    document = db.session.execute(select(Revision.document).where(Revision.id == revision_id)).scalar_one()
    return kind.model_validate(document, strict=False)


def _place(revision_id: int) -> RevisionPlace | None:
    row = db.session.scalar(
        select(Revision).where(Revision.id == revision_id).options(load_only(Revision.course_id, Revision.module_id))
    )
    return RevisionPlace(row.course_id, row.module_id) if row else None
