"""`lms serve --demo` as it is run: the links, the words on every page, and a backup while it is served."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import free_port, lms_command, served
from tests.browser.trouble import trouble_with
from tests.conftest import TINY

#: few people and the tiny course, so that it is soon ready
FEW = f"""
from pathlib import Path
import lms.paths
lms.paths.COURSES = Path({str(TINY.parent)!r})
from lms.cli import inventing, main
inventing.PEOPLE = 4
main()
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Iterator[tuple[str, Path, list[str]]]:
    """Its address, its folder, and the four links."""
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    command = [sys.executable, "-c", FEW, "serve", "--demo", "--port", str(port), "--workers", "1"]
    with (
        (folder / "printed").open("w") as printed,
        served(port, *command, stdout=printed, LMS_DATA_DIR=str(folder / "var")) as address,
    ):
        yield address, folder / "var", links(folder / "printed")


def links(printed: Path) -> list[str]:
    ends = time.monotonic() + 10
    while len(found := [word for word in printed.read_text().split() if "/invitations/" in word]) < 4:
        assert time.monotonic() < ends, printed.read_text()
        time.sleep(0.05)
    return found


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_one_looks_around_by_a_link_and_every_page_says_that_it_is_invented(open_browser, demo, complaints, lang):
    complaints.expect("status of 410")
    address, _folder, links = demo
    page = open_browser(address=address)
    link = links[0 if lang == "en" else 3].replace("/en/", f"/{lang}/")
    page.goto(link)
    assert trouble_with(page) == []
    page.click("main form button.next")
    expect(page.locator("header a[href$='/account']")).to_be_attached()
    for path in ("", "courses/t1", "courses/t1/m1/s1", "account"):
        page.goto(f"/{lang}/{path}")
        expect(page.locator("aside.invented")).to_be_visible()
        assert trouble_with(page) == []
    again = open_browser(address=address, scripts=False)
    assert again.goto(link).status == 410


def test_a_backup_is_made_while_it_is_served_and_a_restore_waits_until_it_is_not(demo, tmp_path):
    folder = demo[1]

    def command(*words: str) -> subprocess.CompletedProcess:
        environment = {"LMS_DATA_DIR": str(folder), "PATH": ""}
        words = lms_command(*words)
        return subprocess.run(words, env=environment, cwd=Path(__file__).parents[2], capture_output=True, text=True)

    assert command("backup", str(tmp_path / "b")).returncode == 0
    refused = command("restore", str(tmp_path / "b"), "--yes")
    assert (refused.returncode, "A server is running" in refused.stderr) == (1, True)
