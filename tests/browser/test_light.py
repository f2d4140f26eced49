"""A page is light: what a first visit transfers, everything counted, as it travels."""

from tests.browser.conftest import MODULE

FIRST_VISIT_KB, SECOND_VISIT_KB = 60, 25


def transferred(page, path: str) -> int:
    """Bytes over the wire, headers included, of the page and everything it loads, pictures scrolled to."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(path)
    page.evaluate("() => document.querySelectorAll('img').forEach(each => { each.loading = 'eager' })")
    page.wait_for_load_state("networkidle")
    session.detach()
    return sum(sizes)


def test_a_first_visit_to_a_lesson_is_lighter_than_60_kb(open_browser, record_property):
    for lesson in range(1, 6):
        page = open_browser()
        size = transferred(page, f"{MODULE}/s{lesson}")
        print(f"lesson {lesson}: {size / 1024:.1f} KB")
        record_property(f"lesson_{lesson}_kb", round(size / 1024, 1))
        assert 5_000 < size <= FIRST_VISIT_KB * 1024


def test_the_next_lesson_brings_little_more_than_its_words(open_browser):
    page = open_browser()
    transferred(page, f"{MODULE}/s1")
    assert transferred(page, f"{MODULE}/s2") <= SECOND_VISIT_KB * 1024
