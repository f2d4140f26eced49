"""Signing in: the same words for every mistake, a limit for each handle, and never anywhere else."""

import pytest
from flask.sessions import SecureCookieSessionInterface

from lms.web.limits import limiter
from tests.account.conftest import typed, words_on
from tests.account.test_joining import ELSEWHERE
from tests.conftest import PASSPHRASE

TRIES = 10  #: in a quarter of an hour


@pytest.fixture
def try_to_enter(visit):
    def send(handle="calm-river-7", passphrase="not the right one"):
        return visit("/en/sign-in").send("sign-in", handle=handle, passphrase=passphrase)

    return send


@pytest.fixture
def everything_sent(app) -> list[str]:
    """Every response from now on, headers and all."""
    seen: list[str] = []

    @app.after_request
    def note(response):
        seen.append(f"{response.headers}\n{response.get_data(as_text=True)}")
        return response

    return seen


def test_with_handle_and_passphrase_one_is_signed_in(visit, make_person, try_to_enter):
    make_person()
    assert visit("/en/account").heading == "Sign in"
    assert try_to_enter(passphrase=PASSPHRASE).status == 200
    assert visit("/en/account").heading == "Account"


def test_who_wanted_a_closed_page_sees_it_after_signing_in(visit, make_person):
    make_person()
    page = visit("/en/account/receipts?page=1")
    assert typed(page, "next") == "/en/account/receipts?page=1"
    assert page.send("sign-in", handle="calm-river-7", passphrase=PASSPHRASE).heading == "Receipts"


def test_a_wrong_passphrase_and_an_unknown_handle_get_the_same_words(make_person, try_to_enter):
    """Else anybody could ask who has an account."""
    make_person()
    wrong, unknown = try_to_enter(), try_to_enter(handle="quiet-lake-9")
    assert wrong.status == unknown.status == 422
    assert "do not belong together" in wrong.text
    assert wrong.text == unknown.text
    assert (typed(wrong, "handle"), typed(wrong, "passphrase")) == ("calm-river-7", "")


@pytest.mark.parametrize(("handle", "passphrase"), [("", PASSPHRASE), ("calm-river-7", ""), ("x" * 81, "x" * 201)])
def test_what_cannot_be_is_said_at_its_field(make_person, try_to_enter, visit, handle, passphrase):
    make_person()
    page = try_to_enter(handle, passphrase)
    assert page.status == 422
    assert page.tree.xpath("//div[@class='summary']//a")
    assert visit("/en/account").heading == "Sign in"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_sent_elsewhere_after_signing_in(visit, make_person, address):
    make_person()
    page = visit("/en/sign-in")
    sent = page.send("sign-in", follow=False, handle="calm-river-7", passphrase=PASSPHRASE, next=address)
    assert (sent.status, sent.headers["Location"]) == (303, "/en/")
    asked_again = visit.client.get("/en/sign-in", query_string={"next": address})
    assert (asked_again.status_code, asked_again.headers["Location"]) == (303, "/en/")


@pytest.mark.parametrize("token", ["", "wrong", None])
def test_a_page_that_was_open_too_long_asks_to_send_once_more_and_keeps_what_was_typed(visit, make_person, token):
    make_person()
    fields = {**dict(visit("/en/sign-in?next=/en/account").form("sign-in").form_values()), "handle": "calm-river-7"}
    fields |= {"passphrase": PASSPHRASE, "csrf_token": token}
    asked = visit.post("/en/sign-in", {name: value for name, value in fields.items() if value is not None})
    assert asked.status == 422
    assert "Please send it once more: nothing you typed is lost." in asked.text
    assert "do not belong together" not in asked.text
    assert (typed(asked, "handle"), typed(asked, "passphrase")) == ("calm-river-7", "")
    assert visit("/en/account").heading == "Sign in"
    assert asked.send("sign-in", passphrase=PASSPHRASE).heading == "Account"


def test_after_ten_wrong_tries_a_handle_rests_even_for_its_owner(make_person, try_to_enter):
    make_person()
    for _ in range(TRIES):
        assert try_to_enter().status == 422
    stopped = try_to_enter(passphrase=PASSPHRASE)
    assert (stopped.status, stopped.heading) == (429, "Too many tries")


def test_other_spellings_of_a_handle_are_no_way_around_the_limit(make_person, try_to_enter):
    make_person()
    for number in range(TRIES):
        try_to_enter(handle=("calm-river-7", "Calm-River-7", " CALM-RIVER-7 ")[number % 3])
    assert try_to_enter(handle="calm-RIVER-7", passphrase=PASSPHRASE).status == 429


def test_while_one_handle_rests_others_sign_in(make_person, try_to_enter, visit):
    make_person()
    make_person("quiet-lake-9")
    for _ in range(TRIES + 1):
        try_to_enter()
    assert try_to_enter("quiet-lake-9", PASSPHRASE).status == 200
    assert "quiet-lake-9" in visit("/en/account").text


def test_signing_in_as_one_should_does_not_use_up_the_tries(make_person, visit, sign_in, another):
    make_person()
    for _ in range(TRIES + 2):
        sign_in(another())


def test_trying_many_handles_from_one_address_is_stopped(visit):
    fields = dict(visit("/en/sign-in").form("sign-in").form_values())
    for number in range(200):
        fields |= {"handle": f"learner-{number}", "passphrase": "not the right one"}
        assert visit.client.post("/en/sign-in", data=fields).status_code == 422
    assert visit.client.post("/en/sign-in", data=fields).status_code == 429


def test_what_is_counted_names_neither_a_handle_nor_an_address(make_person, try_to_enter):
    make_person()
    try_to_enter()
    counted = str(dict(limiter.storage.storage))
    assert "sign_in" in counted
    assert "calm-river-7" not in counted
    assert "127.0.0.1" not in counted


def test_no_response_ever_holds_the_passphrase(everything_sent, app, visit, join, try_to_enter):
    join(passphrase="tower moon")
    visit("/en/join").send("join")
    visit.client.delete_cookie("notebook")
    for handle, passphrase in (("", "tower moon"), ("quiet-lake-9", "tower moon"), ("calm-river-7", "tower moon")):
        try_to_enter(handle, passphrase)
    for address in ("/en/", "/en/account", "/en/account/receipts"):
        visit(address)
    assert len(everything_sent) > 10
    assert "calm-river-7" in "".join(everything_sent)
    assert "tower moon" not in "".join(everything_sent)


def test_the_cookie_holds_neither_the_passphrase_nor_readable_words(app, visit, join):
    words = words_on(join(passphrase="tower moon"))
    cookie = visit.client.get_cookie("notebook").value
    held = str(SecureCookieSessionInterface().get_signing_serializer(app).loads(cookie))
    assert "_user_id" in held
    assert "tower" not in held
    assert "calm-river-7" not in held
    assert " ".join(words) not in held
    assert not set(words) & set(held.replace("'", " ").replace(",", " ").split())


def test_a_cookie_that_was_changed_signs_nobody_in(app, visit, join):
    join()
    said, dot, signature = visit.client.get_cookie("notebook").value.rpartition(".")
    # not the last letter: some of its bits are not part of the signature
    visit.client.set_cookie("notebook", said + dot + ("a" if signature[0] != "a" else "b") + signature[1:])
    assert visit("/en/account").heading == "Sign in"
