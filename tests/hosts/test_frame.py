"""Our pages in the layout of a host, and what happens when the host's functions fail."""

import logging
import re

import pytest
from flask import Flask, g, request, session, url_for

from lms import FramedPage
from lms.web.headers import POLICY
from tests.hosts import club
from tests.hosts.conftest import FRAMED, WITH_PEOPLE
from tests.hosts.walk import enclosed

LESSON = "/learn/en/courses/t1/m1/s1"


def test_a_page_stands_in_the_layout_with_its_own_heading_language_and_policy(mounted, browser_of):
    mounted(**FRAMED)
    for address, heading, language in (
        ("/learn/en/about", "What this is", "en"),
        ("/learn/ar/courses/t1/m1/s1", None, "ar"),
    ):
        page = browser_of()(address)
        assert heading in (None, page.heading)
        assert page.tree.xpath("//html/@lang") == [language]
        assert enclosed(page.tree).startswith("The club")
        assert page.headers["Content-Security-Policy"] == POLICY
        assert page.tree.xpath("//title/text()")[0].endswith(" · The club")
        assert len(page.tree.xpath("//main")) == 1
        assert not page.tree.xpath("//body//header[contains(@class, 'bar') and not(contains(@class, 'club'))]")


def test_errors_stand_in_the_layout_too(mounted, browser_of):
    mounted(**FRAMED)
    page = browser_of()("/learn/en/nowhere", status=404)
    assert enclosed(page.tree).startswith("The club")
    assert page.heading == "There is no such page"


def test_a_lesson_is_not_kept_with_somebody_elses_layout_around_it(mounted, browser_of, come_in):
    mounted(**WITH_PEOPLE, **FRAMED)
    amina, bilal = browser_of(), browser_of()
    come_in(amina)
    come_in(bilal, "bilal")
    for _ in range(2):
        page = amina(LESSON)
        assert enclosed(page.tree).startswith("The club Hello amina")
        assert page.headers["Cache-Control"] == "no-store"
    assert enclosed(bilal(LESSON).tree).startswith("The club Hello bilal")


def test_a_form_of_the_layout_works_from_our_pages(mounted, browser_of, come_in):
    """Its token is in the club's session, which our page has to save: here it is the first page there is."""
    mounted(**WITH_PEOPLE, **FRAMED)
    visit = browser_of()
    come_in(visit, stay="y")
    visit.client.delete_cookie("session")
    page = visit(LESSON)
    assert page.send("/sign-out").status == 200
    assert "Members" in enclosed(visit(LESSON).tree)


def test_what_one_function_leaves_in_the_hosts_session_is_there_for_the_other(host, mounted, browser_of):
    def person() -> None:
        session["seen"] = session.get("seen", 0) + 1

    def frame(page: FramedPage) -> str:
        return club.in_layout(page).replace("since 1999", f"seen {session['seen']}")

    mounted(person_of=person, sign_in_url="/sign-in", frame=frame)
    visit = browser_of()
    assert "seen 1" in visit(LESSON).text
    assert "seen 2" in visit(LESSON).text


def test_the_hosts_functions_see_its_own_request_and_none_of_what_was_sent(host, mounted, browser_of):
    seen = []

    def person() -> str:
        seen.append((request.path, request.script_root, url_for("front"), request.get_data(), dict(request.form)))
        assert not hasattr(g, "lang"), "that is ours"
        return "1"

    mounted(person_of=person, sign_in_url="/sign-in")
    visit = browser_of()
    visit("/learn/en/join").send("/join")
    assert {each[:3] for each in seen} == {(path, "", "/") for path in ("/learn/en/join", "/learn/en/")}
    assert all(each[3:] == (b"", {}) for each in seen)


def test_what_runs_before_and_after_the_hosts_pages_does_not_run_for_ours(mounted, browser_of):
    mounted(**WITH_PEOPLE, **FRAMED)
    page = browser_of()(f"{LESSON}?closed=1")
    assert "X-Club" not in page.headers


@pytest.mark.parametrize("fails", ["person_of", "frame"])
def test_when_a_function_of_the_host_fails_the_page_says_so_and_the_log_has_it(
    host, mounted, browser_of, caplog, fails
):
    def fail(*_page):
        raise RuntimeError("the host's own fault")

    given = {**WITH_PEOPLE, **FRAMED, fails: fail}
    mounted(**given)
    with caplog.at_level(logging.ERROR):
        page = browser_of()(LESSON, status=500)
    assert page.heading == "Something went wrong here"
    assert "the host's own fault" in caplog.text
    assert browser_of().client.get("/").status_code == 200


def test_pictures_and_styles_ask_the_host_nothing(mounted, browser_of):
    asked = []
    mounted(person_of=lambda: asked.append(1), sign_in_url="/sign-in", frame=club.in_layout)
    visit = browser_of()
    page = visit(LESSON)
    del asked[:]
    files = page.tree.xpath("//img/@src | //head/link/@href[contains(., 'lms.css')]")
    assert len(files) >= 2
    for file in files:
        with visit.client.get(file) as reply:
            assert (reply.status_code, "immutable" in reply.headers["Cache-Control"]) == (200, True)
            assert "Set-Cookie" not in reply.headers
    assert asked == []


def test_a_host_under_a_prefix_of_its_own_is_in_its_place_too(host: Flask, mounted):
    mounted(**WITH_PEOPLE, **FRAMED)
    client = host.test_client()
    reply = client.get("/learn/en/account", base_url="http://localhost/site")
    assert reply.headers["Location"] == "/site/sign-in?next=%2Fsite%2Flearn%2Fen%2Faccount"
    reply = client.get("/learn/en/search", base_url="http://localhost/site")
    assert 'href="/site/learn/static/lms.css' in reply.text
    assert 'href="/site/assets/club.css' in reply.text


def test_each_root_has_its_own_addresses_in_what_is_kept(host: Flask, mounted):
    mounted()
    for root in ("", "/site", ""):
        page = host.test_client().get("/learn/en/courses/t1/m1/s1", base_url=f"http://localhost{root}").text
        assert f'src="{root}/learn/media/' in page
        of_ours = [address for address in re.findall(r'(?:href|src|action)="(/[^"]*)"', page) if "/learn/" in address]
        assert of_ours
        assert all(address.startswith(f"{root}/learn/") for address in of_ours)
