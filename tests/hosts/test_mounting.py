"""`LMS(app)` refuses what cannot work, and says how to mend it; our cookie goes to our addresses only."""

import pytest
from flask import Flask

import lms
from lms import LMS
from lms.errors import CannotMount
from lms.people import held
from tests.hosts import club

PASSPHRASE = "three plain words"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"person_of": club.member}, "person_of needs sign_in_url"),
        ({"sign_in_url": "/sign-in"}, "sign_in_url needs person_of"),
        ({"url_prefix": "/"}, "write it as “/learn”"),
        ({"url_prefix": "learn"}, "write it as “/learn”"),
        ({"url_prefix": "/learn/"}, "write it as “/learn”"),
        ({"url_prefix": ""}, "write it as “/learn”"),
        ({"url_prefix": "/posts"}, "The app has a page at /posts"),
        ({"url_prefix": "/assets"}, "The app has a page at /assets/<path:filename>"),
    ],
    ids=lambda each: each if isinstance(each, str) else " ".join(each),
)
def test_what_cannot_work_is_refused_and_nothing_is_mounted(host, settings, given, told):
    before = host.wsgi_app
    with pytest.raises(CannotMount, match=told):
        LMS(host, settings, **given)
    assert host.wsgi_app == before
    assert "lms" not in host.extensions


def test_twice_is_refused(host, mounted):
    mounted()
    with pytest.raises(CannotMount, match="once"):
        mounted(url_prefix="/again")


def test_without_settings_they_are_loaded(host, settings, monkeypatch):
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir / "var"))
    site = LMS(host).site
    assert site.extensions["lms"].settings.data_dir == settings.data_dir / "var"
    assert (settings.data_dir / "var" / "secret.key").exists()


@pytest.mark.parametrize(("prefix", "address"), [("/learn", "/learn"), ("/our/courses", "/our/courses/")])
def test_the_bare_prefix_leads_to_the_start(mounted, browser_of, prefix, address):
    mounted(url_prefix=prefix)
    assert browser_of()(address).url == f"{prefix}/en/"


def test_our_cookie_goes_to_our_addresses_only_and_is_no_cookie_of_the_host(mounted, host, browser_of):
    mounted()
    visit = browser_of()
    page = visit("/learn/en/join").send("/join", handle="calm-river-7", passphrase=PASSPHRASE)
    page.send("/join")
    assert visit.client.get_cookie("notebook", path="/learn")
    assert visit.client.get_cookie("notebook", path="/") is None
    assert "calm-river-7" in visit("/learn/en/account").text
    page = visit("/learn/en/account").send("/sign-out")
    assert page.status == 200
    assert "Clear-Site-Data" not in page.headers


def test_signing_out_asks_the_browser_to_forget_only_where_the_site_is_ours_alone(mounted, browser_of, settings):
    mounted()
    alone = lms.create_app(settings).test_client()
    told = {}
    for name, client, root in (("mounted", browser_of().client, "/learn"), ("alone", alone, "")):
        visit = type(browser_of())(client)
        visit(f"{root}/en/join").send("/join", handle=f"{name}-7", passphrase=PASSPHRASE).send("/join")
        form = visit(f"{root}/en/account").form("/sign-out")
        told[name] = client.post(form.action, data=dict(form.form_values())).headers.get("Clear-Site-Data")
    assert told == {"mounted": None, "alone": '"cache", "cookies", "storage"'}


def test_without_people_of_a_host_nobody_can_be_bound(host: Flask, mounted):
    site = mounted().site
    with site.test_request_context():
        assert "host" in site.extensions["lms"].registries.personal_data
        assert not any(entry.title == "The site you come from" for entry in held.in_order() if entry.applies())
