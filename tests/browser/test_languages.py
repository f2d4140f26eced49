"""The module from end to end in Arabic: what a page shows there is Arabic, or says which language it is in."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import answer, modules
from tests.browser.complaints import Complaints
from tests.browser.conftest import PASSPHRASE, fill_join
from tests.browser.test_walk import LESSONS

COURSE, MODULE = "/ar/courses/k4", "/ar/courses/k4/m1"
QUIZ = f"{MODULE}/s{LESSONS + 1}"
STAY = ("CC BY-SA 4.0",)  #: names that are the same in every language
ENGLISH = re.compile(r"[A-Za-z][A-Za-z'’-]*(?:[\s,;:–]+[A-Za-z][A-Za-z'’-]*){2,}")

#: What is written on the page in its own language, a block at a time: also what is folded or for a screen reader only
TEXTS = """() => {
const own = document.documentElement.lang, blocks = new Map(), texts = [document.title];
const isOwn = (element) => element.closest("[lang]").lang === own && !element.closest("code, script, style");
const blockOf = (element) => getComputedStyle(element).display === "inline" ? blockOf(element.parentElement) : element;
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const element = walk.currentNode.parentElement, block = blockOf(element);
  blocks.set(block, (blocks.get(block) ?? "") + (isOwn(element) ? walk.currentNode.data : " … "));
}
for (const element of document.querySelectorAll("body *")) {
  if (!isOwn(element)) continue;
  for (const { name, value } of element.attributes)
    if (/^(aria-label|alt|title|placeholder|data-.*)$/.test(name)) texts.push(value);
}
return [...texts, ...blocks.values()] }"""


def english_on(page: Page) -> list[str]:
    """The English sentences of a page that are not marked as English: three Latin words in a row."""
    assert page.get_attribute("html", "lang") == "ar"
    found = []
    for text in page.evaluate(TEXTS):
        for name in STAY:
            text = text.replace(name, "…")
        found += [sentence.group() for sentence in ENGLISH.finditer(text)]
    return found


def visitor(page: Page) -> Iterator[str]:
    """Before there is an account; then joining."""
    for path in (
        "",
        "about",
        "help",
        "sign-in",
        "recover",
        "account/privacy",
        "search",
        "search?q=كفالة",
        "search?q=قق",
    ):
        page.goto(f"/ar/{path}")
        yield f"visitor: {path}"
    page.goto(f"/ar/join?next={COURSE}")
    yield "join"
    page.fill("#handle", "a")
    page.fill("#passphrase", PASSPHRASE)
    page.click("main form button.next")
    expect(page.locator(".summary")).to_be_visible()
    yield "join with an error"
    page.goto("/ar/no-such-page")
    yield "no such page"


def learner(page: Page) -> Iterator[str]:
    """From joining to the last lesson."""
    page.goto(f"/ar/join?next={COURSE}")
    fill_join(page)
    page.locator("form[action$='/enrol'] button").wait_for()
    yield "the course, not taken yet"
    page.locator("form[action$='/enrol'] button").click()
    for lesson in range(1, LESSONS + 1):
        page.wait_for_url(f"**{MODULE}/s{lesson}")
        page.locator("form.check input[name^=q-]").first.check()
        page.locator("form.check button").first.click()
        expect(page.locator("form.check .verdict").first).to_be_visible()
        yield f"lesson {lesson}, with a check answered"
        page.click(".pager button.next")
    page.wait_for_url(f"**{QUIZ}")
    yield "the quiz, not begun"


def quiz(page: Page) -> Iterator[str]:
    """The quiz, in two sittings, with the right answers."""
    page.click("main form button.next")
    page.wait_for_url("**/attempts/*")
    yield "an attempt"
    right = modules()[0].questions
    names = page.eval_on_selector_all("input[name^='q-']", "all => all.map(each => each.name.slice(2))")
    for key in dict.fromkeys(names):
        assert key in right
        answer(page, right[key])
    expect(page.locator("[data-status] code")).to_have_count(len(set(names)))
    yield "an attempt, answered"
    page.click("button[data-send-in]")
    expect(page.locator("h1.right")).to_contain_text("100")
    yield "the result"


def afterwards(page: Page) -> Iterator[str]:
    """What there is to see when all is done."""
    whys = [f"{place}/why" for place in (COURSE, MODULE, f"{MODULE}/s1", QUIZ)]
    for path in ("/ar/", COURSE, MODULE, QUIZ, *whys, f"{COURSE}/leave"):
        page.goto(path)
        yield path
    page.goto(f"{MODULE}/s1/report")
    yield "a report"
    parts = ("", "/receipts", "/privacy", "/passphrase", "/sessions", "/details", "/words", "/who-looked", "/export")
    for path in (*parts, "/erase"):
        page.goto(f"/ar/account{path}")
        yield f"account{path}"


def test_a_learner_finishes_the_module_in_arabic_without_meeting_an_english_sentence(
    open_browser, complaints: Complaints
):
    complaints.expect("status of 404", "status of 422")
    page = open_browser()
    found = {}
    for part in (visitor, learner, quiz, afterwards):
        found.update({state: english for state in part(page) if (english := english_on(page))})
    assert found == {}


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Press this button</p>",
        "<p>Press <b>this</b> button</p>",
        "<p lang='en'><span lang='ar'>Press this button</span></p>",
        "<p hidden>Press this button</p>",
        "<bdi>Press this button</bdi>",
        "<img alt='Press this button'>",
        "<form data-saved='Press this button'></form>",
    ],
)
def test_an_english_sentence_on_an_arabic_page_would_be_found(open_browser, markup):
    page = open_browser()
    page.goto("/ar/help")
    page.eval_on_selector("main", "(main, markup) => main.insertAdjacentHTML('beforeend', markup)", markup)
    assert english_on(page) == ["Press this button"]


@pytest.mark.parametrize("markup", ["<p lang='en'>Press this button</p>", "<p>CEDAW, ICRMW</p>", "<p>CC BY-SA 4.0</p>"])
def test_what_is_marked_as_english_and_what_has_no_other_name_may_stay(open_browser, markup):
    page = open_browser()
    page.goto("/ar/help")
    page.eval_on_selector("main", "(main, markup) => main.insertAdjacentHTML('beforeend', markup)", markup)
    assert english_on(page) == []
