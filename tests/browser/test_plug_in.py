"""A block and a type of question from an installed package: drawn, tapped, and sent without a script."""

import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import databases
from tests.browser.conftest import fill_join, free_port, served
from tests.browser.trouble import trouble_with
from tests.plugins.installing import install

MODULE = "/en/courses/w9/m1"
STRING = "input[name='q-q-string']"


@pytest.fixture(scope="session")
def winds(tmp_path_factory) -> Iterator[str]:
    port, folder = free_port(), tmp_path_factory.mktemp("winds")
    databases.make(folder)
    path = str(install(tmp_path_factory.mktemp("on-the-path")))
    with served(port, sys.executable, "-m", "tests.plugins", str(folder), str(port), PYTHONPATH=path) as at:
        yield at


def begin_quiz(page: Page) -> None:
    page.goto("/en/join?next=/en/courses/w9")
    fill_join(page)
    page.locator("form[action$='/enrol'] button").click()
    page.goto(f"{MODULE}/s2")
    page.click("form[action$='/attempts'] button.next")
    page.wait_for_url("**/attempts/*")


def test_its_block_is_drawn_and_its_check_is_answered_in_place(open_browser, winds):
    page = open_browser(address=winds)
    page.goto(f"{MODULE}/s1")
    expect(page.locator("aside.saying .name")).to_have_text("People say")
    expect(page.locator("aside.saying")).to_contain_text("Any day is a day for kites.")
    page.check("form.check input[value='storm']")
    page.click("form.check button")
    expect(page.locator("form.check .verdict")).to_contain_text("Partly right.")
    expect(page.locator("form.check")).to_contain_text("It breaks.")
    assert trouble_with(page) == []


def test_its_question_is_answered_by_a_tap(open_browser, winds):
    page = open_browser(address=winds)
    begin_quiz(page)
    page.check(f"{STRING}[value='middle']")
    expect(page.locator("[data-status='q-string'] code")).to_have_count(1)
    assert trouble_with(page) == []
    page.reload()
    expect(page.locator(f"{STRING}[value='middle']")).to_be_checked()
    expect(page.locator("[data-tally]")).to_have_text("1 of 2 answered")


def test_its_question_is_answered_without_a_script(open_browser, winds):
    page = open_browser(scripts=False, address=winds)
    begin_quiz(page)
    page.check(f"{STRING}[value='long']")
    page.check("input[name='q-q-rain'][value='false']")
    page.click("button[data-save]")
    expect(page.locator(f"{STRING}[value='long']")).to_be_checked()
    page.click("button[data-send-in]")
    expect(page.locator("h1")).to_contain_text("100 %")
    expect(page.locator("main")).to_contain_text("This is the right step.")
