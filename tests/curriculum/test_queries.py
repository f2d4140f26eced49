"""Reads of courses, and what they cost."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.exc import NoResultFound

from lms.curriculum import queries
from lms.curriculum.models import Media, Module, Revision
from lms.db import db
from tests.curriculum.cases import Edit
from tests.curriculum.loading import change, load


@contextmanager
def statements() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_):
        if statement != "BEGIN":
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_an_outline_is_one_statement_without_documents(context):
    with statements() as sent:
        outline = queries.outline("t1")
    assert len(sent) == 1
    assert "document" not in sent[0]
    assert (outline.course_key, outline.course_address) == ("tiny", "t1")
    assert [(place.key, place.address) for place in outline.modules] == [("lanterns", "m1"), ("kites", "m2")]


def test_all_outlines_are_one_statement(context):
    with statements() as sent:
        assert queries.outlines() == (queries.outline("t1"),)
    assert len(sent) == 2
    with statements() as sent:
        assert queries.outline_of(queries.outline("t1").course_id) == queries.outline("t1")
    assert len(sent) == 3


@pytest.mark.parametrize("address", ["t2", "", "T1", "tiny"])
def test_an_address_of_nothing_has_no_outline(address, context):
    assert queries.outline(address) is None


def test_a_course_without_a_published_module_has_an_outline_without_places(context):
    db.session.connection().execute(update(Module).values(revision_id=None))
    assert queries.outline("t1").modules == ()
    db.session.rollback()


def test_documents_cost_a_statement_once_and_none_when_warm(course):
    change(course, Edit("kites/en/module.yaml", "title: Kites", "title: More kites"))
    change(course, Edit("en/course.yaml", "title: Lanterns", "title: Many lanterns"))
    load(course)
    outline = queries.outline("t1")
    revision = outline.modules[1].revision_id
    with statements() as sent:
        first = queries.course_document(outline.revision_id), queries.module_document(revision)
    assert len(sent) == 2
    with statements() as sent:
        again = queries.course_document(outline.revision_id), queries.module_document(revision)
    assert sent == []
    assert [a is b for a, b in zip(first, again, strict=True)] == [True, True]


def test_the_order_of_facts_terms_and_questions_survives_the_database(context):
    outline = queries.outline("t1")
    course = queries.course_document(outline.revision_id)
    assert (list(course.facts), list(course.terms)) == (["lantern-count", "wind-law"], ["lantern", "kite"])
    questions = list(queries.module_document(outline.modules[0].revision_id).questions)
    choices = ["c-first", "c-second", "q-flame", "q-oil", "q-ring", "q-hand", "q-coat"]
    assert questions == [*choices, "c-wick", "q-parts", "q-steps", "q-share", "q-holder"]


def test_a_place_of_a_revision_is_known_and_kept(context):
    outline = queries.outline("t1")
    place = queries.place_of_revision(outline.modules[0].revision_id)
    assert (place.course_id, place.module_id) == (outline.course_id, outline.modules[0].id)
    assert queries.place_of_revision(outline.revision_id).module_id is None
    with statements() as sent:
        queries.place_of_revision(outline.modules[0].revision_id)
    assert sent == []


def test_a_revision_that_is_not_there_yet_is_not_remembered_as_missing(course):
    newest = db.session.scalar(select(Revision.id).order_by(Revision.id.desc()))
    assert queries.place_of_revision(newest + 1) is None
    with pytest.raises(NoResultFound):
        queries.module_document(newest + 1)
    change(course, Edit("kites/en/module.yaml", "title: Kites", "title: More kites"))
    load(course)
    assert queries.module_document(newest + 1).texts["en"].title == "More kites"
    assert queries.place_of_revision(newest + 1).module_id is not None


def test_a_picture_is_found_by_its_digest(context):
    digest = db.session.scalar(select(Media.digest))
    assert queries.media(digest).type == "image/svg+xml"
    assert queries.media("0" * 64) is None
