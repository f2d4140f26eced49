"""The keyboard alone is enough, and one always sees where one is."""

import re

from playwright.sync_api import Page, expect

from tests.browser import states
from tests.browser.conftest import COURSE, DESK, MODULE, PASSPHRASE, fill_join

MOST_STOPS = 60
#: whether what has the focus can be seen, and shows that it has the focus
SHOWN = """() => {
    const at = document.activeElement;
    const outlined = [at, at.closest('.option')].some((each) => {
        const style = each && getComputedStyle(each);
        return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    });
    const box = at.getBoundingClientRect();
    const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return outlined && seen ? '' : at.outerHTML.slice(0, 200);
}"""


def tab_to(page: Page, selector: str) -> None:
    """Tab until the focus is there; at each stop it is seen where one is."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement === document.body"):
            continue  # round the end of the page
        assert page.evaluate(SHOWN) == "", "the focus is not seen"
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_one_joins_takes_the_course_and_does_a_lesson_with_the_keyboard(open_browser):
    page = open_browser(size=DESK)
    page.goto(COURSE)
    tab_to(page, "main a.button[href*='/join']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/join?**")
    tab_to(page, "#passphrase")
    page.keyboard.type(PASSPHRASE)
    tab_to(page, "main form button.next")
    page.keyboard.press("Enter")
    expect(page.locator("ol.secret")).to_be_visible()
    tab_to(page, "main form button.next")
    page.keyboard.press("Enter")
    expect(page.locator("form[action$='/enrol'] button")).to_be_visible()
    tab_to(page, "form[action$='/enrol'] button")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{MODULE}/s1")
    tab_to(page, "form.check input")
    page.keyboard.press("Space")
    tab_to(page, "form.check button")
    page.keyboard.press("Enter")
    expect(page.locator("form.check .verdict")).to_be_focused()
    tab_to(page, ".pager button.next")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{MODULE}/s2")
    expect(page.locator(".said.saved")).to_contain_text("Receipt")


def test_an_attempt_is_answered_with_the_keyboard(open_browser, two_languages):
    page = open_browser(size=DESK, address=two_languages)
    states.start_quiz(page, "en")
    tab_to(page, "fieldset input")
    page.keyboard.press("Space")
    expect(page.locator("[data-status] code")).to_have_count(1)
    tab_to(page, "button[data-send-in]")
    page.keyboard.press("Enter")
    expect(page.locator("input[name=anyway]")).to_be_attached()
    tab_to(page, "form[action$='/finish'] button")
    page.keyboard.press("Enter")
    expect(page.locator("#review")).to_be_visible()


def test_the_first_stop_skips_the_bar(open_browser):
    page = open_browser(size=DESK)
    page.goto(f"{MODULE}/s1")
    tab_to(page, "a.skip")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, "main a")


def test_the_menu_of_a_phone_opens_and_closes_with_the_keyboard(open_browser):
    page = open_browser()
    page.goto(MODULE)
    tab_to(page, "header summary")
    page.keyboard.press("Enter")
    expect(page.locator("header .links a").first).to_be_visible()
    tab_to(page, "header .links a")
    page.keyboard.press("Escape")
    expect(page.locator("header .links a").first).to_be_hidden()
    expect(page.locator("header .links summary")).to_be_focused()


def test_after_a_mistake_the_summary_has_the_focus_and_leads_to_the_field(open_browser, complaints):
    complaints.expect("status of 422")
    page = open_browser()
    page.goto("/en/join")
    page.fill("#passphrase", "short")
    page.click("main form button.next")
    expect(page.locator(".summary")).to_be_focused()
    tab_to(page, ".summary a")
    page.keyboard.press("Enter")
    expect(page.locator("#passphrase")).to_be_focused()


def test_a_passphrase_can_be_looked_at(open_browser):
    page = open_browser()
    page.goto("/en/join")
    page.fill("#passphrase", PASSPHRASE)
    tab_to(page, "button.toggle")
    page.keyboard.press("Enter")
    expect(page.locator("#passphrase")).to_have_attribute("type", "text")
    expect(page.locator("button.toggle")).to_have_text("Hide the passphrase")
    page.keyboard.press("Enter")
    expect(page.locator("#passphrase")).to_have_attribute("type", "password")
    assert page.input_value("#passphrase") == PASSPHRASE


def test_joining_hands_on_to_the_page_one_came_from(open_browser):
    page = open_browser()
    page.goto(f"/en/join?next={MODULE}/s4")
    fill_join(page)
    expect(page).to_have_url(re.compile(f"{MODULE}/s4$"))
