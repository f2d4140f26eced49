"""The page of search: what a reader sees, and what is kept of it, which is nothing."""

import logging
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lms
from lms.curriculum import services
from lms.db import db, saving
from lms.db.days import today
from lms.registry import registries
from tests.browser import catalogue
from tests.conftest import settings_for
from tests.curriculum.cases import copied
from tests.curriculum.loading import change
from tests.curriculum.searching import in_three_languages
from tests.pages import Visitor

SEARCH = "/en/search"


def asked(query: str, language: str = "en", page: str = "") -> str:
    return f"/{language}/search?q={quote(query)}" + (f"&page={page}" if page else "")


def links(page) -> list[str]:
    return page.tree.xpath("//ol[@class='found']//h2/a/@href")


def test_before_a_search_there_is_one_labelled_field(visit):
    page = visit(SEARCH)
    (field,) = page.tree.xpath("//main//input")  # no token either
    assert (field.get("type"), field.get("dir"), field.get("name")) == ("search", "auto", "q")
    assert "What you search for is not recorded." in page.text
    assert "Nothing found" not in page.text


def test_what_is_found_is_marked_and_leads_to_its_section(visit):
    page = visit(asked("glass wick"))
    assert links(page) == ["/en/courses/t1/m1/s1#how"]
    assert page.tree.xpath("//ol[@class='found']//mark/text()") == ["glass", "wick"]
    assert "Lesson · Lighting · Lanterns" in page.text
    section = visit(links(page)[0].partition("#")[0])
    assert section.tree.xpath("//*[@id='how']")


def test_a_term_leads_to_where_a_lesson_explains_it(visit):
    page = visit(asked("light that can be carried"))
    assert links(page) == ["/en/courses/t1/m1/s1#term-lantern"]
    assert visit("/en/courses/t1/m1/s1").tree.xpath("//*[@id='term-lantern']")


def test_the_page_says_nothing_of_the_query_in_its_title_or_its_other_links(visit):
    page = visit(asked("lantern"))
    assert page.tree.xpath("string(//title)").startswith("Search · ")
    assert page.tree.xpath("string(//main//input/@value)") == "lantern"
    assert not [link for link in page.links() if "q=" in link]


def test_nothing_is_kept_of_a_search(visit, count_statements, caplog):
    caplog.set_level(logging.DEBUG)
    replies = []
    sent = count_statements(lambda: replies.append(visit.client.get(asked("passport kafala lantern"))))
    assert replies[0].headers["Cache-Control"] == "no-store"
    assert replies[0].headers["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in replies[0].headers
    assert "Set-Cookie" not in replies[0].headers
    assert all(statement.lstrip().startswith(("SELECT", "WITH")) for statement in sent)
    assert "kafala" not in caplog.text
    assert visit.client.post(SEARCH, data={"q": "lantern"}).status_code == 405


def test_a_search_takes_few_statements(learner, visit, another, count_statements):
    for visitor in (learner, another()):
        visitor(asked("lantern"))
        assert len(count_statements(lambda visitor=visitor: visitor.client.get(asked("lantern")))) <= 3


def test_nothing_found_says_what_to_try(visit):
    page = visit(asked("zebra"))
    assert "Nothing found" in page.text
    assert "Use one word, or fewer words." in page.text
    assert visit(asked("?!")).text.count("There is no word to search for.") == 1


def test_more_results_are_on_more_pages(visit, monkeypatch):
    for module in ("lms.learn.search", "lms.curriculum.search.queries"):
        monkeypatch.setattr(f"{module}.A_PAGE", 2)
    page, seen = visit(asked("lantern")), []
    while more := page.tree.xpath("//a[normalize-space()='More results']/@href"):
        seen += links(page)
        page = visit(more[0])
    seen += links(page)
    assert len(seen) == len(set(seen)) > 4
    assert "The ones before" in page.text


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "٣", "9999", ""])
def test_any_page_number_is_a_page(visit, page):
    assert visit(asked("lantern", page=page)).heading == "Search"


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=300))
def test_nothing_that_is_typed_is_an_error(visit, text):
    assert visit(asked(text)).heading == "Search"


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '""',
        '" OR "',
        "*",
        "NEAR(a b)",
        "words:x",
        "a AND",
        "-x",
        "😀",
        "\u200f",
        "%",
        "<b>lantern",
        "a" * 9000,
    ],
)
def test_signs_that_mean_something_elsewhere_mean_nothing(visit, query):
    page = visit(asked(query))
    assert page.heading == "Search"
    assert len(page.tree.xpath("string(//main//input/@value)")) <= 200


def test_the_menu_and_the_home_page_lead_to_search(visit):
    page = visit("/en/")
    assert SEARCH in page.links()
    form = page.form("search")
    assert (form.method, form.action, form.fields.keys()) == ("GET", SEARCH, ["q"])
    assert sorted(links(visit(asked("wick")))) == ["/en/courses/t1/m1/s1#how", "/en/courses/t1/m1/s1#what-you-need"]


@pytest.fixture
def three(settings, tmp_path):
    """A visitor of a site in three languages."""
    for language in ("ar", "fr"):
        catalogue.write(tmp_path / "locale", language)
    app = lms.create_app(settings_for(tmp_path, locale_dir=tmp_path / "locale"))
    app.testing = True
    (tmp_path / "files").mkdir()
    course = copied(tmp_path / "files")
    change(course, *in_three_languages())
    with app.app_context():
        with saving():
            services.load(course, registries(), today())
        yield Visitor(app.test_client())
        db.session.remove()
        db.engine.dispose()


def test_words_of_another_language_are_marked_as_such(three):
    page = three(asked("rule ring", "ar"))
    (found,) = page.tree.xpath("//ol[@class='found']/li/div")
    assert (found.get("lang"), found.get("dir")) == ("en", "ltr")
    assert links(page) == ["/ar/courses/t1/m1/s2#hold"]  # shown there in the language it was found in


@pytest.mark.parametrize(
    ("query", "language", "link"),
    [
        ("مدرسة", "ar", "/ar/courses/t1/m2/s1#school"),
        ("kafala", "en", "/en/courses/t1/m2/s1#school"),
        ("kafala", "ar", "/en/courses/t1/m2/s1#school"),  # the Arabic page has other words
        ("كفالة", "en", "/ar/courses/t1/m2/s1#school"),
        ("employe", "fr", "/fr/courses/t1/m2/s1#school"),
    ],
)
def test_a_result_leads_to_the_page_where_the_words_stand(three, query, language, link):
    page = three(asked(query, language))
    assert links(page) == [link]
    words = three(link.partition("#")[0]).text
    assert all(mark in words for mark in page.tree.xpath("//mark/text()"))
