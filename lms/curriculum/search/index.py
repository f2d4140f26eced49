"""The index of search, in step with what is published."""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select, tuple_

from lms.curriculum.document import CourseDocument, ModuleDocument
from lms.curriculum.models import Passage, Revision
from lms.curriculum.queries import outlines
from lms.curriculum.search.passages import Words, of_course, of_module
from lms.curriculum.search.words import VERSION, tokens
from lms.db import db
from lms.db.locks import PUBLISHING, one_at_a_time


def bring_up_to_date() -> int:
    """What is published can be found, and nothing else; how many revisions were taken in.

    Part of the caller's transaction. Whoever publishes calls it; so does `lms db upgrade`, for what was published
    before there was an index, or before words were stemmed as they are now.
    """
    one_at_a_time(PUBLISHING)
    db.session.flush()  # what the caller publishes in this very transaction
    wanted = _published()
    known = {
        (revision_id, course_revision_id)
        for revision_id, course_revision_id, made_by in db.session.execute(_KNOWN)
        if made_by == VERSION
    }
    still_right = tuple_(Passage.revision_id, Passage.course_revision_id).in_(known & wanted)
    db.session.execute(delete(Passage).where(~still_right | (Passage.made_by != VERSION)))
    for revision_id, course_revision_id in sorted(wanted - known):
        _take_in(revision_id, course_revision_id)
    return len(wanted - known)


_KNOWN = select(Passage.revision_id, Passage.course_revision_id, Passage.made_by).distinct()


def _published() -> set[tuple[int, int]]:
    """Each revision in force, with the one of its course's own document."""
    return {
        (revision_id, outline.revision_id)
        for outline in outlines()
        for revision_id in (outline.revision_id, *(place.revision_id for place in outline.modules))
    }


def _take_in(revision_id: int, course_revision_id: int) -> None:
    # not by `queries`, which keep documents in memory: this transaction may still be rolled back
    course = CourseDocument.model_validate(_document(course_revision_id), strict=False)
    if revision_id == course_revision_id:
        found: Iterable[Words] = of_course(course)
    else:
        found = of_module(ModuleDocument.model_validate(_document(revision_id), strict=False), course)
    made = {"revision_id": revision_id, "course_revision_id": course_revision_id, "made_by": VERSION}
    db.session.execute(insert(Passage), [{**made, **_row(words)} for words in found])


def _document(revision_id: int) -> dict:
    return db.session.scalars(select(Revision.document).where(Revision.id == revision_id)).one()


def _row(words: Words) -> dict[str, object]:
    title_words = _forms(words.title, words.language)
    return {**vars(words), "title_words": title_words, "words": title_words + _forms(words.text, words.language)}


def _forms(text: str, language: str) -> str:
    forms = [form for token in tokens(text, language) for form in token.forms]
    return f" {' '.join(forms)} " if forms else " "
