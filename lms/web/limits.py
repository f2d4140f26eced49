"""How often one may try: counted by handle and by a keyed hash of the address whose key lives a day, in memory only."""

import hashlib
import hmac
import secrets
from datetime import date
from ipaddress import IPv6Address, ip_address

from flask import Flask, Response, request
from flask_limiter import Limiter

from lms.db.days import today
from lms.people.handles import folded
from lms.web.login import me

#: a whole training joins from one address in one morning
JOIN = "60 per hour"
SIGN_IN_BY_ADDRESS = "200 per hour"
REPORT = "30 per hour"
SIGN_IN_BY_HANDLE = "10 per 15 minutes"
#: tries at the passphrase of who is signed in, on whatever page: somebody may have found the device lying open
PASSPHRASE = "10 per 15 minutes"
EXPORT = "20 per hour"
#: links that give nothing: somebody is guessing
INVITATION = "60 per hour"
_key: tuple[date, bytes] = (date.min, b"")


def by_address() -> str:
    """The address, hashed under a key that is forgotten each day. What a request says of itself counts for nothing."""
    return _hashed(_household(request.remote_addr or ""))


def by_handle() -> str:
    """The handle typed into the form, hashed likewise."""
    return _hashed("handle " + folded(request.form.get("handle", "")[:200]))


def by_person() -> str:
    """Who is signed in, hashed likewise; a visitor by the address."""
    person = me()
    return _hashed(f"person {person.id.hex}") if person else by_address()


def was_refused(reply: Response) -> bool:
    """Only tries that failed count."""
    return reply.status_code == 422


def gave_nothing(reply: Response) -> bool:
    """Only invitations that are none count."""
    return reply.status_code == 410


def init_limits(app: Flask) -> Limiter:
    app.config.update(RATELIMIT_STORAGE_URI="memory://", RATELIMIT_HEADERS_ENABLED=False)
    limiter.init_app(app)
    return limiter


def _household(address: str) -> str:
    """Of an IPv6 address the first half: the other one its holder chooses as they like."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or int(found) >> 64)


def _hashed(text: str) -> str:
    global _key
    if _key[0] != today():
        _key = (today(), secrets.token_bytes(32))
    return hmac.new(_key[1], text.encode(errors="replace"), hashlib.sha256).hexdigest()[:24]


limiter = Limiter(key_func=by_address)
