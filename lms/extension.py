"""`LMS(app)`: our own Flask app under a prefix of a Flask app that exists (DESIGN 7, docs/embedding.md)."""

import re
from collections.abc import Callable

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from lms.errors import CannotMount
from lms.settings import Settings
from lms.site import create_app
from lms.web.host import FramedPage, Host


class LMS:
    """Mounts us in a host. `site` is our own app, with its own configuration, cookie, engine, login, languages and
    limits; nothing of ours is initialised on the host, and the host's pages are as before.
    """

    def __init__(
        self,
        app: Flask,
        settings: Settings | None = None,
        url_prefix: str = "/learn",
        person_of: Callable[[], object] | None = None,
        sign_in_url: str | None = None,
        frame: Callable[[FramedPage], str] | None = None,
    ):
        """:param settings: none: `Settings.load()`, which makes the data folder and its secrets
        :param person_of: the stable id of who is signed in to the host, or None; it replaces our own accounts
        :param sign_in_url: where one signs in to the host, its own address or a whole one; gets `next=`
        :param frame: the whole page, from one of ours
        :raises CannotMount: when this cannot work, with the mend
        :raises SettingsError: as `create_app`
        """
        _look_at(app, url_prefix, person_of is not None, sign_in_url)
        host = Host(app, url_prefix, person_of, sign_in_url or "", frame)
        self.site = create_app(settings or Settings.load(), host)
        app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {url_prefix: self.site})  # type: ignore[method-assign]
        app.extensions["lms"] = self


def _look_at(app: Flask, url_prefix: str, knows_people: bool, sign_in_url: str | None) -> None:
    if "lms" in app.extensions:
        raise CannotMount("LMS is mounted in this app already: call LMS(app) once.")
    if not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+", url_prefix):
        raise CannotMount(f"url_prefix is “{url_prefix}”: write it as “/learn”, with no slash at its end.")
    taken = [rule.rule for rule in app.url_map.iter_rules() if f"{rule.rule}/".startswith(f"{url_prefix}/")]
    if taken:
        raise CannotMount(f"The app has a page at {taken[0]}, under url_prefix “{url_prefix}”: choose another prefix.")
    if knows_people and not sign_in_url:
        raise CannotMount("person_of needs sign_in_url: the address where people sign in to your site.")
    if sign_in_url and not knows_people:
        raise CannotMount("sign_in_url needs person_of: without it people sign in with lms itself.")
