"""Recovery: the six words bring a new passphrase and six new words, and tell a stranger nothing."""

import pytest

from lms.db import db, saving
from lms.people import proofs, services
from tests.account.conftest import summary, typed, words_on
from tests.account.test_joining import ELSEWHERE
from tests.conftest import PASSPHRASE

NEW = "another four plain words"
WRONG = "abandon ability able about above absent"


@pytest.fixture
def words(join, visit) -> str:
    """Those of calm-river-7, who has written them down."""
    page = join()
    page.send("join")
    return " ".join(words_on(page))


@pytest.fixture
def recover(another):
    """The page after sending the form, on another device."""

    def send(words, handle="calm-river-7", passphrase=NEW, visitor=None, start="/en/recover", **more):
        page = (visitor or another())(start)
        return page.send("recover", handle=handle, words=words, passphrase=passphrase, **more)

    return send


def kept(page) -> str:
    return page.tree.xpath("string(//textarea)").strip()


def test_the_sign_in_page_and_the_help_lead_there(visit):
    assert "/en/recover?next=/en/account" in visit("/en/account").links()
    assert "/en/recover" in visit("/en/help").links()


def test_the_words_bring_a_new_passphrase_and_new_words_until_they_are_written_down(words, recover, another, sign_in):
    device = another()
    page = recover(words, visitor=device)
    assert page.heading == "Write these six words on paper"
    assert "Your new passphrase is set. All other devices are signed out." in page.text
    new_words = words_on(page)
    assert len(new_words) == 6 and " ".join(new_words) != words
    assert words_on(device("/en/account/words")) == new_words
    assert "Write down your six words" in device("/en/account").text
    assert page.send("written").heading == "Stand beside people who work far from home."
    assert words_on(device("/en/account/words")) == []
    sign_in(another(), passphrase=NEW)


def test_the_old_passphrase_and_the_old_words_are_worth_nothing_then(words, recover, another):
    recover(words)
    refused = another()("/en/sign-in").send("sign-in", handle="calm-river-7", passphrase=PASSPHRASE)
    assert refused.status == 422
    assert recover(words).status == 422


def test_the_new_words_recover_again(words, recover):
    second = " ".join(words_on(recover(words)))
    assert words_on(recover(second, passphrase=PASSPHRASE))


def test_every_other_device_is_signed_out(visit, words, recover, another, sign_in):
    second = another()
    sign_in(second)
    recover(words)
    assert visit("/en/account").heading == "Sign in"
    assert second("/en/account").heading == "Sign in"


def test_one_goes_back_to_where_one_came_from(words, recover):
    page = recover(words, start="/en/recover?next=/en/courses/t1/m1/s1")
    assert page.send("written").heading == "Lighting"


def test_the_way_back_survives_errors(words, recover):
    page = recover("tower", start="/en/recover?next=/en/courses/t1/m1/s1")
    assert typed(page, "next") == "/en/courses/t1/m1/s1"
    assert page.send("recover", words=words, passphrase=NEW).send("written").heading == "Lighting"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nobody_is_sent_elsewhere_after_recovery(words, recover, another, address):
    device = another()
    page = recover(words, visitor=device, next=address)
    assert typed(page, "next") == "/en/"
    assert page.send("written", follow=False, next=address).headers["Location"] == "/en/"


@pytest.mark.parametrize(
    "written",
    [
        lambda words: " ".join(words).upper(),
        lambda words: ", ".join(word.title() for word in words),
        lambda words: "\r\n".join(f"{number}. {word}" for number, word in enumerate(words, start=1)),
        lambda words: "   " + "  ".join(words) + "\n",
    ],
    ids=["capital letters", "commas", "numbers", "spaces"],
)
def test_how_the_words_are_typed_does_not_matter(words, recover, written):
    assert words_on(recover(written(words.split())))


def test_wrong_words_and_an_unknown_handle_get_the_same_words(words, recover):
    """Else anybody could ask who has an account."""
    wrong, unknown = recover(WRONG), recover(WRONG, handle="quiet-lake-9")
    assert wrong.status == unknown.status == 422
    assert "This handle and these words do not belong together." in wrong.text
    assert wrong.text == unknown.text.replace("quiet-lake-9", "calm-river-7")
    assert kept(wrong) == WRONG
    assert typed(wrong, "passphrase") == ""


@pytest.mark.parametrize(("typed_words", "cost"), [(WRONG, ["verify"]), ("tower aple", [])])
def test_wrong_words_and_an_unknown_handle_cost_the_same(words, recover, hashes, typed_words, cost):
    """Else the time of the answer would tell who has an account."""
    recover(WRONG, handle="quiet-lake-9")  # the first one also makes nobody's hash, once in a process
    for handle in ("calm-river-7", "quiet-lake-9", "another-9"):
        hashes.clear()
        assert recover(typed_words, handle=handle).status == 422
        assert hashes == cost


def test_right_words_cost_more_only_because_two_new_secrets_are_kept(words, recover, hashes):
    hashes.clear()
    recover(words)
    assert hashes == ["verify", "hash", "hash"]


def test_a_word_that_is_not_among_them_is_named_whoever_asks(words, recover):
    first, *others = words.split()
    mistyped = " ".join(["aple", *others])
    page, stranger = recover(mistyped), recover(mistyped, handle="quiet-lake-9")
    assert "“aple” is not one of the words: look once more." in page.text
    assert summary(page) == ["#words"]
    assert kept(page) == mistyped
    assert page.text == stranger.text
    assert "“aple”, “pare” are not among the words" in recover("aple pare " + " ".join(others[1:])).text
    assert "aple" not in recover(words.replace(first, "tower", 1)).text


def test_a_word_too_few_is_counted(words, recover):
    page = recover(" ".join(words.split()[:5]))
    assert "These are 5 words: type six." in page.text
    assert summary(page) == ["#words"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("handle", ""), ("handle", "x" * 81), ("words", ""), ("words", "tower " * 60), ("passphrase", ""),
     ("passphrase", "too short"), ("passphrase", "x" * 201), ("passphrase", "CALM-river-7")],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_changes_nothing(words, recover, field, value):
    page = recover(**{"words": words, field: value})
    assert page.status == 422
    assert summary(page) == [f"#{field}"]
    assert words_on(recover(words))


@pytest.mark.parametrize("token", ["", "wrong", None])
def test_a_page_that_was_open_too_long_asks_to_send_once_more_and_keeps_what_was_typed(words, another, token):
    device = another()
    fields = dict(device("/en/recover").form("recover").form_values())
    fields |= {"handle": "calm-river-7", "words": words, "passphrase": NEW, "csrf_token": token}
    asked = device.post("/en/recover", {name: value for name, value in fields.items() if value is not None})
    assert asked.status == 422
    assert "Please send it once more: nothing you typed is lost." in asked.text
    assert (typed(asked, "handle"), kept(asked)) == ("calm-river-7", words)
    assert device("/en/account").heading == "Sign in"
    assert words_on(asked.send("recover", passphrase=NEW))


def test_after_ten_wrong_tries_a_handle_rests_even_for_its_owner(words, recover):
    for _ in range(10):
        assert recover(WRONG).status == 422
    assert recover(words).status == 429
    assert recover(WRONG, handle="quiet-lake-9").status == 422


def test_trying_many_handles_from_one_address_is_stopped(visit):
    fields = dict(visit("/en/recover").form("recover").form_values())
    for number in range(200):
        fields |= {"handle": f"learner-{number}", "words": "aple", "passphrase": NEW}
        assert visit.client.post("/en/recover", data=fields).status_code == 422
    assert visit.client.post("/en/recover", data=fields).status_code == 429


def test_who_is_signed_in_and_has_forgotten_the_passphrase_recovers_on_the_same_device(visit, words, recover):
    assert words_on(recover(words, visitor=visit)) != []
    assert "calm-river-7" in visit("/en/account").text
    assert "No other device is signed in." in visit("/en/account/sessions").text


def test_of_two_people_at_one_device_the_second_signs_the_first_out(words, recover, another, make_person, sign_in):
    device = another()
    make_person("quiet-lake-9")
    sign_in(device, "quiet-lake-9")
    cookie = device.client.get_cookie("notebook").value
    recover(words, visitor=device)
    assert "calm-river-7" in device("/en/account").text
    device.client.set_cookie("notebook", cookie)
    assert device("/en/account").heading == "Sign in"


def test_a_sign_in_with_a_passphrase_that_is_replaced_at_that_moment_is_refused(
    app, visit, words, another, monkeypatch
):
    prove = services.proven

    def prove_and_be_too_late(handle, passphrase):
        person = prove(handle, passphrase)
        with app.app_context():
            proven = proofs.proven_by_words("calm-river-7", words.split())
            person_id, recovery_hash = proven.id, proven.recovery_hash
            db.session.rollback()
            with saving():
                proofs.recover(person_id, recovery_hash, "new", "new")
        return person

    monkeypatch.setattr(services, "proven", prove_and_be_too_late)
    late = another()
    page = late("/en/sign-in").send("sign-in", handle="calm-river-7", passphrase=PASSPHRASE)
    assert page.status == 422
    assert "do not belong together" in page.text
    assert late("/en/account").heading == "Sign in"
