"""People of a host: who they are with us, how they begin, and what nobody else can do with their pages."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest

from lms.db import db, saving
from lms.db.days import today
from lms.ledger.models import Record
from lms.people.host_people import HostPerson, bound
from lms.people.models import Person
from tests.hosts.conftest import FRAMED, WITH_PEOPLE
from tests.pages import Page, Visitor

COURSE = "/learn/en/courses/t1"
SIGN_IN = "/sign-in?next=%2Flearn%2Fen%2Faccount"


@pytest.fixture
def ours(mounted):
    return mounted(**WITH_PEOPLE, **FRAMED).site


@pytest.fixture
def amina(ours, browser_of, come_in) -> Visitor:
    """Signed in to the club, and taking the course."""
    visit = browser_of()
    come_in(visit)
    visit(f"/learn/en/join?next={COURSE}").send("/join").send("/enrol")
    return visit


def handle_in(visit: Visitor) -> str:
    return visit("/learn/en/account").tree.xpath("string(//main//b)")


def leave_club(visit: Visitor) -> None:
    visit("/").send("/sign-out")


def rows(ours, table) -> int:
    with ours.app_context():
        return db.session.query(table).count()


def test_reading_needs_no_account_and_leaves_no_cookie_of_ours(ours, browser_of):
    visit = browser_of()
    page = visit(f"{COURSE}/m1/s1")
    assert page.heading
    assert visit.client.get_cookie("notebook", path="/learn") is None


def test_who_is_not_signed_in_to_the_club_is_sent_there_and_comes_back(ours, browser_of, come_in):
    visit = browser_of()
    for address in ("account", "join?next=/learn/en/account", "sign-in?next=/learn/en/account"):
        reply = visit.client.get(f"/learn/en/{address}")
        assert (reply.status_code, reply.headers["Location"]) == (303, SIGN_IN), address
    assert visit.client.get("/learn/en/recover").headers["Location"] == "/sign-in"
    page = visit("/learn/en/account").send("/sign-in", name="amina")
    assert (page.url, page.heading) == ("/learn/en/join", "Join")
    assert page.send("/join").url == "/learn/en/account"


def test_nobody_has_an_account_before_they_choose_to(ours, browser_of, come_in):
    visit = browser_of()
    come_in(visit)
    for address in ("", "courses/t1", "courses/t1/m1/s1", "join", "account/privacy"):
        visit(f"/learn/en/{address}")
    assert rows(ours, Person) == 0
    page = visit("/learn/en/join")
    page.send("/join")
    page.send("/join")  # once more, from a page that was still open
    assert (rows(ours, Person), rows(ours, HostPerson)) == (1, 1)


def test_the_same_person_of_the_club_is_the_same_here_on_any_browser(amina, browser_of, come_in):
    again, bilal = browser_of(), browser_of()
    come_in(again)
    assert handle_in(again) == handle_in(amina)
    come_in(bilal, "bilal")
    bilal("/learn/en/join").send("/join")
    assert handle_in(bilal) != handle_in(amina)


def test_the_database_does_not_name_the_person_of_the_club(ours, amina):
    with ours.app_context():
        row = db.session.query(HostPerson).one()
        assert len(row.digest) == 64
        assert bound("1").person.id == row.person_id
        assert bound("2") is None


def test_signing_out_of_the_club_is_signing_out_here(amina):
    leave_club(amina)
    assert amina.client.get("/learn/en/account").headers["Location"] == SIGN_IN
    assert "Sign in" in amina(COURSE).text


def test_what_is_about_signing_in_with_us_is_not_there_and_says_why(amina):
    token = amina("/learn/en/account").tree.xpath("string(//main//input[@name='csrf_token']/@value)")
    for address in ("account/passphrase", "account/sessions", "account/words"):
        page = amina(f"/learn/en/{address}", status=404)
        assert "You sign in and out with the site around these pages" in page.text
        assert amina.post(f"/learn/en/{address}", {"csrf_token": token}).status == 404
    for address in ("recover", "sign-out", "account/words/written"):
        assert amina.post(f"/learn/en/{address}", {"csrf_token": token}).status == 404
    page = amina.post("/learn/en/sign-in", {"csrf_token": token, "handle": handle_in(amina), "passphrase": "x"})
    assert page.url == "/learn/en/"


def test_another_person_cannot_send_a_page_that_was_open(ours, amina, come_in):
    """Rule 6: at the same browser, after the club has another person."""
    attempt = amina(f"{COURSE}/m1/s4").send("/attempts")
    lesson, erase = amina(f"{COURSE}/m1/s2"), amina("/learn/en/account/erase")
    leave_club(amina)
    come_in(amina, "bilal")
    amina("/learn/en/join").send("/join")
    before = rows(ours, Record)
    for page, form in ((attempt, "/answers"), (lesson, "/reflections")):
        told = page.send(form)
        assert (told.status, told.heading) == (409, "This page was opened by another account")
    assert lesson.send("/done").status == 400
    assert erase.send("/erase", understood="y").status == 400
    assert (rows(ours, Record), rows(ours, Person)) == (before, 2)


def answers_of(page: Page) -> dict[str, str]:
    """Something chosen for the first question."""
    field = page.tree.xpath("//form//input[starts-with(@name, 'q-')]")[0]
    return {field.get("name"): field.get("value")}


def test_what_was_typed_when_the_club_had_signed_out_waits_for_its_owner(ours, amina, come_in):
    attempt = amina(f"{COURSE}/m1/s4").send("/attempts")
    leave_club(amina)
    waiting = attempt.send("/answers", **answers_of(attempt))
    assert (waiting.status, waiting.heading) == (401, "Sign in")
    assert "What you typed waits on this page" in waiting.text
    still = waiting.send("/sign-in")
    assert still.status == 401
    there = still.tree.xpath("string(//a[@target='_blank']/@href)")
    assert there.startswith("/sign-in?next=%2Flearn%2Fen%2Fattempts%2F")
    come_in(amina)
    shown = still.send("/learn/en/sign-in")
    assert shown.heading == "These answers are not saved yet"
    assert "Saved" in shown.send("/answers").text
    assert rows(ours, Record) == 1


def test_for_another_person_what_waits_is_dropped(ours, amina, come_in):
    attempt = amina(f"{COURSE}/m1/s4").send("/attempts")
    leave_club(amina)
    waiting = attempt.send("/answers", **answers_of(attempt))
    come_in(amina, "bilal")
    amina("/learn/en/join").send("/join")
    assert waiting.send("/learn/en/sign-in").status == 404  # back to an attempt that is not theirs
    assert rows(ours, Record) == 0


def test_after_an_erasure_nothing_binds_and_a_new_account_begins_only_by_choice(ours, amina):
    handle = handle_in(amina)
    page = amina("/learn/en/account/erase")
    assert not page.tree.xpath("//input[@type='password']")
    assert page.send("/erase").status == 422
    page = amina("/learn/en/account/erase").send("/erase", understood="y")
    assert page.heading == "Your account is erased"
    assert "Clear-Site-Data" not in page.headers
    assert (rows(ours, Person), rows(ours, HostPerson)) == (0, 0)
    assert "Hello amina" in amina("/learn/en/").text
    assert rows(ours, Person) == 0
    amina("/learn/en/join").send("/join")
    assert handle_in(amina) != handle


def test_the_binding_is_in_the_copy_of_my_data(ours, amina):
    form = amina("/learn/en/account/export").form("/export")
    reply = amina.client.post(form.action, data=dict(form.form_values()))
    with ours.app_context():
        digest = db.session.query(HostPerson.digest).scalar()
    with zipfile.ZipFile(BytesIO(reply.data)) as archive:
        assert digest in archive.read("notebook.json").decode()
        assert "The site you come from" in archive.read("notebook.html").decode()


def test_reading_counts_as_use_so_that_retention_does_not_erase_who_still_comes(ours, amina):
    with ours.app_context(), saving():
        db.session.query(Person).one().used_on = today() - timedelta(days=700)
    amina(f"{COURSE}/m1/s1")
    with ours.app_context():
        assert db.session.query(Person).one().used_on == today()


def test_a_tap_after_signing_out_is_told_where_to_sign_in(amina):
    leave_club(amina)
    reply = amina.client.post("/learn/api/v1/records", json={})
    assert (reply.status_code, reply.json["sign_in"]) == (401, "/sign-in")


def test_a_remembering_cookie_of_the_club_is_not_taken_for_ours(host, mounted, settings, browser_of, come_in):
    """Both use Flask-Login, and here even the same secret."""
    host.config["SECRET_KEY"] = settings.secret_key
    mounted()
    visit = browser_of()
    come_in(visit, stay="y")
    assert visit.client.get_cookie("remember_token")
    visit("/learn/en/")
    assert visit.client.get_cookie("notebook", path="/learn") is None  # a reader, who gets none
    page = visit("/learn/en/join").send("/join", handle="calm-river-7", passphrase="three plain words").send("/join")
    assert page.status == 200
    assert handle_in(visit) == "calm-river-7"
