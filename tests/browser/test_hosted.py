"""A member of a host site takes the tiny module within the site's layout, from its sign-in page to the end."""

import sys
from collections.abc import Iterator

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests import databases
from tests.browser.conftest import free_port, served
from tests.browser.trouble import trouble_with
from tests.conftest import TINY

QUESTIONS = TINY / "lanterns" / "questions.yaml"
MODULE = "/learn/en/courses/t1/m1"


@pytest.fixture(scope="session")
def hosted(tmp_path_factory) -> Iterator[str]:
    port, folder = free_port(), tmp_path_factory.mktemp("hosted")
    databases.make(folder)
    with served(port, sys.executable, "-m", "tests.hosts", str(folder), str(port), ready="/learn/readyz") as at:
        yield at


def enter_club(page: Page, name: str) -> None:
    page.fill("[name=name]", name)
    page.click("main form button")


def test_a_member_takes_the_tiny_module_in_the_layout_of_the_club(open_browser, hosted):
    page = open_browser(address=hosted)
    page.goto(f"{MODULE}/s1")
    page.click(".menu.links summary")
    page.click(".menu a[href$='/sign-in']")
    enter_club(page, "amina")
    expect(page.locator(".club-bar")).to_contain_text("Hello amina")
    page.goto("/learn/en/join?next=/learn/en/courses/t1")
    assert trouble_with(page) == []
    page.click("main form button.next")
    page.locator("form[action$='/enrol'] button").click()
    page.wait_for_url(f"**{MODULE}/s1")
    page.locator("form.check input[value='a']").first.check()
    page.locator("form.check button").first.click()
    expect(page.locator("form.check .verdict").first).to_be_visible()
    assert trouble_with(page) == []
    for lesson in ("s1", "s2"):
        page.goto(f"{MODULE}/{lesson}")
        page.click(".pager button.next")
        expect(page.locator(".said.saved")).to_contain_text("Receipt")
    _pass_quiz(page)
    page.goto("/learn/en/")
    expect(page.locator("main")).to_contain_text("Complete,")
    page.locator(".club-bar form button").click()
    page.goto(f"{MODULE}/s1")
    expect(page.locator(".club-bar")).to_contain_text("Members")
    expect(page.locator("main")).not_to_contain_text("done on")


def _pass_quiz(page: Page) -> None:
    """Each right answer tapped, and kept at once."""
    right = {each["key"]: each.get("right") for each in yaml.safe_load(QUESTIONS.read_text())["questions"]}
    page.goto(f"{MODULE}/s4")
    page.click("form[action$='/attempts'] button.next")
    page.wait_for_url("**/attempts/*")
    for question in page.locator("ol.questions > li").all():
        key = question.locator("[data-status]").get_attribute("data-status")
        for value in right[key] if isinstance(right[key], list) else [right[key]]:
            question.locator(f"input[value='{str(value).lower()}']").check()
        expect(question.locator("[data-status] code")).to_have_count(1)
    page.click("button[data-send-in]")
    expect(page.locator("h1")).to_contain_text("100 %")


def test_when_the_club_has_signed_out_a_tap_says_so_and_waits_for_its_owner(open_browser, hosted, complaints):
    complaints.expect("status of 401")
    page = open_browser(address=hosted)
    page.goto("/sign-in?next=/learn/en/join?next=/learn/en/courses/t1")
    enter_club(page, "bilal")
    page.click("main form button.next")
    page.locator("form[action$='/enrol'] button").click()
    page.goto(f"{MODULE}/s4")
    page.click("form[action$='/attempts'] button.next")
    page.wait_for_url("**/attempts/*")
    other = page.context.new_page()
    other.goto("/")
    other.locator(".club-bar form button").click()
    page.locator("ol.questions fieldset input").first.check()
    expect(page.locator("#question-1 [data-status]")).to_contain_text("Your session has ended")
    page.locator("#question-1 [data-status] button").click()
    with page.context.expect_page() as opened:
        page.click("main a.next")
    enter_club(opened.value, "bilal")
    expect(opened.value.locator(".club-bar")).to_contain_text("Hello bilal")
    page.click("main form button")
    expect(page.locator("h1")).to_have_text("These answers are not saved yet")
    page.click("main form button.next")
    expect(page.locator("[data-tally]")).to_have_text("1 of 3 answered")
