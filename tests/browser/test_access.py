"""Every template in every state, in English and right to left, light and dark: axe finds nothing, nothing overflows."""

from itertools import cycle

import pytest

from tests.browser import staff_states, states
from tests.browser.answering import modules
from tests.browser.conftest import COURSE, DESK
from tests.browser.trouble import trouble_with
from tests.profile import THOROUGH

WALKS = (
    states.visitor,
    states.learner,
    states.account,
    states.quiz,
    states.workshop,
    states.ended_session,
    states.my_data,
    staff_states.staff,
    staff_states.reports,
)


EACH = [(walk, lang) for walk in WALKS for lang in ("en", "ar")]
IN_TURN = list(zip(WALKS, cycle(("ar", "en")), strict=False))  #: in the quick profile


@pytest.mark.parametrize(
    ("walk", "lang"), EACH if THOROUGH else IN_TURN, ids=lambda each: getattr(each, "__name__", each)
)
def test_every_template_is_accessible_and_fits_a_phone(open_browser, two_languages, complaints, walk, lang):
    page = open_browser(address=two_languages)
    found = {state: trouble for state in walk(page, lang, complaints) if (trouble := trouble_with(page))}
    assert found == {}


@pytest.mark.thorough("half a minute")
def test_every_lesson_of_the_built_in_course_is_accessible_and_fits_a_phone(open_browser):
    page, found = open_browser(), {}
    for module in modules():
        for lesson in range(1, module.lessons + 1):
            page.goto(f"{COURSE}/{module.address}/s{lesson}")
            if trouble := trouble_with(page):
                found[module.address, lesson] = trouble
    assert found == {}


def test_the_pages_of_a_wide_screen_are_accessible_too(open_browser, two_languages):
    page = open_browser(size=DESK, address=two_languages)
    for path in ("", states.COURSE, states.LESSON):
        page.goto(f"/en/{path}")
        assert trouble_with(page) == []


def test_axe_and_the_ruler_would_find_a_fault(open_browser, two_languages):
    page = open_browser(address=two_languages)
    page.goto("/en/about")
    page.evaluate(
        """() => {
        const wide = document.createElement("img");
        wide.src = "/static/mark.svg"; wide.width = 500; wide.style.maxInlineSize = "none";
        const pale = document.createElement("p");
        pale.textContent = "Pale words"; pale.style.color = "var(--line)";
        document.querySelector("main").append(wide, pale) }"""
    )
    trouble = " ".join(trouble_with(page))
    for fault in ("light: image-alt", "light: color-contrast", "dark: color-contrast", "px wide in a window"):
        assert fault in trouble
