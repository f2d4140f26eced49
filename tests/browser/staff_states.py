"""A walk through the pages of staff, and of who is to become staff; see `states`."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.browser.complaints import Complaints
from tests.browser.conftest import fill_join, fill_sign_in
from tests.browser.states import LESSON
from tests.browser.two_languages import OPERATOR


def staff(page: Page, lang: str, complaints: Complaints) -> Iterator[str]:
    """What an operator sees who finds somebody, gives a role, withdraws one and invites; and what the invited see."""
    complaints.expect("status of 422", "status of 410")
    page.goto(f"/{lang}/join")
    handle = fill_join(page)
    page.goto(f"/{lang}/account/who-looked")
    yield "who looked: nobody"
    _sign_out(page, lang)
    page.goto(f"/{lang}/sign-in?next=/{lang}/people")
    fill_sign_in(page, OPERATOR)
    expect(page.locator("#handle")).to_be_visible()
    yield "people"
    page.locator("header summary").first.click()
    yield "people, with the menu open"
    page.goto(f"/{lang}/people")
    _find(page, "nobody-9")
    expect(page.locator(".summary")).to_be_visible()
    yield "nobody of this handle"
    _find(page, handle)
    expect(page.locator("h1 bdi")).to_have_text(handle)
    yield "a person without roles"
    yield from _roles(page, lang)
    page.goto(f"/{lang}/people")
    page.locator("form[action$='/invitations'] button").click()
    link = page.input_value("#link")
    yield "a new link"
    page.goto(f"/{lang}/people")
    yield "people, with an open invitation"
    yield from _invited(page, lang, link, handle)


def reports(page: Page, lang: str, complaints: Complaints) -> Iterator[str]:
    """What a reader sees who reports an error in a page, and what staff see who read it."""
    complaints.expect("status of 422")
    page.goto(f"/{lang}/{LESSON}/report")
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    page.click("main form button.next")
    expect(page.locator(".summary")).to_be_visible()
    yield "a report without words"
    page.fill("#words", "The second lantern is called a kite.")
    page.click("main form button.next")
    expect(page.locator(".said.saved")).to_be_visible()
    page.goto(f"/{lang}/sign-in?next=/{lang}/studio/reports")
    fill_sign_in(page, OPERATOR)
    expect(page.locator("form[action*='/studio/reports/'] button").first).to_be_visible()
    yield "reports"
    page.locator("form[action*='/studio/reports/'] button").first.click()
    expect(page.locator(".said.saved")).to_be_visible()
    yield "reports that are done"


def _roles(page: Page, lang: str) -> Iterator[str]:
    page.select_option("#role", "operator")
    page.select_option("#course", "t1")
    page.click("main form button.next")
    expect(page.locator(".summary")).to_be_visible()
    yield "a role that cannot be given"
    page.select_option("#role", "trainer")
    page.click("main form button.next")
    expect(page.locator(".said.saved")).to_be_visible()
    yield "a person with a role"
    page.click(".rows a")
    page.wait_for_url("**/roles/*")
    yield "withdraw this role?"
    page.goto(f"/{lang}/people")
    _find(page, OPERATOR)
    page.click(".rows a")
    page.click("main form button.next")
    expect(page.locator(".summary")).to_be_visible()
    yield "the last operator"


def _invited(page: Page, lang: str, link: str, handle: str) -> Iterator[str]:
    _sign_out(page, lang)
    page.goto(link)
    yield "an invitation: a visitor"
    page.locator("main a.quiet").click()
    fill_sign_in(page, handle)
    expect(page.locator("button[value=accept]")).to_be_visible()
    yield "an invitation: an account"
    page.click("button[value=accept]")
    expect(page.locator(".said.saved")).to_be_visible()
    yield "taken up"
    page.goto(link)
    yield "gone"
    page.goto(f"/{lang}/account/who-looked")
    yield "who looked: staff did"


def _find(page: Page, handle: str) -> None:
    page.fill("#handle", handle)
    page.click("main form button.next")
    page.wait_for_load_state()


def _sign_out(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/account")
    page.locator("form[action$='/sign-out'] button").click()
    expect(page.locator("header a[href$='/sign-in']")).to_be_attached()
