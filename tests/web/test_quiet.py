"""Quiet (DESIGN 6): what a history, a title or a glance over a shoulder gives away."""

import re

import pytest

import lms
from tests.conftest import settings_for
from tests.pages import Visitor

OPEN_PAGES = (
    "",
    "courses/t1",
    "courses/t1/m1",
    "courses/t1/m1/s1",
    "courses/t1/m1/s4",
    "about",
    "help",
    "join",
    "sign-in",
)
CLOSED_PAGES = ("account", "account/receipts")
#: words of the tiny course: its titles, those of its modules and steps
TELLING = re.compile(r"lantern|kite|light|carry|flying|tower|migrant|worker|rights", re.IGNORECASE)


@pytest.mark.parametrize("path", OPEN_PAGES + CLOSED_PAGES)
def test_titles_and_addresses_tell_nothing_of_the_course(learner, path):
    page = learner(f"/en/{path}")
    assert not TELLING.search(page.tree.xpath("string(//title)"))
    inside = [link for link in page.links() if link.startswith("/")]
    assert [link for link in inside if TELLING.search(link)] == []
    assert TELLING.search(learner("/en/courses/t1").text), "the guard knows no word of the course"


@pytest.mark.parametrize("path", (*OPEN_PAGES, *CLOSED_PAGES, "no-such-page"))
def test_every_page_can_be_left_at_once_without_a_script(learner, path):
    page = learner(f"/en/{path}", status=404 if path == "no-such-page" else 200)
    (link,) = page.tree.xpath("//a[@data-leave]")
    assert link.get("rel") == "noreferrer"
    with learner.client.get(link.get("href")) as blank:
        assert blank.status_code == 200


def test_where_leaving_leads_is_a_setting(tmp_path, app):
    elsewhere = lms.create_app(
        settings_for(app.extensions["lms"].settings.data_dir, leave_url="https://weather.example/")
    )
    assert "https://weather.example/" in Visitor(elsewhere.test_client())("/en/about").links()


@pytest.mark.alone
def test_signing_out_says_what_it_leaves_behind(learner):
    assert "The address can remain in its history: only you can clear that." in learner("/en/account").text
    page = learner("/en/account").send("sign-out", follow=False)
    assert page.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_there_is_no_remember_me(visit):
    page = visit("/en/sign-in")
    names = {field.get("name") for field in page.tree.xpath("//main//input")}
    assert names == {"csrf_token", "handle", "passphrase"}


def test_no_handle_stands_in_the_bar_of_any_page(learner):
    for path in OPEN_PAGES[:6]:
        assert "calm-river-7" not in learner(f"/en/{path}").text
