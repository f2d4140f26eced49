"""What search finds. Nothing about a search is kept or written anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, case, func, select

from lms.curriculum import queries as curriculum
from lms.curriculum.document import CourseDocument
from lms.curriculum.models import Passage
from lms.curriculum.queries import ModulePlace, Outline
from lms.curriculum.search.engines import engine_for
from lms.curriculum.search.passages import TERM
from lms.curriculum.search.words import Sought, sought
from lms.db import db

A_PAGE = 20
MOST_PAGES = 50


@dataclass(frozen=True)
class Found:
    """A passage that was found, and where it stands."""

    outline: Outline
    module: ModulePlace | None  #: None: the course, or a term
    language: str
    is_base: bool  #: that is the base language of what it stands in
    step: str  #: key of the lesson; "": the module, or the course
    section: str  #: key; "": the beginning
    term: str  #: key
    title: str
    text: str


@dataclass(frozen=True)
class Finding:
    """A page of what was found, the best first."""

    found: tuple[Found, ...] = ()
    total: int = 0
    sought: Sought | None = None  #: None: there was no word to look for


def find(query: str, language: str, languages: Sequence[str], page: int = 1) -> Finding:
    """What is published and open, in the reader's language, then in a course's own, then in others; two statements.

    A section is found once: in the first of these languages in which it has all the words.

    :param languages: those that pages can be read in
    :param page: from 1
    """
    outlines = curriculum.outlines()
    places = _places(outlines)
    bases = dict.fromkeys(curriculum.course_document(outline.revision_id).base for outline in outlines)
    words = sought(query, tuple(dict.fromkeys((language, *bases, *languages))))
    if not words or not places:
        return Finding(sought=words or None)
    rows = _rows(words, language, tuple(places), page)
    found = tuple(_found(row, *places[row.revision_id]) for row in rows)
    return Finding(found, rows[0].total if rows else 0, words)


def _places(outlines: Sequence[Outline]) -> dict[int, tuple[Outline, ModulePlace | None]]:
    """Every revision that may be found, with its course and module."""
    found: dict[int, tuple[Outline, ModulePlace | None]] = {}
    for outline in outlines:
        course: CourseDocument = curriculum.course_document(outline.revision_id)
        found[outline.revision_id] = (outline, None)
        found.update({place.revision_id: (outline, place) for place in outline.modules if place.key in course.modules})
    return found


def _rows(words: Sought, language: str, revisions: tuple[int, ...], page: int) -> Sequence[Row]:
    hits = engine_for(db.engine.dialect.name).hits(words)
    tongue = case((Passage.language == language, 0), (Passage.is_base, 1), else_=2)
    order = (tongue, hits.c.in_title.desc(), hits.c.rank, Passage.id)
    one_place = (Passage.revision_id, Passage.step, Passage.place)
    each = (
        select(
            Passage,
            func.row_number().over(partition_by=one_place, order_by=order).label("choice"),
            func.row_number().over(order_by=order).label("number"),
        )
        .join(hits, hits.c.id == Passage.id)
        .where(Passage.revision_id.in_(revisions))
        .subquery()
    )
    first = select(each, func.count().over().label("total")).where(each.c.choice == 1).order_by(each.c.number)
    return db.session.execute(first.limit(A_PAGE).offset((page - 1) * A_PAGE)).all()


def _found(row: Row, outline: Outline, module: ModulePlace | None) -> Found:
    is_term = row.place.startswith(TERM)
    return Found(
        outline=outline,
        module=module,
        language=row.language,
        is_base=row.is_base,
        step=row.step,
        section="" if is_term else row.place,
        term=row.place.removeprefix(TERM) if is_term else "",
        title=row.title,
        text=row.text,
    )
