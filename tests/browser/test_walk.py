"""The first module from end to end, as people take it: as a visitor, and as a learner on two browser profiles."""

import os
import subprocess
import sys

from playwright.sync_api import Page, expect

from tests import databases
from tests.browser.answering import answer, modules, questions_on, right_options
from tests.browser.conftest import DESK, MODULE, join, sign_in

QUESTIONS = modules()[0].questions
LESSONS = 5


def test_a_visitor_reads_the_whole_module_without_an_account(open_browser):
    page = open_browser()
    page.goto("/en/")
    page.click("main a.next")
    headings = []
    for _ in range(LESSONS):
        headings.append(page.inner_text("h1"))
        expect(page.locator("form.check")).to_have_count(2)
        page.click(".pager a.next")
    assert len(set(headings)) == LESSONS
    assert page.inner_text("h1") == "Quiz"
    expect(page.locator("main a.next")).to_have_text("Join")
    assert page.context.cookies() == []


def test_checks_work_with_and_without_scripts(open_browser):
    for scripts in (True, False):
        page = open_browser(scripts=scripts)
        page.goto(f"{MODULE}/s1")
        check = page.locator("form.check").first
        check.locator("input[name^=q-]").first.check()
        check.locator("button").click()
        expect(page.locator("form.check .verdict").first).to_be_visible()
        expect(page.locator("form.check .feedback").first).to_be_visible()
        assert page.context.cookies() == []


def test_a_learner_takes_half_without_scripts_and_the_rest_on_another_profile(open_browser, data_folder):
    handle, attempt, answered = _first_half(open_browser(scripts=False))
    second = open_browser(size=DESK)
    sign_in(second, handle)
    _second_half(second, attempt, answered)
    _signed_out(second, handle, attempt)
    command = [sys.executable, "-c", "from lms.cli import main; main()", "progress", "check"]
    environment = {**os.environ, **databases.environment_of(data_folder)}
    checked = subprocess.run(command, env=environment, capture_output=True)
    assert checked.returncode == 0, checked.stdout.decode()


def _first_half(page: Page) -> tuple[str, str, list[str]]:
    """Three lessons and half of the quiz, with scripts off."""
    page.goto(f"{MODULE}/s6")
    page.click("main a.next")  # join, from where one came
    handle = page.input_value("#handle")
    page.fill("#passphrase", "three plain words")
    page.click("main form button.next")
    page.click("main form button.next")
    assert page.url.endswith("/s6")
    page.click("main form button.next")  # take the course, and come back
    page.goto("/en/")
    page.click("main a.next")
    for _ in range(3):
        page.click(".pager button.next")
        expect(page.locator(".said.saved")).to_contain_text("Receipt")
    page.goto(f"{MODULE}/s6")
    page.click("main form button.next")
    attempt = page.url
    answered = questions_on(page)[:4]
    for key in answered:
        answer(page, QUESTIONS[key])
    page.click("form[data-attempt] button.quiet")
    expect(page.locator(".said.saved")).to_be_visible()
    expect(page.locator("main .lead")).to_contain_text("4 of 8 answered")
    return handle, attempt, answered


def _second_half(page: Page, attempt: str, answered: list[str]) -> None:
    """The other lessons and the rest of the quiz, on another device with scripts."""
    page.goto("/en/")
    expect(page.locator("main a.next")).to_contain_text("Continue here")
    page.click("main a.next")
    assert page.url.endswith("/s4")
    for _ in range(2):
        page.click(".pager button.next")
    page.click("main a.next")  # the quiz: go on with your answers
    assert page.url == attempt
    for key in questions_on(page):
        if key in answered:
            for value in right_options(QUESTIONS[key]):
                expect(page.locator(f"input[name='q-{key}'][value='{value}']")).to_be_checked()
        else:
            answer(page, QUESTIONS[key])
            expect(page.locator(f"[data-status='{key}'] code")).to_be_visible()
    expect(page.locator("[data-tally]").first).to_contain_text("8 of 8")
    page.click("button[data-send-in]")
    expect(page.locator("h1")).to_contain_text("100 %")
    expect(page.locator("main .lead")).to_contain_text("The module is complete.")
    page.goto("/en/account/receipts")
    assert page.locator("tbody tr").count() >= 14  # five lessons, eight answers, one quiz sent in


def _signed_out(page: Page, handle: str, attempt: str) -> None:
    """After signing out, nothing of the person can be seen."""
    page.goto("/en/account")
    expect(page.locator("main")).to_contain_text(handle)
    page.locator("form[action$='/sign-out'] button").click()
    expect(page.locator("header a[href$='/sign-in']")).to_be_attached()
    page.go_back()
    expect(page.locator("body")).not_to_contain_text(handle)
    for address in ("/en/", "/en/courses/k4", MODULE, f"{MODULE}/s1", f"{MODULE}/s6", attempt, "/en/account"):
        page.goto(address)
        text = page.inner_text("body")
        assert handle not in text
        assert "100 %" not in text
        assert "done on" not in text


def test_the_keyboard_alone_is_enough(open_browser):
    page = open_browser(size=DESK)
    join(page)
    page.locator("main form button.next").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Who is a migrant worker?")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    for selector in ("form.check input[name^=q-]", ".pager button.next"):
        page.locator(selector).first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        outline = page.evaluate(
            """() => { const all = [document.activeElement, document.activeElement.closest('.option')];
            return all.some(each => each && getComputedStyle(each).outlineStyle !== 'none') }"""
        )
        assert outline, f"no visible focus on {selector}"
    page.locator("form.check input[name^=q-]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("form.check .verdict").first).to_be_visible()
    page.locator(".pager button.next").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Why people move")
