"""Walks through the site that open every template in every state: each yields the name of what is open now."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.browser.complaints import Complaints
from tests.browser.conftest import PASSPHRASE, fill_join, fill_sign_in

COURSE, MODULE = "courses/t1", "courses/t1/m1"
LESSON, UNTRANSLATED, QUIZ, WORKSHOP = (f"{MODULE}/{step}" for step in ("s1", "s2", "s4", "w1"))
SAVE = "form[data-attempt] button[data-save]"


def visitor(page: Page, lang: str, complaints: Complaints) -> Iterator[str]:
    """What anybody sees."""
    pages = (
        "",
        COURSE,
        MODULE,
        LESSON,
        UNTRANSLATED,
        f"{MODULE}/s3",
        QUIZ,
        "about",
        "help",
        "sign-in",
        "join",
        "recover",
        "account/privacy",
    )
    for path in (*pages, "sign-in", "join", "search", "search?q=lantern", "search?q=no-such-word"):
        page.goto(f"/{lang}/{path}")
        yield f"visitor: {path or 'home'}"
    page.goto(f"/{lang}/{QUIZ}/why")
    yield "visitor: how a quiz is counted"
    page.goto(f"/{lang}/{LESSON}")
    page.locator("form.check input[value='b']").check()
    page.locator("form.check button").click()
    expect(page.locator("form.check .verdict")).to_be_visible()
    page.locator("a.term").first.click()
    expect(page.locator(".meaning").first).to_be_visible()
    page.locator("header summary").first.click()
    yield "an answered check, an open term and the open menu"
    complaints.expect("status of 404", "status of 422")
    page.goto(f"/{lang}/no-such-page")
    yield "no such page"
    for path in ("join", "sign-in"):
        page.goto(f"/{lang}/{path}")
        page.fill("#handle", "a")
        page.fill("#passphrase", "short")
        page.click("main form button.next")
        expect(page.locator(".summary")).to_be_visible()
        yield f"{path} with errors"


def learner(page: Page, lang: str, complaints: Complaints) -> Iterator[str]:
    """What somebody sees who joins, takes the course, and does one lesson."""
    page.goto(f"/{lang}/join?next=/{lang}/{COURSE}")
    page.fill("#passphrase", PASSPHRASE)
    page.click("main form button.next")
    expect(page.locator("ol.secret")).to_be_visible()
    yield "words"
    page.click("main form button.next")
    expect(page.locator("form[action$='/enrol'] button")).to_be_visible()
    for path in (COURSE, LESSON, QUIZ, "", "account/receipts"):
        page.goto(f"/{lang}/{path}")
        yield f"joined, not taking the course: {path or 'home'}"
    page.goto(f"/{lang}/{COURSE}")
    page.locator("form[action$='/enrol'] button").click()
    page.wait_for_url(f"**/{LESSON}")
    page.locator("form.check input[value='a']").check()
    page.locator("form.check button").click()
    expect(page.locator("form.check .receipt")).to_be_visible()
    yield "a check that is kept"
    page.locator(".pager button.next").click()
    page.wait_for_url(f"**/{UNTRANSLATED}")
    yield "the next lesson, and what was received"
    whys = (f"{COURSE}/why", f"{MODULE}/why", f"{LESSON}/why", f"{UNTRANSLATED}/why")
    for path in ("", COURSE, MODULE, LESSON, *whys, "account", "account/receipts"):
        page.goto(f"/{lang}/{path}")
        yield f"learner: {path or 'home'}"
    code = page.locator("td code").first.inner_text()
    for asked in (code.lower(), "0000-0000"):
        page.fill("#code", asked)
        page.locator("form[role=search] button").click()
        page.wait_for_url("**?code=*")
        yield f"a code that is looked up: {'found' if asked == code.lower() else 'not found'}"


def account(page: Page, lang: str, complaints: Complaints) -> Iterator[str]:
    """What somebody sees who looks after the account; then the way back in by the six words."""
    complaints.expect("status of 422")
    page.goto(f"/{lang}/join")
    handle = fill_join(page)
    for path in ("", "/sessions", "/passphrase", "/words", "/details"):
        page.goto(f"/{lang}/account{path}")
        yield f"account{path}"
    page.select_option("#country", "NP")
    page.select_option("#gender", "own")
    page.click("main form button.next")
    expect(page.locator(".summary")).to_be_visible()
    yield "details with an error"
    page.goto(f"/{lang}/account/passphrase")
    page.fill("#passphrase", "not the right one")
    page.fill("#new", "short")
    page.click("main form button.next")
    expect(page.locator(".summary")).to_be_visible()
    yield "passphrase with an error"
    page.goto(f"/{lang}/account/words")
    page.fill("#passphrase", PASSPHRASE)
    page.click("main form button.next")
    words = page.locator("ol.secret li").all_inner_texts()
    yield "new words"
    page.goto(f"/{lang}/account")
    yield "account, with words that wait"
    yield from back_in(page, lang, handle, words)


def back_in(page: Page, lang: str, handle: str, words: list[str]) -> Iterator[str]:
    """Recovery without its cookie, once with a word that is not one."""
    for _ in range(2):  # two devices that are not signed out, and this one
        page.context.clear_cookies()
        page.goto(f"/{lang}/sign-in")
        fill_sign_in(page, handle)
    page.goto(f"/{lang}/account/sessions")
    expect(page.locator(".devices li")).to_have_count(3)
    yield "several devices"
    page.context.clear_cookies()
    page.goto(f"/{lang}/recover")
    page.fill("#handle", handle)
    page.fill("#words", "aple " + " ".join(words[1:]))
    page.fill("#passphrase", PASSPHRASE)
    page.click("main form button.next")
    expect(page.locator(".summary")).to_be_visible()
    yield "recover with a word that is not one"
    page.fill("#words", " ".join(words))
    page.fill("#passphrase", PASSPHRASE)
    page.click("main form button.next")
    expect(page.locator("ol.secret")).to_be_visible()
    yield "recovered"


def quiz(page: Page, lang: str, complaints: Complaints) -> Iterator[str]:
    """What somebody sees who takes the quiz once and begins again."""
    start_quiz(page, lang)
    yield "attempt"
    page.locator("fieldset input").first.check()
    expect(page.locator("[data-status] code").first).to_be_visible()
    page.click(SAVE)
    expect(page.locator(".said.saved")).to_be_visible()
    yield "attempt, with an answer saved by the button"
    page.click("button[data-send-in]")
    expect(page.locator("input[name=anyway]")).to_be_attached()
    yield "confirm"
    page.locator("form[action$='/finish'] button").click()
    expect(page.locator("#review")).to_be_visible()
    yield "result"
    page.goto(f"/{lang}/{QUIZ}")
    yield "a quiz tried once"
    page.goto(f"/{lang}/{QUIZ}/why")
    yield "why a quiz is not passed"
    page.goto(f"/{lang}/{QUIZ}")
    page.locator("form[action$='/attempts'] button").click()
    page.wait_for_url("**/attempts/*")
    page.goto(f"/{lang}/{QUIZ}")
    yield "a quiz with an open attempt"


def ended_session(page: Page, lang: str, complaints: Complaints) -> Iterator[str]:
    """What somebody sees whose session ends in the middle of a quiz; and another account over an open page."""
    complaints.expect("status of 401", "status of 409")
    handle = start_quiz(page, lang)
    attempt = page.url
    page.context.clear_cookies()
    page.locator("fieldset input").first.check()
    expect(page.locator(".unsaved button").first).to_be_visible()
    yield "an answer that is not taken"
    page.click(SAVE)
    expect(page.locator("input[name=waiting]")).to_be_attached()
    yield "signing in again"
    fill_sign_in(page, handle)
    expect(page.locator("dl.answers")).to_be_visible()
    yield "what waited"
    page.goto(attempt)
    other = page.context.new_page()
    other.goto(f"/{lang}/account")
    other.locator("form[action$='/sign-out'] button").click()
    expect(other.locator("header a[href$='/sign-in']")).to_be_attached()
    other.goto(f"/{lang}/join")
    fill_join(other)
    page.click(SAVE)
    page.wait_for_load_state()
    yield "another account"


def workshop(page: Page, lang: str, complaints: Complaints) -> Iterator[str]:
    """What somebody sees who fills in rows and lines, some of them wrongly, and a check of a number."""
    start_quiz(page, lang, WORKSHOP)
    yield "attempt of rows and lines"
    page.select_option("#q-q-parts-glass", "glass:shields")
    page.select_option("#q-q-parts-ring", "ring:sings")
    for item, number in (("lift", 1), ("light", 1), ("lower", 3)):
        page.select_option(f"#q-q-steps-{item}", f"{item}:{number}")
    page.fill("[name=q-q-share]", "1,250")
    page.fill("[name=q-q-holder]", "ring")
    page.locator("h1").click()
    expect(page.locator("[data-status] code")).to_have_count(4)
    yield "rows and lines, with remarks"
    page.click("button[data-send-in]")
    expect(page.locator("input[name=anyway]")).to_be_attached()
    page.locator("form[action$='/finish'] button").click()
    expect(page.locator("#review")).to_be_visible()
    yield "result of rows and lines"
    page.goto(f"/{lang}/{UNTRANSLATED}")
    for line, found in (("abc", ".remark:not([hidden])"), ("4", ".verdict")):
        page.fill("[name=q-c-wick]", line)
        page.locator("form.check", has=page.locator("[name=q-c-wick]")).locator("button").click()
        expect(page.locator("form.check", has=page.locator("[name=q-c-wick]")).locator(found)).to_be_visible()
        yield f"a check of a number: {line}"


def my_data(page: Page, lang: str, complaints: Complaints) -> Iterator[str]:
    """What somebody sees who looks at their data, takes a copy, leaves the course and erases the account."""
    complaints.expect("status of 404", "status of 422")
    start_quiz(page, lang)
    for path in ("account", "account/privacy", "account/export", f"{COURSE}/leave", "account/erase"):
        page.goto(f"/{lang}/{path}")
        yield f"my data: {path}"
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    page.click("main form button.quiet")
    expect(page.locator(".summary")).to_be_visible()
    yield "erasing, with errors"
    page.goto(f"/{lang}/{COURSE}/leave")
    other = page.context.new_page()
    other.goto(f"/{lang}/{COURSE}/leave")
    other.click("main form button.quiet")
    expect(other.locator(".said.saved")).to_be_visible()
    page.click("main form button.quiet")
    page.wait_for_load_state()
    yield "a course that was left already"
    page.goto(f"/{lang}/account/erase")
    page.fill("#passphrase", PASSPHRASE)
    page.check("#understood")
    page.click("main form button.quiet")
    expect(page.locator("header a[href$='/sign-in']")).to_be_attached()
    yield "erased"


def start_quiz(page: Page, lang: str, quiz: str = QUIZ) -> str:
    """A new account takes the course and opens an attempt; the handle."""
    page.goto(f"/{lang}/join?next=/{lang}/{COURSE}")
    handle = fill_join(page)
    page.locator("form[action$='/enrol'] button").click()
    page.wait_for_url(f"**/{LESSON}")
    page.goto(f"/{lang}/{quiz}")
    page.locator("form[action$='/attempts'] button").click()
    page.wait_for_url("**/attempts/*")
    return handle
