"""Headers and cookies: nothing kept, nothing handed on (DESIGN 6)."""

import pytest

import lms
from tests.conftest import settings_for

PAGES = ["/en/", "/en/courses/t1", "/en/courses/t1/m1/s1", "/en/join", "/en/none", "/en/account"]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_the_headers_that_protect_its_reader(visit, address):
    headers = visit.client.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in headers or "Werkzeug" not in headers["Server"]


@pytest.mark.parametrize("address", ["/en/", "/en/courses/t1/m1/s1", "/en/account", "/en/account/receipts"])
def test_signed_in_pages_are_not_kept(learner, address):
    assert learner.client.get(address).headers["Cache-Control"] == "no-store"


def test_pages_with_a_cookie_are_not_kept(visit):
    reply = visit.client.get("/en/join")
    assert "Set-Cookie" in reply.headers
    assert reply.headers["Cache-Control"] == "no-store"


def test_the_cookie_is_out_of_reach_of_scripts_and_ends_with_the_browser(visit):
    cookie = visit.client.get("/en/join").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie and "Max-Age" not in cookie
    assert "Secure" not in cookie  # on this machine, without https


def test_behind_https_the_cookie_is_sent_over_nothing_else(tmp_path):
    app = lms.create_app(settings_for(tmp_path, base_url="https://learn.example.org"))
    assert app.config["SESSION_COOKIE_SECURE"] is True


def test_static_files_are_kept_for_ever_when_their_address_holds_their_content(visit):
    page = visit("/en/")
    sheet = page.tree.xpath("//link[@rel='stylesheet']/@href")[0]
    with visit.client.get(sheet) as reply:
        assert "immutable" in reply.headers["Cache-Control"]
    with visit.client.get(sheet.partition("?")[0]) as reply:
        assert reply.headers["Cache-Control"] == "no-cache"


def test_pages_travel_compressed(visit):
    reply = visit.client.get("/en/courses/t1/m1/s1", headers={"Accept-Encoding": "br, gzip"})
    assert reply.headers["Content-Encoding"] == "br"
