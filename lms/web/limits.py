"""How often one may try: counted by handle and by a keyed hash of the address whose key lives a day, in memory only."""

import hashlib
import hmac
import secrets
from datetime import date

from flask import Flask, request, session
from flask_limiter import Limiter

from lms.db.days import today
from lms.people.handles import folded

#: a whole training joins from one address in one morning
JOIN = "60 per hour"
SIGN_IN_BY_ADDRESS = "200 per hour"
SIGN_IN_BY_HANDLE = "10 per 15 minutes"
PASSPHRASE_AGAIN = "10 per 15 minutes"  #: asked for once more on a page that is signed in
EXPORT = "20 per hour"
_key: tuple[date, bytes] = (date.min, b"")


def by_address() -> str:
    """The address, hashed under a key that is forgotten each day."""
    return _hashed(request.remote_addr or "")


def by_handle() -> str:
    """The handle typed into the form, hashed likewise."""
    return _hashed("handle " + folded(request.form.get("handle", "")[:200]))


def by_person() -> str:
    """Whoever is signed in by the cookie, hashed likewise; the database is not asked."""
    return _hashed("person " + str(session.get("_user_id", "")).partition(".")[0])


def init_limits(app: Flask) -> Limiter:
    app.config.update(RATELIMIT_STORAGE_URI="memory://", RATELIMIT_HEADERS_ENABLED=False)
    limiter.init_app(app)
    return limiter


def _hashed(text: str) -> str:
    global _key
    if _key[0] != today():
        _key = (today(), secrets.token_bytes(32))
    return hmac.new(_key[1], text.encode(errors="replace"), hashlib.sha256).hexdigest()[:24]


limiter = Limiter(key_func=by_address)
