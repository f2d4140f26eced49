"""Another passphrase: this device stays, all others are signed out."""

import pytest

from lms.people import proofs
from lms.people.proofs import ProofOutdated
from tests.account.conftest import summary, typed
from tests.conftest import PASSPHRASE

PLACE = "/en/account/passphrase"
NEW = "another four plain words"


@pytest.fixture
def change(learner):
    return lambda passphrase=PASSPHRASE, new=NEW: learner(PLACE).send("passphrase", passphrase=passphrase, new=new)


def entered(visitor, passphrase) -> bool:
    return visitor("/en/sign-in").send("sign-in", handle="calm-river-7", passphrase=passphrase).status == 200


def test_the_new_passphrase_counts_and_the_old_one_does_not(change, another):
    page = change()
    assert page.heading == "Account"
    assert "Your new passphrase is set. All other devices are signed out." in page.text
    assert not entered(another(), PASSPHRASE)
    assert entered(another(), NEW)


def test_this_device_stays_signed_in_and_all_others_are_signed_out(change, learner, another, sign_in):
    second = another()
    sign_in(second)
    change()
    assert learner("/en/account").heading == "Account"
    assert second("/en/account").heading == "Sign in"


def test_a_copy_of_this_devices_cookie_is_worth_nothing_then(change, learner, another):
    """Somebody who fears that it was copied changes the passphrase."""
    cookie = learner.client.get_cookie("notebook").value
    change()
    thief = another()
    thief.client.set_cookie("notebook", cookie)
    assert thief("/en/account").heading == "Sign in"


def test_a_page_that_was_open_in_this_browser_can_still_be_sent(change, learner):
    lesson = learner("/en/courses/t1/m1/s1")
    change()
    assert lesson.send("done").status == 200


@pytest.mark.parametrize(
    ("passphrase", "new", "fields"),
    [
        ("", NEW, ["#passphrase"]),
        ("not the right one", NEW, ["#passphrase"]),
        (PASSPHRASE, "", ["#new"]),
        (PASSPHRASE, "too short", ["#new"]),
        (PASSPHRASE, "x" * 201, ["#new"]),
        (PASSPHRASE, "CALM-river-7", ["#new"]),
        (PASSPHRASE, f" {PASSPHRASE} ", ["#new"]),
        ("", "", ["#passphrase", "#new"]),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_changes_nothing(change, another, passphrase, new, fields):
    page = change(passphrase, new)
    assert page.status == 422
    assert summary(page) == fields
    assert (typed(page, "passphrase"), typed(page, "new")) == ("", "")
    assert entered(another(), PASSPHRASE)


def test_when_another_device_was_first_nothing_changes_and_it_is_said(change, another, monkeypatch):
    def too_late(*_args):
        raise ProofOutdated("changed")

    monkeypatch.setattr(proofs, "change_passphrase", too_late)
    page = change()
    assert page.status == 422
    assert "Another device changed this at the same moment." in page.text
    assert entered(another(), PASSPHRASE)


def test_whoever_finds_a_device_open_cannot_try_for_ever(change, learner, another):
    """The tries of both pages that ask for the passphrase count together; those of other people do not."""
    for number in range(10):
        if number % 2:
            assert change("not the right one").status == 422
        else:
            assert learner("/en/account/words").send("account/words", passphrase="not this").status == 422
    assert change().status == 429
    assert learner("/en/account/words").send("account/words", passphrase=PASSPHRASE).status == 429
    assert entered(another(), PASSPHRASE)


def test_while_one_person_rests_another_changes_the_passphrase(change, another, make_person, sign_in):
    for _ in range(11):
        change("not the right one")
    make_person("quiet-lake-9")
    second = another()
    sign_in(second, "quiet-lake-9")
    assert second(PLACE).send("passphrase", passphrase=PASSPHRASE, new=NEW).status == 200
