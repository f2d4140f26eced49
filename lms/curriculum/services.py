"""Loading a course from files into the database, and saving it back."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import delete, select

from lms.curriculum import queries
from lms.curriculum.beside import faults_beside
from lms.curriculum.digests import digest, plain
from lms.curriculum.document import CourseDocument, ModuleDocument
from lms.curriculum.files import Bundle, read
from lms.curriculum.models import Course, Draft, Media, Module, Revision
from lms.curriculum.search.index import bring_up_to_date
from lms.curriculum.writing import write
from lms.db import db
from lms.db.locks import PUBLISHING, one_at_a_time
from lms.db.outbox import later
from lms.errors import CourseFault, LmsError
from lms.registry import Registries

UNCHANGED, PUBLISHED, INCOMING = "unchanged", "published", "incoming draft"
FILES, STUDIO = "files", "studio"


class NoSuchCourse(LmsError):
    """No course of this key or address is published."""


@dataclass(frozen=True)
class Loaded:
    """What became of a document: `outcome` is UNCHANGED, PUBLISHED or INCOMING."""

    key: str
    outcome: str


def load(path: Path, registries: Registries, today: date) -> list[Loaded]:
    """The files are published, or lie as an incoming draft beside what a trainer published last.

    :raises CourseFault: with every fault; nothing is written then
    """
    bundle = read(path, registries)
    one_at_a_time(PUBLISHING)
    course = db.session.scalar(select(Course).where(Course.key == bundle.course.key))
    if faults := faults_beside(path, bundle, course):
        raise CourseFault(faults)
    if course is None:
        course = Course(key=bundle.course.key, address=bundle.course.address)
        db.session.add(course)
        db.session.flush()
    _keep_media(bundle)
    loaded = [_take_in(course, _module_row(course, module), module, today) for module in bundle.modules]
    loaded.insert(0, _take_in(course, None, bundle.course, today))
    bring_up_to_date()
    if any(each.outcome == PUBLISHED for each in loaded):
        later("judge_completions", course_id=course.id)
    db.session.flush()
    return loaded


def save(key_or_address: str, path: Path) -> None:
    """The published course is written to the folder.

    :raises NoSuchCourse:
    :raises writing.FolderInUse: when the folder holds something else
    """
    found = db.session.scalar(
        select(Course.address).where((Course.key == key_or_address) | (Course.address == key_or_address))
    )
    outline = queries.outline(found) if found else None
    if outline is None:
        raise NoSuchCourse(f"There is no course “{key_or_address}”: `lms courses list` names them.")
    modules = tuple(queries.module_document(place.revision_id) for place in outline.modules)
    rows = db.session.scalars(
        select(Media).where(Media.digest.in_([f.digest for m in modules for f in m.media.values()]))
    )
    media = {row.digest: (row.type, row.bytes) for row in rows}
    write(Bundle(queries.course_document(outline.revision_id), modules, media), path)


def _take_in(course: Course, module: Module | None, document: CourseDocument | ModuleDocument, today: date) -> Loaded:
    """Same digest: nothing. Last published from files: publish. Else: one incoming draft, which replaces the last."""
    holder: Course | Module = course if module is None else module
    of_holder = {"course_id": course.id, "module_id": None if module is None else module.id}
    new = digest(document)
    published = db.session.get(Revision, holder.revision_id) if holder.revision_id else None
    place = {"course_id": course.id, "module_key": "" if module is None else module.key, "origin": "incoming"}
    db.session.execute(delete(Draft).filter_by(**place))
    if published and published.digest == new:
        return Loaded(document.key, UNCHANGED)
    if published and published.origin != FILES:
        db.session.add(Draft(**place, digest=new, document=plain(document)))
        return Loaded(document.key, INCOMING)
    revision = Revision(**of_holder, digest=new, document=plain(document), origin=FILES, published_on=today)
    db.session.add(revision)
    db.session.flush()
    holder.revision_id = revision.id
    return Loaded(document.key, PUBLISHED)


def _module_row(course: Course, document: ModuleDocument) -> Module:
    found = db.session.scalar(select(Module).where(Module.course_id == course.id, Module.key == document.key))
    if found is None:
        found = Module(course_id=course.id, key=document.key, address=document.address)
        db.session.add(found)
        db.session.flush()
    return found


def _keep_media(bundle: Bundle) -> None:
    known = set(db.session.scalars(select(Media.digest).where(Media.digest.in_(bundle.media))))
    for name, (media_type, content) in bundle.media.items():
        if name not in known:
            db.session.add(Media(digest=name, type=media_type, bytes=content))
