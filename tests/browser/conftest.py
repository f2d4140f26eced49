"""A real server process and a real Chromium. Whatever a page complains of fails the test that opened it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
QUIETLY = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PASSPHRASE = "three plain words"
MODULE = "/en/courses/k4/m1"


def chromium() -> str | None:
    """The path of the browser that is installed."""
    names = (os.environ.get("LMS_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        reason = "there is no Chromium: install it, or name it in LMS_CHROMIUM"
        if "browser" in os.environ.get("LMS_TESTS_MUST_RUN", "").split(","):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=QUIETLY)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="session")
def site(data_folder) -> Iterator[str]:
    """`lms serve` with the built-in course; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from lms.cli import main; main()", "serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(command, env={**os.environ, "LMS_DATA_DIR": str(data_folder)})
    address = f"http://127.0.0.1:{port}"
    wait_for(f"{address}/readyz", process)
    yield address
    process.terminate()
    process.wait(30)


def wait_for(address: str, process: subprocess.Popen | None = None) -> None:
    for _ in range(400):
        assert process is None or process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"no answer from {address}")


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What pages complain of: errors, refusals by the content policy, requests to another host. None is the rule."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def open_browser(browser, site, complaints) -> Iterator[Callable[..., Page]]:
    """A page in a browser profile of its own; `address=` another site than the served one."""
    contexts: list[BrowserContext] = []

    def open_page(size=PHONE, scheme="light", scripts=True, address=None) -> Page:
        context = browser.new_context(
            viewport=size, color_scheme=scheme, java_script_enabled=scripts, base_url=address or site
        )
        contexts.append(context)
        page = context.new_page()
        host = urlsplit(address or site).netloc

        def note_request(request):
            if urlsplit(request.url).netloc not in (host, ""):
                complaints.append(f"a request to {request.url}")

        page.on("request", note_request)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: _note_console(complaints, message))
        return page

    yield open_page
    for context in contexts:
        context.close()


def _note_console(complaints: list[str], message) -> None:
    # a form sent with a mistake is answered 422, and a test may cut the network: the browser notes both
    expected = ("status of 4", "ERR_INTERNET_DISCONNECTED")
    if message.type == "error" and not any(words in message.text for words in expected):
        complaints.append(message.text)


def join(page: Page, after: str = "/en/courses/k4") -> str:
    """A new account, its words written down; the handle."""
    page.goto(f"/en/join?next={after}")
    handle = page.input_value("#handle")
    page.fill("#passphrase", PASSPHRASE)
    page.click("main form button.next")
    assert page.locator("ol.secret li").count() == 6
    page.click("main form button.next")
    return handle


def sign_in(page: Page, handle: str) -> None:
    page.goto("/en/sign-in")
    page.fill("#handle", handle)
    page.fill("#passphrase", PASSPHRASE)
    page.click("main form button.next")
