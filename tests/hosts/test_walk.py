"""All of our pages under a prefix of a host: each passes the checks of every page, and leads to pages of its own."""

import pytest

from lms.db import saving
from lms.db.days import today
from lms.people import grants
from lms.people.queries import by_handle
from lms.people.roles import Held, Role
from tests.conftest import PASSPHRASE
from tests.hosts.conftest import FRAMED, WITH_OWN_ACCOUNTS, WITH_PEOPLE
from tests.hosts.walk import enclosed, everything_from, files_on
from tests.pages import Page, Visitor
from tests.profile import THOROUGH

WAYS = {"own accounts": WITH_OWN_ACCOUNTS, "its people, framed": {**WITH_PEOPLE, **FRAMED}}
LANGUAGES: tuple[str, ...] = ("en",)
if THOROUGH:
    WAYS |= {"own accounts, framed": FRAMED, "its people": WITH_PEOPLE}
    LANGUAGES = ("en", "ar", "fr")


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def way(request, mounted) -> dict:
    request.getfixturevalue("host")
    mounted(**request.param)
    return request.param


@pytest.fixture
def learner(browser_of, way, come_in) -> Visitor:
    """Takes the course, has done a lesson, an attempt sent in and another open."""
    visit = browser_of()
    course = "/learn/en/courses/t1"
    if "person_of" in way:
        come_in(visit)
        visit(f"/learn/en/join?next={course}").send("/join")
    else:
        page = visit(f"/learn/en/join?next={course}").send("/join", handle="calm-river-7", passphrase=PASSPHRASE)
        page.send("/join")
    visit(course).send("/enrol")
    visit(f"{course}/m1/s1").send("/done")
    attempt = visit(f"{course}/m1/s4").send("/attempts")
    attempt.send("/answers", to=attempt.form("/answers").action.replace("/answers", "/finish"), anyway="yes")
    visit(f"{course}/m1/s4").send("/attempts")
    return visit


def addresses_of(pages: list[Page]) -> set[str]:
    return {page.url.removeprefix("/learn") for page in pages}


def test_a_visitor_finds_every_page_in_its_place(browser_of, way):
    visit = browser_of()
    pages = everything_from("/learn/en/", visit, LANGUAGES)
    assert {"/en/", "/en/courses/t1/m1/s1", "/en/account/privacy", "/en/search"} <= addresses_of(pages)
    for file in files_on(pages):
        with visit.client.get(file) as reply:
            assert reply.status_code == 200, file


def test_a_learner_finds_every_page_in_its_place(learner, way):
    pages = everything_from("/learn/en/", learner, LANGUAGES)
    places = {"/en/account", "/en/account/erase", "/en/account/receipts", "/en/courses/t1/m1/s4/why"}
    assert places <= addresses_of(pages)
    assert any("/attempts/" in page.url for page in pages)
    knows = {"/en/account/passphrase", "/en/account/sessions", "/en/account/words"}
    assert knows & addresses_of(pages) == (set() if "person_of" in way else knows)
    framed = [page for page in pages if "frame" in way and page.url.startswith("/learn")]
    assert all(enclosed(page.tree).startswith("The club") for page in framed)


def test_an_operator_finds_every_page_in_its_place(learner, host):
    handle = learner("/learn/en/account").tree.xpath("string(//main//b)")
    with host.extensions["lms"].site.app_context(), saving():
        grants.give(by_handle(handle).id, Held(Role.OPERATOR), today(), None)
    assert {"/en/people", "/en/studio/reports"} <= addresses_of(everything_from("/learn/en/people", learner))
    page = learner("/learn/en/people").send("/invitations", role="trainer", course="")
    link = page.tree.xpath("string(//input[@id='link']/@value)")
    assert link.startswith("http://localhost/learn/en/invitations/")
    assert learner(link.removeprefix("http://localhost")).heading == "Invitation"
