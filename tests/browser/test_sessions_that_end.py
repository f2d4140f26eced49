"""Rule 6 for what is written in a lesson, and the way out: the page that is left does not come back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import enrol, fill_sign_in

WORDS = "Who is missing: my cousin, and الطاهي"


def write_reflection(page: Page) -> None:
    page.locator(".reflection textarea").press_sequentially(WORDS)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_reflection_of_a_session_that_ended_waits_and_is_kept_after_signing_in(open_browser, complaints, lang):
    complaints.expect("status of 401")
    page = open_browser()
    handle = enrol(page, lang)
    lesson = page.url
    write_reflection(page)
    page.context.clear_cookies()
    page.locator(".reflection form button:not([type])").click()
    expect(page.locator("form[action$='/sign-in'] input[name=waiting]")).to_be_attached()
    assert WORDS not in page.content(), "it waits sealed"
    fill_sign_in(page, handle)
    expect(page.locator("dl.answers dd")).to_have_text(WORDS)
    beside = page.context.new_page()
    beside.goto(lesson)
    expect(beside.locator(".reflection textarea")).to_have_value("")  # it is never sent by itself
    page.click("main form button.next")
    expect(page.locator(".said.saved")).to_be_visible()
    expect(page.locator(".reflection textarea")).to_have_value(WORDS)
    page.goto(lesson)
    expect(page.locator(".reflection textarea")).to_have_value(WORDS)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_who_leaves_a_lesson_is_asked_nothing_and_back_does_not_return_to_it(open_browser, lang):
    page = open_browser()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.goto(f"/{lang}/about")
    page.goto(f"/{lang}/courses/k4/m1/s1")
    write_reflection(page)
    left = page.get_attribute("[data-leave]", "href")
    page.click("[data-leave]")
    page.wait_for_url(lambda url: url.endswith(left))
    expect(page.locator("body")).to_have_text("")
    page.go_back()
    page.wait_for_url(f"**/{lang}/about")
    page.go_forward()
    page.wait_for_url(lambda url: url.endswith(left))
    assert asked == []
