"""The index of search: in step with what is published, on an engine of its own and on the plain one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from lms.curriculum import services
from lms.curriculum.models import Module, Passage, Revision
from lms.curriculum.search import engines, index, queries
from lms.curriculum.search.like import Like
from lms.curriculum.search.queries import A_PAGE, find
from lms.curriculum.search.words import sought
from lms.db import db, migrations, saving
from tests.conftest import TINY
from tests.curriculum.cases import REGISTRIES, Edit, Remove
from tests.curriculum.loading import TODAY, change, load
from tests.curriculum.searching import load_three_languages

LANGUAGES = ("en", "ar", "fr")
NASTY = [
    '"',
    "'",
    "*",
    "OR",
    "AND",
    "NOT",
    "NEAR(",
    ")",
    "^",
    ":",
    "-",
    "{words}",
    "%",
    "_",
    "\\",
    "\0",
    "\u200f",
    "😀",
    "كَ",
]


@pytest.fixture(params=["own", "plain"])
def engine(request, context, monkeypatch):
    """Both ways to find."""
    if request.param == "plain":
        monkeypatch.setitem(engines.ENGINES, db.engine.dialect.name, Like())
    return request.param


def places(query: str, language: str = "en") -> list[tuple[str, str]]:
    """Language and key of what is found."""
    return [
        (each.language, each.term or f"{each.step}#{each.section}") for each in find(query, language, LANGUAGES).found
    ]


def in_title(query: str) -> dict[int, bool]:
    """Of each passage that is found, whether its title has the words."""
    hits = engines.engine_for(db.engine.dialect.name).hits(sought(query, LANGUAGES))
    return {passage_id: bool(is_in) for passage_id, is_in in db.session.execute(select(hits.c.id, hits.c.in_title))}


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("مدرسة", "ar"),
        ("قانون", "ar"),
        ("قَانُون", "ar"),
        ("كفالة", "ar"),
        ("employe", "fr"),
        ("egalite refugies", "fr"),
        ("school", "en"),
        ("passport emplo", "en"),
    ],
)
def test_required_words_are_found_in_their_language(course, engine, query, language):
    load_three_languages(course)
    assert places(query, language) == [(language, "flying#school")]


def test_the_readers_language_comes_first_and_then_the_courses_own(course, engine):
    load_three_languages(course)
    assert places("kafala", "ar") == [("en", "flying#school")]
    assert places("كفالة", "fr") == [("ar", "flying#school")]
    found = places("فانوس", "ar")
    assert found
    assert {language for language, _place in found} == {"ar"}
    change(course, Edit("kites/fr/flying.md", "L’employé demande", "Le lantern, l’employé demande"))
    load(course)
    assert [language for language, _place in places("lantern", "fr")][:2] == ["fr", "en"]


def test_a_section_is_found_once_whatever_languages_have_the_word(course, engine):
    change(course, Edit("lanterns/ar/lighting.md", "ارفع الزجاج.", "ارفع الزجاج lift."))
    load(course)
    assert places("lift", "ar") == [("ar", "lighting#how")]
    assert places("lift", "en") == [("en", "lighting#how")]


@pytest.mark.parametrize("query", ["lantern", "lanter"])
def test_titles_come_before_texts(course, engine, query):
    found = places(query)
    titles = [each.title.lower() for each in find(query, "en", LANGUAGES).found]
    with_it = ["lantern" in title for title in titles]
    assert len(set(with_it)) == 2
    assert with_it == sorted(with_it, reverse=True)
    assert ("en", "lantern") in found


def test_facts_and_terms_are_found_where_they_are_read(course, engine):
    assert places("tower february") == [("en", "lighting#")]
    assert ("en", "hold") not in places("wind law")
    assert places("wind law 2024") == [("en", "carrying#hold")]
    change(course, Edit("facts.yaml", "The wind law was in force", "The breeze statute was in force"))
    load(course)
    assert places("wind law 2024") == []
    assert places("breeze statute") == [("en", "carrying#hold")]


def test_what_is_published_anew_replaces_what_was_found(course, engine):
    change(course, Edit("lanterns/en/extra.md", "Some lanterns are red.", "Some lanterns are purple."))
    assert places("purple") == []
    load(course)
    assert places("purple") == [("en", "extra#")]
    change(course, Edit("lanterns/en/extra.md", "purple", "golden"))
    load(course)
    assert places("purple") == []
    assert places("golden") == [("en", "extra#")]


def test_an_index_that_fails_with_its_transaction_is_as_before(course, engine):
    change(course, Edit("lanterns/en/extra.md", "are red.", "are purple."))
    db.session.rollback()
    with pytest.raises(ZeroDivisionError), saving():
        services.load(course, REGISTRIES, TODAY)
        raise ZeroDivisionError
    assert places("purple") == []
    assert places("lanterns red") == [("en", "extra#")]


def test_what_waits_as_a_draft_is_not_found(course, engine):
    db.session.rollback()
    with saving():
        module = db.session.scalars(select(Module).where(Module.key == "lanterns")).one()
        db.session.get(Revision, module.revision_id).origin = services.STUDIO
    change(course, Edit("lanterns/en/extra.md", "are red.", "are purple."))
    load(course)
    assert places("purple") == []
    assert places("lanterns red") == [("en", "extra#")]


def test_a_module_that_the_course_no_longer_names_is_not_found(course, engine):
    assert places("kite") != []
    change(course, Edit("course.yaml", "[lanterns, kites]", "[lanterns]"), Remove("kites"))
    load(course)
    assert {place for _language, place in places("kite")} == {"kite", "#"}  # the term, and the course's title


def test_a_module_that_is_not_published_is_not_found(context, engine):
    with saving():
        db.session.execute(update(Module).where(Module.key == "kites").values(revision_id=None))
    assert "flying#" not in [place for _language, place in places("wind night")]


def test_an_index_made_by_other_words_is_made_anew_and_one_that_is_right_is_left(context):
    ids = select(Passage.id).order_by(Passage.id)
    before = db.session.scalars(ids).all()
    db.session.rollback()
    with saving():
        assert index.bring_up_to_date() == 0
    assert db.session.scalars(ids).all() == before
    db.session.rollback()
    with saving():
        db.session.execute(update(Passage).values(made_by=0))
        assert index.bring_up_to_date() == 3
    assert db.session.scalar(select(func.count()).select_from(Passage)) == len(before)
    assert places("lanterns red") == [("en", "extra#")]


def test_what_was_published_before_there_was_an_index_is_taken_in(context):
    migrations.downgrade("20261124_first_tables")
    migrations.upgrade()
    assert places("lanterns red") == []
    db.session.rollback()
    with saving():
        index.bring_up_to_date()
    assert places("lanterns red") == [("en", "extra#")]


def test_both_engines_find_the_same(course, monkeypatch):
    load_three_languages(course)
    for query in ("lantern", "lanter", "kafala", "law", "مدرسة", "employe", "li", "a", "2024 wind"):
        own, flags = sorted(places(query)), in_title(query)
        with monkeypatch.context() as patch:
            patch.setitem(engines.ENGINES, db.engine.dialect.name, Like())
            assert sorted(places(query)) == own
            assert in_title(query) == flags


@given(
    st.one_of(st.text(max_size=250), st.lists(st.sampled_from([*NASTY, "lantern", "فانوس"]), max_size=12).map(" ".join))
)
def test_nothing_that_is_typed_is_an_error(queries_app, text):
    with queries_app.app_context():
        for language in LANGUAGES:
            find(text, language, LANGUAGES)
        db.session.rollback()


@pytest.fixture
def queries_app(app, engine):
    return app


def test_pages_of_results_hold_each_place_once(course, engine, monkeypatch):
    monkeypatch.setattr(queries, "A_PAGE", 2)
    first = find("lantern", "en", LANGUAGES)
    assert A_PAGE == 20
    assert first.total > 4
    pages = [find("lantern", "en", LANGUAGES, page).found for page in range(1, 1 + (first.total + 1) // 2)]
    every = [(each.module, each.step, each.section, each.term) for page in pages for each in page]
    assert len(every) == len(set(every)) == first.total
    assert find("lantern", "en", LANGUAGES, 1000).found == ()


def test_a_course_that_is_loaded_twice_is_in_the_index_once(context):
    before = db.session.scalar(select(func.count()).select_from(Passage))
    load(TINY)
    assert db.session.scalar(select(func.count()).select_from(Passage)) == before
