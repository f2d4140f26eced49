"""The way back in: recovered on another device, the passphrase changed, and the first device signed out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PASSPHRASE, sign_in

NEW, NEWEST = "another four plain words", "and one more passphrase"


def join_and_copy(page: Page, lang: str) -> tuple[str, list[str]]:
    """Handle and words, as they stand on the paper."""
    page.goto(f"/{lang}/join")
    handle = page.input_value("#handle")
    page.fill("#passphrase", PASSPHRASE)
    page.click("main form button.next")
    words = copied(page)
    page.click("main form button.next")
    return handle, words


def copied(page: Page) -> list[str]:
    expect(page.locator("ol.secret li")).to_have_count(6)
    return page.locator("ol.secret li").all_inner_texts()


def recover(page: Page, lang: str, handle: str, words: str, passphrase: str) -> None:
    page.goto(f"/{lang}/account/details")  # closed: the sign-in page comes, and leads to the words
    page.click("main a[href*='/recover']")
    page.fill("#handle", handle)
    page.fill("#words", words)
    page.fill("#passphrase", passphrase)
    page.click("main form button.next")


def change_passphrase(page: Page, lang: str, old: str, new: str) -> None:
    page.goto(f"/{lang}/account")
    page.click("main a[href$='/account/passphrase']")
    page.fill("#passphrase", old)
    page.fill("#new", new)
    page.click("main form button.next")
    expect(page.locator(".said.saved")).to_be_visible()


def is_signed_out(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/account")
    expect(page.locator("main form[action$='/sign-in']")).to_be_visible()


@pytest.mark.parametrize("lang", ["en", "ar", "fr"])
def test_with_the_paper_one_gets_in_on_another_device_and_the_first_is_signed_out(open_browser, complaints, lang):
    complaints.expect("status of 422")
    first, second, third = open_browser(), open_browser(size=DESK), open_browser(scripts=False)
    handle, words = join_and_copy(first, lang)
    recover(second, lang, handle, "1. aple " + " ".join(words[1:]), NEW)
    expect(second.locator(".summary")).to_contain_text("aple")
    second.fill("#words", "\n".join(f"{number}. {word.upper()}," for number, word in enumerate(words, start=1)))
    second.fill("#passphrase", NEW)
    second.click("main form button.next")
    assert copied(second) != words
    second.click("main form button.next")
    expect(second).to_have_url(re.compile(f"/{lang}/account/details$"))  # where one came from
    expect(second.locator("#country")).to_be_visible()
    is_signed_out(first, lang)
    third.goto(f"/{lang}/sign-in")
    third.fill("#handle", handle)
    third.fill("#passphrase", NEW)
    third.click("main form button.next")
    third.goto(f"/{lang}/account/sessions")
    expect(third.locator(".devices li")).to_have_count(2)
    change_passphrase(third, lang, NEW, NEWEST)
    is_signed_out(second, lang)
    third.goto(f"/{lang}/account/sessions")
    expect(third.locator(".devices li")).to_have_count(1)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_one_device_is_signed_out_from_another(open_browser, lang):
    phone, laptop = open_browser(), open_browser(size=DESK)
    handle, _words = join_and_copy(phone, lang)
    sign_in(laptop, handle, lang)
    laptop.goto(f"/{lang}/account/sessions")
    laptop.locator(".devices button").click()
    expect(laptop.locator(".devices li")).to_have_count(1)
    expect(laptop.locator("main form button")).to_have_count(0)  # there is no other to sign out
    is_signed_out(phone, lang)
