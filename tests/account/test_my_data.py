"""My data: what is held and said, taken along, and erased."""

import io
import json
from datetime import timedelta
from zipfile import ZipFile

import pytest
from lxml import html

from lms.db import db
from lms.db.days import today
from lms.people import held
from lms.web.language import format_day
from tests import databases
from tests.conftest import PASSPHRASE
from tests.lives import live, rows_about

PRIVACY, EXPORT, ERASE = "/en/account/privacy", "/en/account/export", "/en/account/erase"


@pytest.fixture
def busy(app, visit, make_enrolment, sign_in):
    """Signed in, with a trace in every table; the visitor and the key."""
    key = make_enrolment()
    with app.app_context():
        live(key)
        db.session.remove()
    sign_in(visit)
    return visit, key


@pytest.fixture
def about(app):
    """What is left of somebody, by table."""

    def read(*ids):
        with app.app_context():
            return rows_about(*ids)

    return read


def export(visit):
    page = visit(EXPORT)
    form = page.form("export")
    return visit.client.post(form.action, data=dict(form.form_values()))


def files(reply) -> tuple[html.HtmlElement, dict]:
    with ZipFile(io.BytesIO(reply.data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["notebook.html", "notebook.json"]
        assert {info.date_time[3:] for info in archive.infolist()} == {(0, 0, 0)}, "a day is the finest time"
        return html.document_fromstring(archive.read("notebook.html").decode()), json.loads(
            archive.read("notebook.json")
        )


def test_anybody_can_read_what_is_held_before_joining(app, visit):
    page = visit(PRIVACY)
    assert page.heading == "What we hold, and who can see it"
    assert "history of the browser" in page.text
    assert "Whoever holds this server and its keys can read everything" in page.text
    assert "for 730 days" in page.text
    assert "notebook" not in str(page.headers.getlist("Set-Cookie"))
    with app.test_request_context():
        for entry in (each for each in held.in_order() if each.applies()):
            assert all(str(words) in page.text for words in (entry.title, entry.what, entry.why, entry.until))
    assert PRIVACY in visit("/en/").links()
    assert PRIVACY in visit("/en/join").links()


def test_whoever_is_signed_in_reads_how_much_is_held_and_until_when(app, busy):
    visit, _key = busy
    with app.test_request_context():
        day, until = format_day(today()), format_day(today() + timedelta(days=730))
    text = visit(PRIVACY).text
    amount = text.partition(f"Since {day}: ")[2].partition(".")[0]
    for words in ("1 account", "2 sign-ins", "1 course", "1 check", "1 lesson", "1 quiz sent in", "1 completion"):
        assert words in amount
    assert "1 attempt at a quiz" in amount
    assert until in text


def test_signing_in_says_until_when_the_account_is_kept(app, visit, make_person):
    make_person()
    page = visit("/en/sign-in").send("sign-in", handle="calm-river-7", passphrase=PASSPHRASE)
    with app.test_request_context():
        until = format_day(today() + timedelta(days=730))
    assert f"the account is kept until {until}" in page.text


def test_the_page_says_what_the_journal_of_this_database_keeps(visit):
    assert ("journal" in visit("/en/account/privacy").text) == databases.ON_POSTGRES


def test_the_account_leads_to_my_data(busy):
    visit, _key = busy
    assert {PRIVACY, EXPORT, ERASE} <= set(visit("/en/account").links())


def test_the_copy_holds_everything_to_read_and_for_programs(app, busy):
    visit, key = busy
    reply = export(visit)
    assert (reply.status_code, reply.mimetype) == (200, "application/zip")
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["Content-Disposition"] == "attachment; filename=notebook.zip"
    tree, data = files(reply)
    assert (tree.get("lang"), tree.get("dir")) == ("en", "ltr")
    text = " ".join(tree.text_content().split())
    assert "calm-river-7" in text and "Check answered" in text and "Quiz sent in" in text
    assert not tree.xpath("//script | //link | //img | //@src")
    with app.test_request_context():
        titles = [str(entry.title) for entry in held.in_order()]
        rows = sum(1 for entry in held.in_order() for _row in entry.export(key[0], "en"))
    assert [each["title"] for each in data["held"]] == titles == tree.xpath("//h2/text()")
    assert sum(len(each["rows"]) for each in data["held"]) == rows == len(tree.xpath("//tbody/tr"))
    assert rows == sum(number for table, number in rows_in(app, key).items() if table != "lms_outbox")


def rows_in(app, key):
    with app.app_context():
        return rows_about(key[0])


def test_answers_are_told_in_words_with_their_receipt(busy):
    visit, _key = busy
    tree, data = files(export(visit))
    row = next(row for each in data["held"] for row in each["rows"] if row.get("kind") == "check_answered")
    assert row["payload"] == {"question": "c-first", "response": "a"}
    assert row["question"] in tree.text_content() and row["answer"] in tree.text_content()
    assert row["receipt"] in visit("/en/account/receipts").text
    assert row["day"] == str(today())


def test_no_digest_of_a_secret_leaves_the_house(busy):
    visit, _key = busy
    with ZipFile(io.BytesIO(export(visit).data)) as archive:
        everything = archive.read("notebook.html") + archive.read("notebook.json")
    assert b"argon2" not in everything


def test_nothing_of_anybody_else_is_in_the_copy(busy, another, make_enrolment, sign_in):
    _visit, key = busy
    stranger = another()
    make_enrolment("quiet-lake-9")
    sign_in(stranger, "quiet-lake-9")
    tree, data = files(export(stranger))
    assert "calm-river-7" not in tree.text_content() + json.dumps(data)
    assert not any(str(each) in json.dumps(data) for each in key)
    assert "quiet-lake-9" in tree.text_content()


def test_what_somebody_wrote_is_text_in_the_page_and_nothing_else(app, visit, make_person, sign_in, monkeypatch):
    make_person()
    sign_in(visit)
    entry = next(iter(app.extensions["lms"].registries.personal_data._things.values()))
    monkeypatch.setitem(
        entry.__dict__, "export", lambda _person, _language: [{"handle": "<script>alert(1)</script>\u2028"}]
    )
    tree, data = files(export(visit))
    assert not tree.xpath("//script")
    assert "<script>alert(1)</script>" in tree.text_content()
    assert data["held"]


def test_a_visitor_gets_no_copy(visit):
    for reply in (visit.client.get(EXPORT), visit.client.post(EXPORT)):
        assert reply.status_code == 303


def test_erasing_asks_for_the_passphrase_and_a_tick(busy, about):
    visit, key = busy
    before = about(*key)
    for fields, words in (
        ({}, ["Type your passphrase.", "Tick this"]),
        ({"passphrase": PASSPHRASE}, ["Tick this"]),
        ({"understood": "y"}, ["Type your passphrase."]),
        ({"passphrase": "not the right one", "understood": "y"}, ["This is not your passphrase"]),
    ):
        page = visit(ERASE).send("erase", **fields)
        assert page.status == 422
        assert all(each in page.text for each in words)
        assert bool(page.tree.xpath("//input[@name='understood']/@checked")) == ("understood" in fields)
    assert about(*key) == before


def test_a_stranger_at_an_open_page_cannot_guess_the_passphrase_for_long(busy):
    visit, _key = busy
    page = visit(ERASE)
    tries = [page.send("erase", passphrase=f"guess number {number}", understood="y").status for number in range(11)]
    assert tries == [422] * 10 + [429]
    assert page.send("erase", passphrase=PASSPHRASE, understood="y").status == 429


@pytest.mark.alone
def test_erasing_leaves_nothing_signs_out_everywhere_and_says_what_remains(busy, another, sign_in, about):
    visit, key = busy
    second = another()
    sign_in(second)
    cookie = visit.client.get_cookie("notebook").value
    page = visit(ERASE).send("erase", passphrase=PASSPHRASE, understood="y")
    assert (page.status, page.heading) == (200, "Your account is erased")
    assert page.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert page.headers["Cache-Control"] == "no-store"
    assert "history of your browser" in page.text and "list of erased accounts" in page.text
    assert set(about(*key)) == {"lms_outbox"}
    assert second("/en/account").heading == "Sign in"
    visit.client.set_cookie("notebook", cookie)
    assert visit("/en/account").heading == "Sign in"
    refused = visit("/en/sign-in").send("sign-in", handle="calm-river-7", passphrase=PASSPHRASE)
    assert refused.status == 422


def test_erasing_twice_is_no_fault(busy, another, sign_in):
    visit, _key = busy
    second = another()
    sign_in(second)
    page, other = visit(ERASE), second(ERASE)
    assert page.send("erase", passphrase=PASSPHRASE, understood="y").status == 200
    assert other.send("erase", passphrase=PASSPHRASE, understood="y").heading == "Sign in"
    assert page.send("erase", passphrase=PASSPHRASE, understood="y").heading == "Sign in"


def test_a_handle_that_was_erased_is_free_again(busy, make_person):
    visit, key = busy
    visit(ERASE).send("erase", passphrase=PASSPHRASE, understood="y")
    assert make_person() != key[0]
