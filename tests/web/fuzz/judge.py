"""What no answer may do, whoever asked for whatever."""

import io
import re
import zipfile
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from tests.web.fuzz.hostile import MARKUP
from tests.web.fuzz.people import SEEN_BY_OPERATORS, Somebody
from tests.web.fuzz.requests import Sending

#: on every response, whatever it is
PROTECTING = {
    "Content-Security-Policy": re.compile(r"default-src 'none'; (?!.*unsafe)"),
    "X-Content-Type-Options": re.compile("nosniff"),
    "Referrer-Policy": re.compile("no-referrer"),
    "Cross-Origin-Opener-Policy": re.compile("same-origin"),
    "Permissions-Policy": re.compile("camera="),
}
COOKIE = re.compile(
    r"notebook=[^;]*;( Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0;)? HttpOnly; Path=/; SameSite=Lax"
)


def faults_of(reply: TestResponse, sending: Sending, person: Somebody, others: list[Somebody]) -> list[str]:
    """Sentences, none when the answer is as it must be."""
    found = []
    if reply.status_code >= 500:
        found.append(f"the status is {reply.status_code}")
    for name, pattern in PROTECTING.items():
        if not pattern.match(reply.headers.get(name, "")):
            found.append(f"the header {name} is {reply.headers.get(name)!r}")
    to = reply.headers.get("Location")
    if to is not None and leaves_the_site(to):
        found.append(f"it leads to {to}")
    for cookie in reply.headers.getlist("Set-Cookie"):
        if not COOKIE.fullmatch(cookie):
            found.append(f"a cookie: {cookie}")
    text = all_of(reply)
    if reply.mimetype in ("text/html", "image/svg+xml") and MARKUP in text:
        found.append("markup comes back as it was sent")
    if "Traceback (most recent call last)" in text:
        found.append("it shows a traceback")
    return found + [f"it tells the {kind} of the {whose}" for kind, whose in told(text, sending, person, others)]


def leaves_the_site(address: str) -> bool:
    """Whether a browser would be led to another host by it: as browsers read it, not as standards would like it."""
    read = re.sub(r"[\t\r\n]", "", address.strip("".join(map(chr, range(33))))).replace("\\", "/")
    return not read.startswith("/") or read.startswith("//") or bool(urlsplit(read).netloc)


def told(text: str, sending: Sending, person: Somebody, others: list[Somebody]) -> list[tuple[str, str]]:
    """Secrets of others that the answer holds, but for those that the request named itself."""
    carried = sending.carries
    may = SEEN_BY_OPERATORS if person.name == "operator" else set()
    return [
        (kind, other.name)
        for other in others
        for kind, secret in other.secrets
        if secret in text and kind not in may and secret not in carried
    ]


def all_of(reply: TestResponse) -> str:
    """Headers and body; of an archive what is in it."""
    head = "\n".join(f"{name}: {value}" for name, value in reply.headers)
    if reply.mimetype != "application/zip":
        return head + "\n" + reply.get_data().decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(reply.get_data())) as archive:
        return "\n".join([head, *(archive.read(name).decode(errors="replace") for name in archive.namelist())])
