"""Headers and cookies: nothing kept, nothing handed on (DESIGN 6)."""

import re

import pytest

import lms
from lms.db import db
from lms.web.gate import open_to_all
from tests.conftest import PASSPHRASE, settings_for
from tests.pages import Visitor
from tests.web.fuzz.judge import PROTECTING

#: kind of response → method, address, what is sent, and the status that makes it one
KINDS = {
    "page": ("GET", "/en/courses/t1/m1/s1", {}, 200),
    "head": ("HEAD", "/en/", {}, 200),
    "options": ("OPTIONS", "/en/", {}, 200),
    "redirect": ("GET", "/", {}, 302),
    "other spelling": ("GET", "/en", {}, 308),
    "sign in first": ("GET", "/en/account", {}, 303),
    "a form too old": ("POST", "/en/courses/t1/m1/s1/reflections", {"data": {}}, 401),
    "errors in a form": ("POST", "/en/sign-in", {"data": {}}, 422),
    "not there": ("GET", "/en/none", {}, 404),
    "no language": ("GET", "/none.txt", {}, 404),
    "no page": ("GET", "/en/courses/t1/m1/s1/checks", {}, 405),
    "no host": ("GET", "/en/", {"headers": {"Host": "a" * 300}}, 400),
    "too much": ("POST", "/en/sign-in", {"data": {"handle": "x" * 300_000}}, 413),
    "gone": ("GET", "/en/invitations/none", {}, 410),
    "api": ("POST", "/api/v1/records", {"json": {}}, 401),
    "no api": ("GET", "/api/v1/records", {}, 405),
    "static": ("GET", "/static/lms.css", {}, 200),
    "drawing": ("GET", "/static/mark.svg", {}, 200),
    "no file": ("GET", "/static/../lms.css", {}, 404),
    "no picture": ("GET", "/media/none.svg", {}, 404),
    "health": ("GET", "/healthz", {}, 200),
}


def is_protected(reply) -> bool:
    return all(pattern.match(reply.headers.get(name, "")) for name, pattern in PROTECTING.items())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_response_has_the_headers_that_protect_its_reader(visit, kind):
    method, address, sent, status = KINDS[kind]
    with visit.client.open(address, method=method, **sent) as reply:
        assert reply.status_code == status
        assert is_protected(reply)
        assert "Werkzeug" not in reply.headers.get("Server", "")


def test_the_policy_lets_in_nothing_but_files_of_ours(visit):
    policy = dict(
        part.strip().split(" ", 1) for part in visit.client.get("/en/").headers["Content-Security-Policy"].split(";")
    )
    assert set(policy.values()) == {"'none'", "'self'"}
    assert {name for name, value in policy.items() if value == "'none'"} == {
        "default-src",
        "base-uri",
        "frame-ancestors",
    }
    assert {"form-action", "script-src", "style-src"} <= set(policy)


def test_pictures_copies_and_what_is_not_new_are_protected_too(learner):
    picture = learner("/en/courses/t1/m1/s1").tree.xpath("//img[contains(@src, '/media/')]/@src")[0]
    tag = {"If-None-Match": learner.client.get(picture).headers["ETag"]}
    copy = learner("/en/account/export").form("export")
    replies = [
        learner.client.get(picture),
        learner.client.get(picture, headers=tag),
        learner.client.post(copy.action, data=dict(copy.form_values())),
    ]
    assert [reply.status_code for reply in replies] == [200, 304, 200]
    assert all(is_protected(reply) for reply in replies)


def test_so_is_what_comes_when_something_breaks(app, visit):
    app.testing = False

    @app.get("/broken")
    @open_to_all
    def broken():
        raise KeyError("x")

    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE lms_course RENAME TO lms_away")
    replies = [visit.client.get("/broken"), visit.client.get("/readyz")]
    assert [reply.status_code for reply in replies] == [500, 503]
    assert all(is_protected(reply) for reply in replies)


@pytest.mark.parametrize("address", ["/en/", "/en/courses/t1/m1/s1", "/en/account", "/en/account/receipts"])
def test_signed_in_pages_are_not_kept(learner, address):
    assert learner.client.get(address).headers["Cache-Control"] == "no-store"


def test_pages_with_a_cookie_are_not_kept(visit):
    reply = visit.client.get("/en/join")
    assert "Set-Cookie" in reply.headers
    assert reply.headers["Cache-Control"] == "no-store"


COOKIE = r"notebook=[^;]+;( Secure;)? HttpOnly; Path=/; SameSite=Lax"


@pytest.mark.parametrize(
    ("base_url", "is_secure"), [("", False), ("http://a.example", False), ("https://a.example", True)]
)
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites_and_ends_with_the_browser(app, base_url, is_secure):
    """With an address of https it travels over nothing else; it has no lifetime, so no browser keeps it."""
    again = lms.create_app(settings_for(app.extensions["lms"].settings.data_dir, base_url=base_url))
    visit = Visitor(again.test_client())
    site = {"base_url": base_url or "http://localhost"}
    page = visit.client.get("/en/join", **site)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    fields = {"csrf_token": token, "handle": "calm-river-7", "passphrase": PASSPHRASE}
    joined = visit.client.post("/en/join", data=fields, **site)
    assert joined.status_code == 303
    for reply in (page, joined):
        (cookie,) = reply.headers.getlist("Set-Cookie")
        found = re.fullmatch(COOKIE, cookie)
        assert found and bool(found[1]) is is_secure, cookie
    with again.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    "address", ["/en/", "/en/courses/t1/m1/s1", "/en/search?q=x", "/static/lms.css", "/healthz", "/en/x"]
)
def test_who_only_reads_gets_no_cookie(visit, address):
    with visit.client.get(address) as reply:
        assert "Set-Cookie" not in reply.headers


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
