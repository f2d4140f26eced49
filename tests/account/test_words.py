"""New recovery words, for who has lost the paper and knows the passphrase."""

import pytest

from lms.people import proofs
from lms.people.proofs import ProofOutdated
from tests.account.conftest import summary, typed, words_on
from tests.conftest import PASSPHRASE

PLACE = "/en/account/words"


@pytest.fixture
def first_words(join, visit) -> list[str]:
    page = join()
    page.send("join")
    return words_on(page)


@pytest.fixture
def ask(visit, first_words):
    return lambda passphrase=PASSPHRASE: visit(PLACE).send("account/words", passphrase=passphrase)


def recover(visitor, words):
    page = visitor("/en/recover")
    return page.send("recover", handle="calm-river-7", words=" ".join(words), passphrase="another passphrase")


def test_with_the_passphrase_six_new_words_are_shown_until_written_down(visit, ask, first_words):
    page = ask()
    words = words_on(page)
    assert len(words) == 6 and words != first_words
    assert words_on(visit(PLACE)) == words
    assert page.send("written").heading == "Account"
    assert visit(PLACE).heading == "New recovery words"


def test_the_old_words_are_worth_nothing_and_the_new_ones_count(ask, first_words, another):
    words = words_on(ask())
    assert recover(another(), first_words).status == 422
    assert words_on(recover(another(), words))


def test_the_words_of_a_device_are_not_shown_when_another_made_newer_ones(visit, ask, another, sign_in):
    """They would prove nothing, and the paper would be wrong."""
    ask()
    second = another()
    sign_in(second)
    newer = words_on(second(PLACE).send("account/words", passphrase=PASSPHRASE))
    assert newer
    assert words_on(visit(PLACE)) == []
    assert words_on(visit("/en/join")) == []


@pytest.mark.parametrize("passphrase", ["", "not the right one", "x" * 201])
def test_without_the_passphrase_nothing_changes(ask, first_words, another, passphrase):
    page = ask(passphrase)
    assert page.status == 422
    assert summary(page) == ["#passphrase"]
    assert typed(page, "passphrase") == ""
    assert words_on(recover(another(), first_words))


def test_when_another_device_was_first_no_words_are_shown(visit, ask, monkeypatch):
    def too_late(*_args):
        raise ProofOutdated("changed")

    monkeypatch.setattr(proofs, "change_words", too_late)
    page = ask()
    assert page.status == 422
    assert "Another device changed this at the same moment." in page.text
    assert words_on(visit(PLACE)) == []


def test_words_are_not_lost_by_a_page_without_its_token(visit, ask):
    words = words_on(ask())
    assert visit.post(f"{PLACE}/written", {}).status == 400
    assert words_on(visit(PLACE)) == words
