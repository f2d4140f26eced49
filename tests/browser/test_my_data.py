"""Export, leave, erase, in a real browser against a real server; then nothing is found in its files."""

import json
import time
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import expect

from tests.browser.conftest import COURSE, MODULE, PASSPHRASE, fill_sign_in, join

PATIENCE_SECONDS = 60


def bytes_in(folder: Path) -> bytes:
    """The database's files as they lie on the disk."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("lms.db*")))


def test_export_leave_erase_and_nothing_is_left(open_browser, data_folder, tmp_path, complaints):
    complaints.expect("status of 422")
    page = open_browser()
    handle = join(page)
    page.locator("form[action$='/enrol'] button").click()
    page.wait_for_url(f"**{MODULE}/s1")
    page.locator(".pager button.next").click()
    page.wait_for_url(f"**{MODULE}/s2")
    assert handle.encode() in bytes_in(data_folder), "else the last look would prove nothing"

    page.goto("/en/account/export")
    with page.expect_download() as download:
        page.click("main form button.next")
    archive = tmp_path / download.value.suggested_filename
    download.value.save_as(archive)
    with ZipFile(archive) as files:
        held = json.loads(files.read("notebook.json"))["held"]
        assert handle in files.read("notebook.html").decode()
    ids = [row["id"] for each in held for row in each["rows"] if "id" in row]
    assert len(ids) == 4  # the account, a sign-in, an enrolment, a record

    page.goto(f"{COURSE}/leave")
    expect(page.locator("main")).to_contain_text("1 lesson")
    page.click("main form button.quiet")
    page.wait_for_url(f"**{COURSE}")
    expect(page.locator("form[action$='/enrol'] button")).to_be_visible()

    page.goto("/en/account/erase")
    page.fill("#passphrase", PASSPHRASE)
    page.check("#understood")
    page.click("main form button.quiet")
    expect(page.locator("h1")).to_have_text("Your account is erased")
    page.goto("/en/sign-in")
    fill_sign_in(page, handle)
    expect(page.locator(".summary")).to_be_visible()

    gone = [handle.encode(), *(each.encode() for each in ids), *(each.replace("-", "").encode() for each in ids)]
    found = eventually_none(gone, data_folder)
    assert found == []
    assert {each for each in ids if each in (data_folder / "erased-ids").read_text()} == {ids[0], ids[2]}


def eventually_none(gone: list[bytes], folder: Path) -> list[bytes]:
    """What is still found when the sweeper has had its time."""
    deadline, found = time.monotonic() + PATIENCE_SECONDS, gone
    while found and time.monotonic() < deadline:
        time.sleep(0.5)
        there = bytes_in(folder)
        found = [each for each in gone if each in there]
    return found
