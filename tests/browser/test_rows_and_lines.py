"""Each type that is not a choice, answered with scripts: saved by the change itself, and still there afterwards."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import states

SAVED = "[data-status={}] code"


@pytest.fixture
def page(open_browser, two_languages) -> Page:
    opened = open_browser(address=two_languages)
    states.start_quiz(opened, "en", states.WORKSHOP)
    return opened


def test_rows_are_saved_one_by_one_by_the_keyboard_alone(page):
    page.focus("#q-q-parts-glass")
    page.keyboard.type("It sh")
    expect(page.locator(SAVED.format("q-parts"))).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#q-q-parts-wick")).to_be_focused()
    page.keyboard.type("It b")
    page.keyboard.press("Tab")
    page.keyboard.type("It l")
    expect(page.locator(".tally").first).to_have_text("1 of 4 answered")
    page.reload()
    assert [page.input_value(f"#q-q-parts-{row}") for row in ("glass", "wick", "ring")] == [
        "glass:shields",
        "wick:burns",
        "ring:holds",
    ]


def test_numbers_are_given_to_rows_and_a_doubled_one_is_said_until_it_is_mended(page):
    remark = page.locator("[data-remark=q-steps]")
    for item, number in (("lift", 1), ("light", 1), ("lower", 3)):
        page.select_option(f"#q-q-steps-{item}", f"{item}:{number}")
    expect(remark).to_have_text("Two rows have the same number (1): give each its own.")
    page.select_option("#q-q-steps-light", "light:2")
    expect(remark).to_be_hidden()
    expect(page.locator(".tally").first).to_have_text("1 of 4 answered")


def test_a_number_is_saved_when_its_line_is_left_and_enter_does_not_send_the_quiz_in(page):
    attempt, line = page.url, page.locator("[name=q-q-share]")
    line.fill("1,250")
    line.press("Enter")
    expect(page.locator("[data-remark=q-share]")).to_contain_text("in two ways")
    line.fill("١٢٫٥ ٪")
    page.locator("h1").click()
    expect(page.locator("[data-remark=q-share]")).to_be_hidden()
    expect(page.locator(".tally").first).to_have_text("1 of 4 answered")
    assert page.url == attempt
    page.reload()
    assert line.input_value() == "١٢٫٥ ٪"


def test_words_are_saved_when_the_page_goes_out_of_sight(page):
    page.locator("[name=q-q-holder]").press_sequentially("The ring")
    assert page.locator(SAVED.format("q-holder")).count() == 0
    page.evaluate(
        """() => {
        Object.defineProperty(document, "hidden", { value: true });
        document.dispatchEvent(new Event("visibilitychange")) }"""
    )
    expect(page.locator(SAVED.format("q-holder"))).to_be_visible()
    page.reload()
    assert page.input_value("[name=q-q-holder]") == "The ring"


def test_without_scripts_enter_in_a_line_saves_the_page(open_browser, two_languages):
    page = open_browser(address=two_languages, scripts=False)
    states.start_quiz(page, "en", states.WORKSHOP)
    page.fill("[name=q-q-holder]", "ring")
    page.press("[name=q-q-holder]", "Enter")
    expect(page.locator(".said.saved")).to_be_visible()
    assert page.input_value("[name=q-q-holder]") == "ring"
