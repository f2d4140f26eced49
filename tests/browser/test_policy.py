"""The content policy in a real browser: no page of ours meets it, and what is not ours is refused.

That no page complains is looked at by every test with a browser (`Complaints`); here, that all pages are among them.
"""

import sys
from pathlib import Path

import pytest

from lms.paths import TEMPLATES
from tests.browser.conftest import free_port, served
from tests.browser.test_access import WALKS

#: drawn by others, as parts of a page or of a file
PARTS = ("lms/_parts/", "lms/blocks/", "lms/question_types/")
#: no page of the site: the file in the copy that somebody takes of their data; what pages are built on
NO_PAGES = {"lms/account/export_file.html", "lms/base.html"}
#: pages that this site does not have, and where they are read
ELSEWHERE = {
    "lms/oversight/demo.html": "tests/browser/test_demo.py",
    "lms/account/sign_in_there.html": "tests/hosts/test_people.py",
    "lms/account/start.html": "tests/hosts/test_people.py",
}
#: what a page of another maker could bring, one thing each, and which part of the policy refuses it
FOREIGN = {
    "script-src-elem": "document.head.append(Object.assign(document.createElement('script'), {text: 'x = 1'}))",
    "script-src-attr": "document.body.setAttribute('onclick', 'alert(1)')",
    "style-src-elem": "document.head.append(Object.assign(document.createElement('style'), {textContent: 'p {}'}))",
    "style-src-attr": "document.body.setAttribute('style', 'color: red')",
    "img-src": "document.body.append(Object.assign(new Image(), {src: 'https://evil.example/x.png'}))",
    "connect-src": "fetch('https://evil.example/').catch(() => 0)",
    "frame-src": "document.body.append(Object.assign(document.createElement('iframe'), {src: '/en/about'}))",
    "base-uri": "document.head.append(Object.assign(document.createElement('base'), {href: 'https://evil.example/'}))",
    "font-src": "new FontFace('x', 'url(https://evil.example/x.woff2)').load().catch(() => 0)",
    "form-action": "(form => { form.action = 'https://evil.example/'; document.body.append(form); form.submit() })"
    "(document.createElement('form'))",
}


@pytest.mark.parametrize("directive", FOREIGN)
def test_what_is_not_ours_is_refused_and_told(open_browser, two_languages, complaints, directive):
    page = open_browser(address=two_languages)
    page.goto("/en/about")
    page.evaluate(f"() => {{ {FOREIGN[directive]} }}")
    page.wait_for_timeout(100)
    told, complaints.found = complaints.found, []
    assert [each for each in told if each.startswith(f"policy: {directive} refuses")], told
    assert page.evaluate("() => window.x") is None


def test_no_other_page_can_frame_ours(open_browser, two_languages, complaints):
    page = open_browser(address=two_languages)
    page.set_content(f'<iframe src="{two_languages}/en/account"></iframe>')
    page.wait_for_timeout(300)
    told, complaints.found = complaints.found, []
    assert any("frame-ancestors" in each for each in told), told


@pytest.mark.thorough("a minute; the walks themselves are in the quick profile too")
def test_every_template_is_opened_in_some_state_and_none_meets_the_policy(open_browser, complaints, tmp_path):
    port = free_port()
    command = (sys.executable, "-m", "tests.browser.two_languages", str(tmp_path), str(port))
    with served(port, *command) as address:
        for walk in WALKS:
            page = open_browser(address=address)
            assert list(walk(page, "en", complaints))
            page.context.close()
    drawn = set((tmp_path / "drawn").read_text().split())
    assert pages() - drawn == set(ELSEWHERE)
    assert [each for each in complaints.found if "policy" in each.lower()] == []


def pages() -> set[str]:
    """Every template that is a page."""
    names = {str(path.relative_to(TEMPLATES)) for path in Path(TEMPLATES).rglob("*.html")}
    return {name for name in names if not name.startswith(PARTS)} - NO_PAGES
