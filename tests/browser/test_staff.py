"""Becoming staff: the link that `lms serve` prints, an operator, an invitation, a trainer on another profile."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import databases
from tests.browser.conftest import DESK, fill_join, free_port, lms_command, served, sign_in

LINK = re.compile(r"http://127\.0\.0\.1:\d+(/en/invitations/[\w-]+)")


@pytest.fixture
def started(tmp_path) -> Iterator[tuple[str, Path]]:
    """A site nobody operates yet: its address, and the file with what the command said."""
    port, said = free_port(), tmp_path / "said.txt"
    words = lms_command("serve", "--port", str(port), "--workers", "1")
    databases.make(tmp_path / "data")
    environment = databases.environment_of(tmp_path / "data")
    with said.open("w") as out, served(port, *words, stdout=out, **environment) as address:
        yield address, said


def printed_link(said: Path) -> str:
    """The path of the one-time link."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if found := LINK.search(said.read_text()):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(f"no link in: {said.read_text()}")


def test_from_the_first_link_to_a_trainer_on_another_profile(open_browser, complaints, started):
    address, said = started
    first_link = printed_link(said)
    operator, trainer = open_browser(address=address), open_browser(size=DESK, address=address)
    _becomes_operator(operator, first_link)
    link = _invites(operator)
    handle = _accepts(trainer, link)
    complaints.expect("status of 410")
    for spent in (first_link, link):
        operator.goto(spent)
        expect(operator.locator("h1")).to_have_text("This link gives nothing any more")
    _finds_and_withdraws(operator, handle)
    trainer.goto("/en/account/who-looked")
    expect(trainer.locator("main")).to_contain_text("An operator looked up your handle.")
    expect(trainer.locator("main")).to_contain_text("An operator withdrew a role of yours: trainer of")
    expect(trainer.locator("main")).to_contain_text("None beside learning")


def _becomes_operator(page: Page, first_link: str) -> None:
    """A visitor with the printed link joins, comes back and accepts."""
    page.goto(first_link)
    expect(page.locator(".lead")).to_have_text("You are invited to be an operator of this site.")
    page.click("main a.next")
    fill_join(page)
    expect(page).to_have_url(re.compile(re.escape(first_link)))
    page.click("main button.next")
    expect(page.locator("h1")).to_have_text("People")


def _invites(page: Page) -> str:
    """The link for a trainer of the built-in course."""
    page.select_option("#course", "k4")
    page.click("form[action$='/invitations'] button")
    link = page.input_value("#link")
    page.locator(".toggle").click()
    page.click("main a.next")
    expect(page.locator(".rows li")).to_have_count(1)
    return LINK.fullmatch(link)[1]


def _accepts(page: Page, link: str) -> str:
    page.goto(link)
    page.reload()  # to look uses nothing up
    page.click("main a.next")
    handle = fill_join(page)
    expect(page.locator(".lead")).to_contain_text("You are invited to be a trainer of")
    page.click("main button.next")
    expect(page.locator(".said.saved")).to_contain_text("You hold the role now.")
    expect(page.locator("header a[href$='/people']")).to_have_count(0)
    return handle


def _finds_and_withdraws(page: Page, handle: str) -> None:
    """By keyboard: the handle, Enter, and one question in between."""
    page.goto("/en/people")
    page.fill("#handle", handle.upper())
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(handle)
    page.click(".rows a")
    expect(page.locator("h1")).to_have_text("Withdraw this role?")
    page.click("main form button.next")
    expect(page.locator("main")).to_contain_text("like everybody with an account")


def test_the_handover_works_without_scripts(open_browser, started):
    address, said = started
    operator = open_browser(scripts=False, address=address)
    _becomes_operator(operator, printed_link(said))
    operator.click("form[action$='/invitations'] button")
    other = open_browser(scripts=False, address=address)
    other.goto(LINK.fullmatch(operator.input_value("#link"))[1])
    other.click("main a.next")
    handle = fill_join(other)
    other.locator("button[value=decline]").click()
    expect(other.locator(".said")).to_contain_text("You declined.")
    operator.goto("/en/people")
    expect(operator.locator(".rows li")).to_have_count(0)
    sign_in(open_browser(address=address), handle)
