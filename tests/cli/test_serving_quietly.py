"""A real `lms serve`, used by a learner and by somebody who breaks things: its output holds nothing of either."""

import re
import sqlite3
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from lxml import html

from tests.browser.conftest import free_port, lms_command, served
from tests.profile import THOROUGH

HANDLE, PASSPHRASE = "heron-zq-4711", "quail tamarind zq pebble"
ANSWER, REFLECTION = "typed zq answer", "words zq for myself"
AGENT, TOKEN, SEARCH = "Agent-zq/1.0", "token-zq-of-an-invitation", "search-zq"
MODULE = "/en/courses/k4/m1"
FORM = "application/x-www-form-urlencoded"
#: what makes programs talkative elsewhere
TALKATIVE = {"FLASK_DEBUG": "1", "PYTHONWARNINGS": "default", "RUST_LOG": "trace", "RUST_BACKTRACE": "full"}


class Browser:
    """Keeps its cookies, and remembers each as a secret."""

    def __init__(self, address: str):
        self.host, self.cookie, self.secrets = urlsplit(address).netloc, "", set()

    def send(self, method: str, path: str, fields: dict | bytes = b"", **headers: str) -> tuple[int, str, str]:
        """Status, text, and where it leads."""
        connection = HTTPConnection(self.host, timeout=30)
        body = urlencode(fields).encode() if isinstance(fields, dict) else fields
        headers = {"User-Agent": AGENT, "Cookie": self.cookie, "Content-Type": FORM} | headers
        connection.request(method, path, body, headers)
        reply = connection.getresponse()
        text = reply.read().decode(errors="replace")
        for cookie in reply.msg.get_all("Set-Cookie") or ():
            self.cookie = cookie.partition(";")[0]
            self.secrets.add(self.cookie.partition("=")[2])
        connection.close()
        return reply.status, text, reply.getheader("Location", "")

    def form(self, path: str, action: str, **changed: str) -> tuple[int, str, str]:
        """The form of a page is sent, with some of its fields changed."""
        tree = html.document_fromstring(self.send("GET", path)[1])
        form = next(form for form in tree.forms if action in form.action)
        fields = {**dict(form.form_values()), **changed}
        self.secrets |= {fields[name] for name in ("csrf_token", "enrolment") if name in fields}
        return self.send("POST", form.action, fields)


@contextmanager
def writers_lock(database: Path):
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def study(browser: Browser) -> str:
    """Joins, signs in, answers, writes something down; the address of the attempt."""
    assert browser.form("/en/join", "/join", handle=HANDLE, passphrase=PASSPHRASE)[0] == 303
    words = re.findall(r"<li[^>]*>(\w+)</li>", browser.send("GET", "/en/join")[1].partition('class="secret"')[2])
    browser.secrets.add(" ".join(words[:6]))
    browser.form("/en/account", "/sign-out")
    assert browser.form("/en/sign-in", "/sign-in", handle=HANDLE, passphrase=PASSPHRASE)[0] == 303
    assert browser.form("/en/courses/k4", "/enrol")[0] == 303
    assert browser.form(f"{MODULE}/s1", "/done")[0] == 303
    status, _text, attempt = browser.form(f"{MODULE}/s6", "/attempts")
    assert status == 303
    browser.secrets.add(attempt.rpartition("/")[2])
    for lesson in range(1, 6):
        if "/reflections" in browser.send("GET", f"{MODULE}/s{lesson}")[1]:
            assert browser.form(f"{MODULE}/s{lesson}", "/reflections", text=REFLECTION)[0] == 303
    return attempt


def err(browser: Browser, attempt: str, database: Path) -> None:
    """Errors of all kinds, with something of the person in each."""
    for path in (f"/en/{HANDLE}", f"/en/invitations/{TOKEN}", f"/en/search?q={SEARCH}", f"/{HANDLE}?x={TOKEN}"):
        assert browser.send("GET", path)[0] in (200, 403, 404, 410)
    assert browser.send("POST", f"{attempt}/answers", {"enrolment": ANSWER})[0] == 400
    assert browser.send("POST", "/en/account/details", {"gender_words": REFLECTION})[0] == 400  # no token
    assert browser.form("/en/account/passphrase", "/passphrase", passphrase=PASSPHRASE + "!", new=ANSWER)[0] == 422
    assert browser.send("POST", "/api/v1/records", ANSWER.encode(), **{"Content-Type": "application/json"})[0] == 400
    assert browser.send("POST", f"{attempt}/answers", ANSWER.encode() * 20_000)[0] == 413
    assert browser.send("GET", "/en/", Host="a" * 300)[0] == 400
    wrong = {"handle": HANDLE, "passphrase": "not zq right"}
    tries = [Browser(f"http://{browser.host}").form("/en/sign-in", "/sign-in", **wrong)[0] for _ in range(11)]
    assert tries == [422] * 10 + [429]
    fields = {name: _field(browser, name) for name in ("enrolment", "csrf_token")}
    with sqlite3.connect(database) as connection:  # no code of ours writes this; the error's message holds it
        connection.execute("UPDATE lms_attempt SET paper = ?", (f'[{{"key": "{ANSWER}", "order": []}}]',))
    assert browser.send("GET", attempt)[0] == 500
    assert browser.send("POST", f"{attempt}/answers", fields)[0] == 500


def _field(browser: Browser, name: str) -> str:
    page = html.document_fromstring(browser.send("GET", f"{MODULE}/s1")[1])
    return page.xpath("string(//input[@name=$name]/@value)", name=name)


def be_locked_out(browser: Browser, database: Path) -> None:
    with writers_lock(database):
        started = time.monotonic()
        assert browser.form("/en/account/details", "/details", gender="own", gender_words=REFLECTION)[0] == 503
        assert time.monotonic() - started > 5


@pytest.fixture
def output(tmp_path):
    """Where the server writes; both of its streams."""
    with (tmp_path / "output").open("w+") as file:
        yield file


def test_the_output_of_the_server_holds_nothing_of_who_uses_it(tmp_path, output):
    folder, port = tmp_path / "var", free_port()
    command = lms_command("serve", "--port", str(port), "--workers", "1")
    with served(port, *command, stdout=output, stderr=output, LMS_DATA_DIR=str(folder), **TALKATIVE) as address:
        browser = Browser(address)
        attempt = study(browser)
        err(browser, attempt, folder / "lms.db")
        if THOROUGH:
            be_locked_out(browser, folder / "lms.db")
    output.seek(0)
    logged = output.read()
    assert "KeyError" in logged and "learn.attempt" in logged, "the guard read no log"
    assert not THOROUGH or "database: OperationalError" in logged
    secrets = {HANDLE, PASSPHRASE, ANSWER, REFLECTION, AGENT, TOKEN, SEARCH, "not zq right", *browser.secrets}
    with sqlite3.connect(folder / "lms.db") as connection:
        for table in ("lms_person", "lms_enrolment", "lms_record", "lms_sign_in"):
            secrets |= {row[0] for row in connection.execute(f"SELECT id FROM {table}")}
    assert len(secrets) > 15
    told = {secret for secret in secrets if secret and secret in logged}
    assert told == set()
    assert "127.0.0.1" not in logged.replace(f"http://127.0.0.1:{port}", "")
