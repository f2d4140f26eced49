"""Joining: a handle and a passphrase, six words, and back to where one came from."""

import pytest

from lms.people.handles import is_well_formed
from tests.account.conftest import summary, typed, words_on
from tests.conftest import PASSPHRASE

ELSEWHERE = [
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "evil.example",
    "/" + "a" * 600,
]


def test_a_handle_is_suggested_and_another_one_the_next_time(visit):
    suggestions = {typed(visit("/en/join"), "handle") for _ in range(5)}
    assert len(suggestions) > 1
    assert all(is_well_formed(handle) for handle in suggestions)


def test_the_suggested_handle_and_a_passphrase_are_enough(visit, people):
    page = visit("/en/join")
    handle = typed(page, "handle")
    words = page.send("join", passphrase=PASSPHRASE)
    assert words.heading == "Write these six words on paper"
    assert people() == [handle]
    assert visit("/en/account").text.count(handle) == 1


def test_the_six_words_are_shown_and_survive_a_reload(visit, join):
    words = words_on(join())
    assert len(words) == 6
    assert words_on(visit("/en/join")) == words


def test_once_written_down_the_words_are_gone(visit, join):
    after = join().send("join")
    assert after.heading == "Stand beside people who work far from home."
    assert visit("/en/join").heading == after.heading
    assert words_on(visit("/en/join")) == []


def test_another_browser_of_the_same_person_sees_no_words(another, join, sign_in):
    join()
    second = another()
    sign_in(second)
    assert words_on(second("/en/join")) == []


def test_from_a_lesson_one_goes_back_to_that_lesson(visit):
    page = visit("/en/join?next=/en/courses/t1/m1/s1")
    words = page.send("join", passphrase=PASSPHRASE)
    assert words_on(words)
    assert words.send("join").heading == "Lighting"


def test_the_place_to_go_back_to_survives_errors_and_the_way_over_sign_in(visit):
    wrong = visit("/en/join?next=/en/courses/t1/m1/s1").send("join", passphrase="short")
    assert typed(wrong, "next") == "/en/courses/t1/m1/s1"
    assert "/en/sign-in?next=/en/courses/t1/m1/s1" in wrong.links()
    assert wrong.send("join", passphrase=PASSPHRASE).send("join").heading == "Lighting"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_sent_elsewhere_after_joining(visit, address):
    page = visit("/en/join").send("join", passphrase=PASSPHRASE, next=address)
    assert (page.heading, page.url) == ("Write these six words on paper", "/en/join")
    assert typed(page, "next") == ""
    sent = page.send("join", follow=False, next=address)
    assert sent.headers["Location"] == "/en/"
    assert visit.client.get("/en/join", query_string={"next": address}).headers["Location"] == "/en/"


def test_a_good_address_is_not_refused_by_the_same_rule(visit):
    page = visit("/en/join").send("join", passphrase=PASSPHRASE)
    sent = page.send("join", follow=False, next="/en/courses/t1?a=b")
    assert sent.headers["Location"] == "/en/courses/t1?a=b"


@pytest.mark.parametrize(
    ("handle", "passphrase", "fields"),
    [
        ("", PASSPHRASE, ["#handle"]),
        ("ab", PASSPHRASE, ["#handle"]),
        ("two words", PASSPHRASE, ["#handle"]),
        ("<b>me</b>", PASSPHRASE, ["#handle"]),
        ("calm-river-7", "", ["#passphrase"]),
        ("calm-river-7", "too short", ["#passphrase"]),
        ("calm-river-7", "x" * 201, ["#passphrase"]),
        ("calm-river-7", " CALM-river-7", ["#passphrase"]),
        ("calm-river-7", " " * 12, ["#passphrase"]),
        ("calm-river-7", "a" + " " * 12 + "b", ["#passphrase"]),
        ("x", "x", ["#handle", "#passphrase"]),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(join, people, handle, passphrase, fields):
    page = join(handle=handle, passphrase=passphrase)
    assert page.status == 422
    assert summary(page) == fields
    assert typed(page, "handle") == handle
    assert typed(page, "passphrase") == ""
    for name in fields:
        assert page.tree.get_element_by_id(name[1:]).get("aria-invalid") == "true"
    assert people() == []


def test_after_an_error_the_same_page_can_be_sent_again(join, people):
    page = join(passphrase="short").send("join", passphrase=PASSPHRASE)
    assert words_on(page)
    assert people() == ["calm-river-7"]


@pytest.mark.parametrize("again", ["calm-river-7", "Calm-River-7", "CALM-RIVER-7 "])
def test_a_handle_that_somebody_has_is_said_so(join, another, people, again):
    join()
    page = join(another(), handle=again)
    assert page.status == 422
    assert summary(page) == ["#handle"]
    assert "Somebody has this handle." in page.text
    assert typed(page, "handle") == again
    assert people() == ["calm-river-7"]


def test_a_handle_in_arabic_letters_joins_and_signs_in_however_it_was_typed(join, another, sign_in):
    join(handle="مريم-٧")
    second = another()
    sign_in(second, handle="ﻣﺮﻳﻢ-٧")
    assert "مريم-٧" in second("/en/account").text


@pytest.mark.parametrize("token", ["", "wrong", None])
def test_a_page_that_was_open_too_long_asks_to_send_once_more_and_keeps_what_was_typed(visit, people, token):
    page = visit("/en/join")
    fields = {**dict(page.form("join").form_values()), "handle": "calm-river-7", "passphrase": PASSPHRASE}
    fields["csrf_token"] = token
    asked = visit.post("/en/join", {name: value for name, value in fields.items() if value is not None})
    assert asked.status == 422
    assert "Please send it once more: nothing you typed is lost." in asked.text
    assert typed(asked, "handle") == "calm-river-7"
    assert typed(asked, "passphrase") == ""
    assert people() == []
    assert words_on(asked.send("join", passphrase=PASSPHRASE))
    assert people() == ["calm-river-7"]


def test_words_are_not_lost_by_a_page_without_its_token(visit, join):
    words = words_on(join())
    visit.post("/en/join", {"written": "1"})
    assert words_on(visit("/en/join")) == words


def test_who_is_signed_in_does_not_join_a_second_time(visit, join, people):
    page = visit("/en/join")
    join()
    page.send("join", handle="quiet-lake-9", passphrase=PASSPHRASE)
    assert people() == ["calm-river-7"]


def test_joining_again_and_again_from_one_address_is_stopped(visit, join):
    page = visit("/en/join")
    fields = {**dict(page.form("join").form_values()), "passphrase": ""}
    replies = [visit.client.post("/en/join", data=fields).status_code for _ in range(60)]
    assert set(replies) == {422}
    stopped = page.send("join", passphrase=PASSPHRASE)
    assert (stopped.status, stopped.heading) == (429, "Too many tries")
    from_elsewhere = visit.client.post("/en/join", data=fields, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert from_elsewhere.status_code == 422
