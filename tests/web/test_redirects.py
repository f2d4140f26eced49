"""Wherever a page leads after a form, it stays on this site, whatever was asked for."""

from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.web.forms import safe_next
from lms.web.limits import limiter
from tests.web.fuzz.judge import leaves_the_site

#: another site, as browsers read it in an address
HOSTS = (
    "evil.example",
    "evil.example:80",
    "user@evil.example",
    "[::1]",
    "127.1",
    "xn--e1afmkfd.example",
    "ｅvil.example",
)
SLASHES = ("/", "//", "///", "\\", "/\\", "\\\\", "/\t/", "/\n/", "\t//", "/ /", "/%2f", "/%5c", "%2f%2f", "／／",
           "/./", "/../", "/.//", "/;/", "/@", "/?//", "/#//", "")  # fmt: skip
SCHEMES = (
    "",
    "https:",
    "http:",
    "HTTPS:",
    "ht\ttp:",
    "javascript:",
    "data:text/html,",
    "//",
    ":",
    "\x00",
    "\u2028",
    " ",
)
TAILS = ("", "/", "/en/", "?next=/en/", "#x", "\r\nSet-Cookie: a=b", "/%2e%2e", "@localhost/en/")
hostile = st.one_of(
    st.tuples(*(st.sampled_from(part) for part in (SCHEMES, SLASHES, HOSTS, TAILS))).map("".join),
    st.text(alphabet="/\\\t\r\n\x00 .:@%?#;e[]／", max_size=12).map(lambda start: start + "evil.example"),
    st.text(max_size=30).map(lambda text: "/" + text),
)
encoded = st.sampled_from([lambda text: text, quote, lambda text: quote(quote(text)), unquote])


@given(address=hostile, code=encoded)
def test_what_is_taken_as_the_way_back_is_a_path_of_this_site_and_nothing_else(address, code):
    taken = safe_next(code(address))
    assert taken is None or (taken.startswith("/") and not leaves_the_site(taken))


@given(address=hostile, code=encoded)
def test_no_page_leads_elsewhere_whatever_is_asked_for(learner, address, code):
    asked = code(address)
    limiter.reset()
    headers = {"Referer": "https://evil.example/", "X-Forwarded-Host": "evil.example"}
    replies = [
        learner.client.get("/en/sign-in", query_string={"next": asked}, headers=headers),
        learner.client.get("/en/join", query_string={"next": asked}, headers=headers),
        learner.client.post("/en/join", data={"next": asked}, headers=headers),
    ]
    for reply in replies:
        assert reply.status_code == (400 if "\0" in asked else 303)
        assert not leaves_the_site(reply.headers.get("Location", "/")), reply.headers


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "/\\evil.example", "/en/../\\\\evil.example"]
)
def test_nobody_is_sent_elsewhere_after_enrolling(learner, address):
    page = learner("/en/courses/t1/leave").send("leave")
    fields = {**dict(page.form("enrol").form_values()), "to": address}
    sent = learner.client.post(page.form("enrol").action, data=fields)
    assert (sent.status_code, sent.headers["Location"]) == (303, "/en/courses/t1/m1/s1")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:99", "a@evil.example", "[", "", "evil.example/x", "a" * 300]
)
@pytest.mark.parametrize(
    "address", ["/", "/en", "//en/about", "/en//about", "/ar", "/en/account", "/%2f%2fevil.example/en/about"]
)
def test_the_host_that_a_request_names_is_in_no_answer(visit, host, address):
    reply = visit.client.get(address, headers={"Host": host})
    assert reply.status_code in (200, 302, 303, 308, 400, 404)
    assert not leaves_the_site(reply.headers.get("Location", "/"))
    assert "evil" not in reply.headers.get("Location", "").partition("?")[0]


@pytest.mark.parametrize("address", ["/en/", "/en/people?page=2", "/en/courses/t1/m1/s1#done", "/ar/search?q=%D8%B6"])
def test_a_page_of_this_site_is_no_danger(address):
    assert safe_next(address) == address


def test_the_judge_knows_what_browsers_make_of_an_address():
    for address in ("//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", " //evil.example"):
        assert leaves_the_site(address)
    for address in ("https://evil.example", "evil.example", "javascript:alert(1)", ""):
        assert leaves_the_site(address)
    assert not leaves_the_site("/en/?next=//evil.example")
