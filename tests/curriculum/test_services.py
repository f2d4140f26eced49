"""Loading and saving: what is published, what waits beside it, and what is refused."""

import pytest
from sqlalchemy import func, select

from lms.curriculum import files, queries, services
from lms.curriculum.digests import digest, plain
from lms.curriculum.models import Course, Draft, Media, Module, Revision
from lms.curriculum.services import INCOMING, PUBLISHED, UNCHANGED
from lms.db import db, saving
from lms.db.outbox import Work
from tests.curriculum.cases import REGISTRIES, TINY, Append, Edit
from tests.curriculum.loading import TODAY, change, faults_of, load

TITLE = Edit("kites/en/module.yaml", "title: Kites", "title: More kites")
TITLE_AGAIN = Edit("kites/en/module.yaml", "title: More kites", "title: Many kites")


def counts() -> list[int]:
    tables = (Course, Module, Revision, Draft, Media, Work)
    return [db.session.scalar(select(func.count()).select_from(table)) for table in tables]


def made_in_the_studio(key: str) -> None:
    """What is published of a module was made by a trainer; "": the course's own document."""
    db.session.rollback()
    with saving():
        holder = (
            db.session.scalar(select(Module).where(Module.key == key)) if key else db.session.scalar(select(Course))
        )
        db.session.get(Revision, holder.revision_id).origin = services.STUDIO


def title() -> str:
    place = next(place for place in queries.outline("t1").modules if place.key == "kites")
    return queries.module_document(place.revision_id).texts["en"].title


def test_the_same_files_again_change_nothing(course):
    before = counts()
    assert load(course) == {"tiny": UNCHANGED, "lanterns": UNCHANGED, "kites": UNCHANGED}
    assert counts() == before


def test_changed_files_are_published_and_only_the_documents_that_changed(course):
    change(course, TITLE)
    assert load(course) == {"tiny": UNCHANGED, "lanterns": UNCHANGED, "kites": PUBLISHED}
    assert title() == "More kites"
    revision = db.session.scalars(select(Revision).order_by(Revision.id.desc())).first()
    assert (revision.origin, revision.published_on) == (services.FILES, TODAY)


def test_a_changed_fact_publishes_the_course_document_alone(course):
    change(course, Edit("facts.yaml", 'value: "12"', 'value: "13"'))
    assert load(course) == {"tiny": PUBLISHED, "lanterns": UNCHANGED, "kites": UNCHANGED}
    assert queries.course_document(queries.outline("t1").revision_id).facts["lantern-count"].value == "13"


def test_beside_what_a_trainer_published_the_files_wait_as_an_incoming_draft(course):
    made_in_the_studio("kites")
    change(course, TITLE)
    assert load(course) == {"tiny": UNCHANGED, "lanterns": UNCHANGED, "kites": INCOMING}
    assert title() == "Kites"
    (draft,) = db.session.scalars(select(Draft)).all()
    assert (draft.module_key, draft.origin, draft.document["texts"]["en"]["title"]) == (
        "kites",
        "incoming",
        "More kites",
    )


def test_the_incoming_draft_is_replaced_by_the_next_load_and_never_merged(course):
    made_in_the_studio("kites")
    change(course, TITLE, Edit("kites/en/module.yaml", "fly a kite}", "fly two kites}"))
    load(course)
    change(course, TITLE_AGAIN, Edit("kites/en/module.yaml", "fly two kites}", "fly a kite}"))
    load(course)
    (draft,) = db.session.scalars(select(Draft)).all()
    document = next(module for module in files.read(course, REGISTRIES).modules if module.key == "kites")
    assert (draft.document, draft.digest) == (plain(document), digest(document))


def test_files_that_say_again_what_is_published_take_the_incoming_draft_away(course):
    made_in_the_studio("kites")
    change(course, TITLE)
    load(course)
    assert load(TINY) == {"tiny": UNCHANGED, "lanterns": UNCHANGED, "kites": UNCHANGED}
    assert db.session.scalars(select(Draft)).all() == []


def test_a_trainers_own_draft_is_left_alone(course):
    made_in_the_studio("kites")
    course_id = queries.outline("t1").course_id
    db.session.rollback()
    with saving():
        place = {"course_id": course_id, "module_key": "kites", "origin": services.STUDIO}
        db.session.add(Draft(**place, digest="0" * 64, document={"mine": True}))
    change(course, TITLE)
    load(course)
    drafts = {draft.origin: draft.document for draft in db.session.scalars(select(Draft))}
    assert drafts[services.STUDIO] == {"mine": True}
    assert drafts["incoming"]["texts"]["en"]["title"] == "More kites"


def test_the_course_document_can_wait_as_well(course):
    made_in_the_studio("")
    change(course, Edit("en/course.yaml", "title: Lanterns and kites", "title: Light and wind"), TITLE)
    assert load(course) == {"tiny": INCOMING, "lanterns": UNCHANGED, "kites": PUBLISHED}
    assert [draft.module_key for draft in db.session.scalars(select(Draft))] == [""]


def test_a_published_revision_never_changes(course):
    before = {row.id: (row.digest, row.document, row.published_on) for row in db.session.scalars(select(Revision))}
    change(course, TITLE, Edit("facts.yaml", 'value: "12"', 'value: "13"'))
    load(course)
    change(course, TITLE_AGAIN)
    load(course)
    db.session.expire_all()
    after = {row.id: (row.digest, row.document, row.published_on) for row in db.session.scalars(select(Revision))}
    assert {key: after[key] for key in before} == before
    assert len(after) == len(before) + 3


def test_the_digest_of_a_revision_is_that_of_its_document(course):
    for place in queries.outline("t1").modules:
        assert digest(queries.module_document(place.revision_id)) == db.session.get(Revision, place.revision_id).digest


def test_a_course_with_faults_writes_nothing(course):
    before = counts()
    change(course, TITLE, Append("lanterns/en/extra.md", "\n## No key\n"))
    assert faults_of(course) == ["lanterns/en/extra.md:7: The heading has no key: end it with {#a-key}."]
    assert counts() == before
    assert title() == "Kites"


def test_a_second_course_stands_beside_the_first(course):
    change(course, Edit("course.yaml", "key: tiny", "key: other"), Edit("course.yaml", "address: t1", "address: t2"))
    assert set(load(course).values()) == {PUBLISHED}
    assert [outline.course_key for outline in queries.outlines()] == ["tiny", "other"]
    assert len({place.id for outline in queries.outlines() for place in outline.modules}) == 4
    assert db.session.scalar(select(func.count()).select_from(Media)) == 1


def test_publishing_asks_for_completions_to_be_judged_once_a_load(course):
    before = counts()[-1]
    load(course)
    assert counts()[-1] == before
    change(course, TITLE, Edit("facts.yaml", 'value: "12"', 'value: "13"'))
    load(course)
    work = db.session.scalars(select(Work).order_by(Work.id.desc())).first()
    assert (work.name, work.args) == ("judge_completions", {"course_id": queries.outline("t1").course_id})
    assert counts()[-1] == before + 1


def test_an_incoming_draft_asks_for_nothing(course):
    made_in_the_studio("kites")
    before = counts()[-1]
    change(course, TITLE)
    load(course)
    assert counts()[-1] == before


def test_loading_is_in_the_transaction_of_the_caller(course):
    change(course, TITLE)
    db.session.rollback()
    with pytest.raises(ZeroDivisionError), saving():
        services.load(course, REGISTRIES, TODAY)
        raise ZeroDivisionError
    assert title() == "Kites"


def test_a_saved_course_is_what_was_loaded(course, tmp_path):
    services.save("tiny", tmp_path / "by-key")
    services.save("t1", tmp_path / "by-address")
    assert files.read(tmp_path / "by-key", REGISTRIES) == files.read(TINY, REGISTRIES)
    assert files.read(tmp_path / "by-address", REGISTRIES) == files.read(TINY, REGISTRIES)
    db.session.rollback()
    assert load(tmp_path / "by-key") == {"tiny": UNCHANGED, "lanterns": UNCHANGED, "kites": UNCHANGED}


def test_a_course_that_is_not_there_cannot_be_saved(course, tmp_path):
    with pytest.raises(services.NoSuchCourse, match="lms courses list"):
        services.save("t9", tmp_path / "new")
    assert not (tmp_path / "new").exists()
