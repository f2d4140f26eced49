"""The built-in course from its first lesson to its last quiz, as a learner takes it.

Without scripts, plain forms do all the work; with scripts each answer is a request of its own.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import CHOICES, LINES, ROWS, Module, answer, modules, questions_on
from tests.browser.conftest import COURSE, enrol

ATTEMPTS = 30  #: each draws other questions: so many are more than enough to meet every type


@pytest.mark.thorough("half a minute each")
@pytest.mark.parametrize("scripts", [False, True])
def test_a_learner_takes_all_five_modules_to_100_percent(open_browser, scripts):
    page, given = open_browser(scripts=scripts), set()
    enrol(page, "en")
    course = modules()
    assert len(course) == 5
    for module in course:
        _take_lessons(page, module)
        given |= _take_quiz(page, module, scripts)
        page.click("main a.next")  # the next module, or the course after the last one
    _see_the_course_completed(page)
    _meet_every_type(page, course[-1], scripts, given)


def _take_lessons(page: Page, module: Module) -> None:
    for number in range(1, module.lessons + 1):
        assert page.url.endswith(f"{COURSE}/{module.address}/s{number}")
        page.click(".pager button.next")
        expect(page.locator(".said.saved")).to_contain_text("Receipt")
    assert page.url.endswith(f"{COURSE}/{module.address}/s{module.lessons + 1}")


def _take_quiz(page: Page, module: Module, scripts: bool) -> set[str]:
    """All points, by the button that starts an attempt; the types of its questions."""
    page.click("main form button")
    asked = [module.questions[key] for key in questions_on(page)]
    for question in asked:
        answer(page, question)
        if scripts:
            page.keyboard.press("Tab")  # a line is saved when it is left
            expect(page.locator(f"[data-status='{question['key']}'] code")).to_be_visible()
    page.click("button[data-send-in]")
    expect(page.locator("h1")).to_have_text("Passed. 100 %")
    expect(page.locator("main .lead")).to_contain_text("The module is complete.")
    return {question["type"] for question in asked}


def _see_the_course_completed(page: Page) -> None:
    assert page.url.endswith(COURSE)
    expect(page.locator(".progress progress")).to_have_attribute("value", "100")
    expect(page.locator(".progress .meta")).to_contain_text("Complete, ")
    expect(page.locator(".route > li.done")).to_have_count(5)
    page.goto("/en/")
    expect(page.locator("h1")).to_have_text("You have done it all.")


def _meet_every_type(page: Page, module: Module, scripts: bool, given: set[str]) -> None:
    """Draws are random: the last quiz is taken again until each type has been answered right."""
    for _ in range(ATTEMPTS):
        if given >= CHOICES | ROWS | LINES:
            return
        page.goto(f"{COURSE}/{module.address}/s{module.lessons + 1}")
        given |= _take_quiz(page, module, scripts)
    raise AssertionError(f"after {ATTEMPTS} attempts more, only {sorted(given)} were met")
