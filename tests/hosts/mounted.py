"""The tests of pages, once more over pages mounted in a host and framed by it: `LMS_TESTS_MOUNTED=1 pytest …`.

Tests write addresses as the site alone has them. A mounted client asks the host for them under the prefix, looks that
every address of the page that comes is in its place, and then takes the prefix off.
"""

import re
from collections.abc import Iterable
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import run_wsgi_app

from lms import LMS
from lms.settings import Settings
from tests.hosts import club

PREFIX = "/beside-the-board"
OF_THE_CLUB = ("/", "/sign-in", "/sign-out", "/assets/club.css", "/assets/club.svg")
ADDRESSES = re.compile(r'(?:href|src|action|formaction|data-records)="(/[^"]*)"')


def mounted(settings: Settings, folder: Path) -> Flask:
    """Our app, framed by the club; its test clients ask the club for pages."""
    host = club.make_club(folder)
    site = LMS(host, settings, PREFIX, frame=club.in_layout).site
    site.test_client_class = type("Client", (MountedClient,), {"host": host})
    return site


class MountedClient(FlaskClient):
    host: Flask

    def run_wsgi_app(self, environ: dict[str, Any], buffered: bool = False) -> Any:
        asked = {**environ, "PATH_INFO": PREFIX + environ["PATH_INFO"]}
        self._add_cookies_to_wsgi(asked)
        sent = environ["wsgi.input"].read()
        asked["wsgi.input"] = BytesIO(sent)
        body, status, headers = run_wsgi_app(self.host, asked, buffered=True)
        self._update_cookies_from_response(asked["SERVER_NAME"], f"{PREFIX}/", headers.getlist("Set-Cookie"))
        given = unquote_plus(f"{environ.get('QUERY_STRING')}&{sent.decode(errors='replace')}")
        return _without_prefix(body, headers, given), status, headers

    def session_transaction(self, *args: Any, **given: Any) -> Any:
        return super().session_transaction(*args, **{"base_url": f"http://localhost{PREFIX}", **given})

    def get_cookie(self, key: str, domain: str = "localhost", path: str = PREFIX) -> Any:
        return super().get_cookie(key, domain, path)

    def set_cookie(self, key: str, value: str = "", *, path: str = PREFIX, **given: Any) -> None:
        super().set_cookie(key, value, path=path, **given)

    def delete_cookie(self, key: str, *, path: str = PREFIX, **given: Any) -> None:
        super().delete_cookie(key, path=path, **given)


def _without_prefix(body: Iterable[bytes], headers: Headers, given: str) -> Iterable[bytes]:
    """:param given: what the test itself sent: an address in it, as one to go back to, comes back as it was"""
    if "Location" in headers:
        headers["Location"] = _stripped(headers["Location"])
    is_page = headers.get("Content-Type", "").partition(";")[0] in ("text/html", "application/json")
    if not is_page or "Content-Encoding" in headers:
        return body
    text = b"".join(body).decode()
    for address in ADDRESSES.findall(text):
        is_theirs = address.partition("?")[0] in OF_THE_CLUB or unescape(address) in given
        assert address.startswith(f"{PREFIX}/") or is_theirs, f"{address} leads out of {PREFIX}"
    stripped = _stripped(text).encode()
    headers["Content-Length"] = str(len(stripped))
    return [stripped]


def _stripped(text: str) -> str:
    return text.replace(f"{PREFIX}/", "/").replace(f"{PREFIX}/".replace("/", "%2F"), "%2F")
