"""Each tap of a quiz is a record of its own: sent until there is a receipt, kept once, and the later tap stands."""

from playwright.sync_api import Page, Route, expect

from tests.browser import states

API = "**/api/v1/records"


def tap(page: Page, question: int, option: int) -> str:
    """The status line's selector of the question that was answered."""
    item = page.locator("ol.questions > li").nth(question)
    item.locator("fieldset input").nth(option).check()
    return f"#question-{question + 1} [data-status]"


def receipts(page: Page) -> int:
    page.goto("/en/account/receipts")
    return page.locator("td code").count()


def test_a_tap_whose_reply_was_lost_is_sent_again_and_kept_once(open_browser, two_languages, complaints):
    complaints.expect("ERR_FAILED", "ERR_FAILED")
    page = open_browser(address=two_languages)
    states.start_quiz(page, "en")
    bodies: list[str] = []

    def lose_the_first_reply(route: Route) -> None:
        bodies.append(route.request.post_data or "")
        if len(bodies) == 1:
            route.fetch()  # the server has it
            route.abort()
        else:
            route.continue_()

    page.route(API, lose_the_first_reply)
    line = tap(page, 0, 0)
    expect(page.locator(f"{line} code")).to_be_visible()
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]
    expect(page.locator("[data-tally]")).to_have_text("1 of 3 answered")
    assert receipts(page) == 1


def test_the_later_tap_stands_even_from_a_device_that_is_behind(open_browser, two_languages):
    first = open_browser(address=two_languages)
    handle = states.start_quiz(first, "en")
    second = open_browser(address=two_languages)
    second.goto("/en/sign-in")
    states.fill_sign_in(second, handle)
    expect(second.locator("header a[href$='/account']")).to_be_attached()
    second.goto(first.url)
    for option in (0, 1, 0):
        with first.expect_response(API):  # the receipt of the tap before may still be on the page
            line = tap(first, 1, option)
        expect(first.locator(f"{line} code")).to_be_visible()
    first_type = first.locator("#question-2 fieldset input").first.get_attribute("type")
    replies: list[int] = []
    second.on(
        "response", lambda response: replies.append(response.status) if "/api/v1/records" in response.url else None
    )
    with second.expect_response(lambda _: len(replies) == 2):  # behind, and once more with the number it learned
        tap(second, 1, 1)
    expect(second.locator("#question-2 [data-status] code")).to_be_visible()
    first.reload()
    boxes = first.locator("#question-2 fieldset input")
    expect(boxes.nth(1)).to_be_checked()
    if first_type == "radio":
        expect(boxes.nth(0)).not_to_be_checked()


def test_a_question_that_only_the_server_can_read_is_saved_by_the_button(open_browser, two_languages):
    page = open_browser(address=two_languages)
    states.start_quiz(page, "en")
    page.evaluate("() => document.querySelector('[data-response]').removeAttribute('data-response')")
    line = tap(page, 0, 0)
    expect(page.locator(line)).to_contain_text("Not saved yet: press Save.")
    page.locator(f"{line} button").click()
    expect(page.locator(".said.saved")).to_be_visible()
    expect(page.locator("[data-tally]")).to_have_text("1 of 3 answered")


def test_a_tap_from_a_page_of_before_signing_in_says_so_and_save_keeps_it(open_browser, two_languages, complaints):
    complaints.expect("status of 403")
    page = open_browser(address=two_languages)
    handle = states.start_quiz(page, "en")
    page.context.clear_cookies()
    other = page.context.new_page()
    other.goto("/en/sign-in")
    states.fill_sign_in(other, handle)
    expect(other.locator("header a[href$='/account']")).to_be_attached()
    line = tap(page, 0, 0)
    expect(page.locator(line)).to_contain_text("This page was opened before you signed in.")
    page.locator(f"{line} button").click()
    expect(page.locator("dl.answers")).to_be_visible()
    page.locator("main form button.next").click()
    expect(page.locator("[data-tally]")).to_have_text("1 of 3 answered")
