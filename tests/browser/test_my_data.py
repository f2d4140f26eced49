"""Export, leave, erase, in a real browser against a real server; then nothing is found in its files."""

import json
import time
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests import databases
from tests.browser.conftest import PASSPHRASE, enrol, fill_sign_in

PATIENCE_SECONDS = 60


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_export_leave_erase_and_nothing_is_left(open_browser, data_folder, tmp_path, complaints, lang):
    complaints.expect("status of 422")
    course = f"/{lang}/courses/k4"
    page = open_browser()
    handle = enrol(page, lang)
    page.locator(".pager button.next").click()
    page.wait_for_url(f"**{course}/m1/s2")
    assert handle.encode() in databases.raw(data_folder), "else the last look would prove nothing"

    page.goto(f"/{lang}/account/export")
    with page.expect_download() as download:
        page.click("main form button.next")
    archive = tmp_path / download.value.suggested_filename
    download.value.save_as(archive)
    with ZipFile(archive) as files:
        held = json.loads(files.read("notebook.json"))["held"]
        assert handle in files.read("notebook.html").decode()
    ids = [row["id"] for each in held for row in each["rows"] if "id" in row]
    assert len(ids) == 4  # the account, a sign-in, an enrolment, a record

    page.goto(f"{course}/leave")
    expect(page.locator("main p b")).to_be_visible()  # what is lost, in words
    page.click("main form button.quiet")
    page.wait_for_url(f"**{course}")
    expect(page.locator("form[action$='/enrol'] button")).to_be_visible()

    page.goto(f"/{lang}/account/erase")
    page.fill("#passphrase", PASSPHRASE)
    page.check("#understood")
    page.click("main form button.quiet")
    expect(page.locator("header a[href$='/sign-in']")).to_be_attached()
    page.goto(f"/{lang}/sign-in")
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
        there = databases.raw(folder)
        found = [each for each in gone if each in there]
    return found
