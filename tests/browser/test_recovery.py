"""The way back in: recovered on another device, the passphrase changed, and the first device signed out."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PASSPHRASE, sign_in

NEW, NEWEST = "another four plain words", "and one more passphrase"


def join_and_copy(page: Page) -> tuple[str, list[str]]:
    """Handle and words, as they stand on the paper."""
    page.goto("/en/join")
    handle = page.input_value("#handle")
    page.fill("#passphrase", PASSPHRASE)
    page.click("main form button.next")
    words = copied(page)
    page.click("main form button.next")
    return handle, words


def copied(page: Page) -> list[str]:
    expect(page.locator("ol.secret li")).to_have_count(6)
    return page.locator("ol.secret li").all_inner_texts()


def recover(page: Page, handle: str, words: str, passphrase: str) -> None:
    page.goto("/en/account/details")  # closed: the sign-in page comes, and leads to the words
    page.click("main a[href*='/recover']")
    page.fill("#handle", handle)
    page.fill("#words", words)
    page.fill("#passphrase", passphrase)
    page.click("main form button.next")


def change_passphrase(page: Page, old: str, new: str) -> None:
    page.goto("/en/account")
    page.click("main a[href$='/account/passphrase']")
    page.fill("#passphrase", old)
    page.fill("#new", new)
    page.click("main form button.next")
    expect(page.locator(".said.saved")).to_contain_text("All other devices are signed out.")


def is_signed_out(page: Page) -> None:
    page.goto("/en/account")
    expect(page.locator("h1")).to_have_text("Sign in")


def test_with_the_paper_one_gets_in_on_another_device_and_the_first_is_signed_out(open_browser, complaints):
    complaints.expect("status of 422")
    first, second, third = open_browser(), open_browser(size=DESK), open_browser(scripts=False)
    handle, words = join_and_copy(first)
    recover(second, handle, "1. aple " + " ".join(words[1:]), NEW)
    expect(second.locator(".summary")).to_contain_text("“aple” is not one of the words: look once more.")
    second.fill("#words", "\n".join(f"{number}. {word.upper()}," for number, word in enumerate(words, start=1)))
    second.fill("#passphrase", NEW)
    second.click("main form button.next")
    assert copied(second) != words
    second.click("main form button.next")
    expect(second.locator("h1")).to_have_text("About you, if you like")  # where one came from
    is_signed_out(first)
    third.goto("/en/sign-in")
    third.fill("#handle", handle)
    third.fill("#passphrase", NEW)
    third.click("main form button.next")
    third.goto("/en/account/sessions")
    expect(third.locator(".devices li")).to_have_count(2)
    change_passphrase(third, NEW, NEWEST)
    is_signed_out(second)
    third.goto("/en/account/sessions")
    expect(third.locator(".devices li")).to_have_count(1)


def test_one_device_is_signed_out_from_another(open_browser):
    phone, laptop = open_browser(), open_browser(size=DESK)
    handle, _words = join_and_copy(phone)
    sign_in(laptop, handle)
    laptop.goto("/en/account/sessions")
    laptop.locator(".devices button").click()
    expect(laptop.locator(".devices li")).to_have_count(1)
    expect(laptop.locator("main")).to_contain_text("No other device is signed in.")
    is_signed_out(phone)
