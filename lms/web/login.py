"""Who is signed in: a signed cookie names the person, the device and since when; the device's row makes it good.

Within a site that knows its people, that site says who it is (`lms.web.host`); our cookie then only holds what belongs
to open pages, and is emptied when somebody else comes.
"""

import hashlib
import hmac
import time
from datetime import date, timedelta
from uuid import UUID

from flask import Flask, current_app, g, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from lms.db.days import today
from lms.errors import PermissionRefused
from lms.people import host_people, queries
from lms.people.access import Actor
from lms.people.models import Person, SignIn
from lms.people.roles import Held
from lms.web.host import host_person, people_of_host

WHOSE = "whose"  #: in the cookie: a mark of the host's person it belongs to


class Visit(UserMixin):
    """A signed-in person on one device, as Flask-Login wants it."""

    def __init__(self, person: Person, device: UUID, since: int, roles: frozenset[Held] = frozenset()):
        self.person, self.device, self.since, self.roles = person, device, since, roles

    def get_id(self) -> str:
        return f"{self.person.id.hex}.{self.device.hex}.{self.since}"


def init_login(app: Flask) -> None:
    manager = LoginManager()
    manager.session_protection = None  # it would need the network address and the user agent
    manager.user_loader(load_visit)
    manager.init_app(app, add_context_processor=False)  # pages say `me`, which is nobody while the database is away


def load_visit(cookie: str) -> Visit | None:
    """None when the device was signed out, or the session is over."""
    try:
        person_hex, device_hex, since = cookie.split(".")
        person_id, device_id, began = UUID(person_hex), UUID(device_hex), int(since)
    except ValueError:
        return None
    if not 0 <= time.time() - began < session_hours() * 3600:
        return None
    found = queries.signed_in(person_id, device_id)
    return Visit(found.person, device_id, began, found.roles) if found else None


def session_hours() -> int:
    return current_app.extensions["lms"].settings.session_hours


def oldest_day() -> date:
    """The UTC day: the sessions of devices that signed in before it have ended by themselves."""
    return today() - timedelta(days=-(-session_hours() // 24))


def me() -> Person | None:
    """The person who is signed in; nobody, while the database cannot be asked."""
    if g.get("database_away"):
        return None
    if "person" not in g:
        who = _who()
        g.person = who.person if who else None
    return g.person


def myself() -> Person:
    """The person who is signed in, on a page that the gate keeps closed to visitors.

    :raises PermissionRefused: when it did not
    """
    person = me()
    if person is None:
        raise PermissionRefused("Sign in first.")
    return person


def actor() -> Actor | None:
    """The person who is signed in, with the roles they held when this request came; None for a visitor."""
    who = _who() if me() else None
    return Actor(myself(), who.roles) if who else None


def acting() -> Actor:
    """The same, on a page that the gate keeps closed to visitors.

    :raises PermissionRefused: when it did not
    """
    return actor() or Actor(myself())


def my_device() -> UUID:
    """The sign-in that this request came with."""
    return current_user.device


def remember_device(person: Person, device: SignIn) -> None:
    """This browser is signed in until it closes; nothing of who was here before stays in its cookie."""
    session.clear()
    renew_device(person, device)


def renew_device(person: Person, device: SignIn) -> None:
    """The browser of the same person gets another sign-in; its open pages can still be sent."""
    g.person = person
    login_user(Visit(person, device.id, int(time.time())))
    session.pop("_id", None)  # Flask-Login's digest of address and user agent: we keep neither


def forget_device() -> None:
    logout_user()
    g.person = None
    session.clear()


def _who() -> Actor | None:
    if people_of_host() is None:
        return Actor(current_user.person, current_user.roles) if current_user.is_authenticated else None
    if "of_host" not in g:
        host_id = host_person()
        _settle_cookie(host_id)
        g.of_host = host_people.bound(host_id) if host_id is not None else None
    return g.of_host


def _settle_cookie(host_id: str | None) -> None:
    """The cookie belongs to who is signed in to the host now. Pages that were open for somebody else have a token that
    is worth nothing any more."""
    mark = None
    if host_id is not None:
        secret: str = current_app.extensions["lms"].settings.secret_key
        mark = hmac.new(hashlib.sha256(secret.encode()).digest(), host_id.encode(), "sha256").hexdigest()[:16]
    if session.get(WHOSE) != mark:
        session.clear()
        if mark:
            session[WHOSE] = mark
