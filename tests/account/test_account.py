"""The account page, and who has an account without a course."""

from dataclasses import replace

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

import lms
from lms.db import db
from tests.conftest import settings_for
from tests.pages import Visitor


@pytest.fixture
def person(visit, make_person, sign_in) -> Visitor:
    """Signed in, and taking no course."""
    make_person()
    sign_in(visit)
    return visit


@pytest.fixture
def two_languages(settings, tmp_path):
    """A visitor of a site with a catalogue for Arabic."""
    folder = tmp_path / "locale" / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog("ar")
    catalogue.add("Saved.", "حُفظ.")
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    app = lms.create_app(settings_for(settings.data_dir, locale_dir=tmp_path / "locale"))
    yield Visitor(app.test_client())
    with app.app_context():
        db.engine.dispose()


def test_the_account_page_names_the_handle_and_leads_on(person):
    page = person("/en/account")
    assert "Your handle is calm-river-7" in page.text
    assert "/en/account/receipts" in page.links()
    assert "/en/" in page.links()


def test_the_account_page_leads_to_all_of_its_pages(person):
    links = person("/en/account").links()
    for name in ("receipts", "passphrase", "words", "sessions", "details"):
        assert f"/en/account/{name}" in links
        assert "/en/account" in person(f"/en/account/{name}").links()


def test_the_account_page_has_one_next_action_and_words_that_wait_come_first(visit, join):
    def action(page):
        (found,) = page.tree.xpath("//main//*[contains(concat(' ', @class, ' '), ' next ')]")
        return " ".join(found.text_content().split())

    words = join()
    assert action(visit("/en/account")) == "Write down your six words"
    words.send("join")
    assert action(visit("/en/account")) == "Go on learning"


def test_no_other_page_shows_the_handle(learner):
    """Somebody may be looking over a shoulder."""
    account = [f"/en/account/{name}" for name in ("receipts", "passphrase", "words", "sessions", "details")]
    for address in ("/en/", "/en/courses/t1", "/en/courses/t1/m1/s1", "/en/help", "/en/about", "/en/recover", *account):
        assert "calm-river-7" not in learner(address).text


def test_the_account_is_closed_to_visitors(visit):
    for address in ("/en/account", "/en/account/receipts"):
        reply = visit.client.get(address)
        assert reply.status_code == 303
        assert reply.headers["Location"].endswith(f"/en/sign-in?next={address}")
    assert visit.client.post("/en/account", data={"language": "en"}).headers["Location"].endswith("/en/sign-in")


def test_without_a_course_every_page_of_the_account_works_and_the_start_offers_one(person):
    assert person("/en/account").heading == "Account"
    assert person("/en/account/receipts").heading == "Receipts"
    assert "Take the course" in person("/en/").text
    assert person("/en/courses/t1/m1/s1").heading == "Lighting"
    assert "%" not in person("/en/courses/t1").text


def test_where_there_is_one_language_there_is_nothing_to_choose(settings, person, sign_in):
    english = Visitor(lms.create_app(replace(settings, languages=("en",))).test_client())
    sign_in(english)
    assert not english("/en/account").tree.xpath("//select")
    assert person("/en/account").tree.xpath("//select[@name='language']/option/@value") == ["en", "ar", "fr"]


def test_a_language_is_chosen_and_is_where_one_begins(two_languages, make_person, sign_in):
    make_person()
    sign_in(two_languages)
    saved = two_languages("/en/account").send("/account", language="ar")
    assert saved.url == "/ar/account"
    assert saved.tree.getroottree().getroot().get("dir") == "rtl"
    assert "حُفظ." in saved.text
    assert saved.tree.xpath("//option[@selected]/@value") == ["ar"]
    assert two_languages("/").url == "/ar/"


def test_a_language_that_is_not_there_cannot_be_chosen(person, two_languages, sign_in):
    token = person("/en/account").form("sign-out").fields["csrf_token"]
    assert person.post("/en/account", {"csrf_token": token, "language": "de"}).status == 400
    assert person.post("/en/account", {"csrf_token": token}).status == 400
    sign_in(two_languages)
    assert two_languages("/en/account").send("/account", language="fr").status == 400
