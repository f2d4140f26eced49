"""Real server processes and a real Chromium. Whatever a page complains of fails the test that opened it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests import databases
from tests.browser.complaints import Complaints

ROOT = Path(__file__).parents[2]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
QUIETLY = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PASSPHRASE = "three plain words"
COURSE = "/en/courses/k4"
MODULE = f"{COURSE}/m1"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium() -> str | None:
    """The path of the browser that is installed."""
    names = (os.environ.get("LMS_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


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
    port = free_port()
    command = lms_command("serve", "--port", str(port), "--workers", "1")
    databases.make(data_folder)
    with served(port, *command, **databases.environment_of(data_folder)) as at:
        yield at


@pytest.fixture(scope="session")
def two_languages(tmp_path_factory) -> Iterator[str]:
    """The tiny course, in English and in the tests' own right-to-left catalogue; its address."""
    port, folder = free_port(), tmp_path_factory.mktemp("two-languages")
    databases.make(folder)
    with served(port, sys.executable, "-m", "tests.browser.two_languages", str(folder), str(port)) as at:
        yield at


def lms_command(*words: str) -> list[str]:
    """`lms …`, with this interpreter."""
    return [sys.executable, "-c", "from lms.cli import main; main()", *words]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(
    port: int,
    *command: str,
    stdout: IO[str] | None = None,
    stderr: IO[str] | None = None,
    ready: str = "/readyz",
    **environment: str,
) -> Iterator[str]:
    """A server process; its address, once it is ready."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=stdout, stderr=stderr)
    address = f"http://127.0.0.1:{port}"
    try:
        _await(f"{address}{ready}", process)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _await(address: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"no answer from {address}")


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    noted = Complaints()
    yield noted
    noted.check()


@pytest.fixture
def open_browser(browser, request, complaints) -> Iterator[Callable[..., Page]]:
    """A page in a browser profile of its own; `address=` another site than the served one."""
    contexts: list[BrowserContext] = []

    def open_page(size=PHONE, scripts=True, address=None) -> Page:
        address = address or request.getfixturevalue("site")
        context = browser.new_context(viewport=size, java_script_enabled=scripts, base_url=address)
        context.set_default_timeout(10_000)
        contexts.append(context)
        complaints.listen(context, address)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def join(page: Page, lang: str = "en") -> str:
    """A new account, its words written down, and back to the course; the handle."""
    page.goto(f"/{lang}/join?next=/{lang}/courses/k4")
    return fill_join(page)


def enrol(page: Page, lang: str) -> str:
    """A new account that takes the course and stands in its first lesson; the handle."""
    handle = join(page, lang)
    page.locator("form[action$='/enrol'] button").click()
    page.wait_for_url(f"**/{lang}/courses/k4/m1/s1")
    return handle


def fill_join(page: Page) -> str:
    """The form and the words after it; the handle."""
    handle = page.input_value("#handle")
    page.fill("#passphrase", PASSPHRASE)
    page.click("main form button.next")
    expect(page.locator("ol.secret li")).to_have_count(6)
    page.click("main form button.next")
    return handle


def sign_in(page: Page, handle: str, lang: str = "en") -> None:
    page.goto(f"/{lang}/sign-in")
    fill_sign_in(page, handle)
    expect(page.locator("header a[href$='/account']")).to_be_attached()


def fill_sign_in(page: Page, handle: str) -> None:
    page.fill("#handle", handle)
    page.fill("#passphrase", PASSPHRASE)
    page.click("main form button.next")
