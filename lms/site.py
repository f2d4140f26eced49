"""Our own Flask app, put together. Building it touches no database, no network, and no file outside the package."""

from dataclasses import dataclass

from flask import Flask, jsonify, request
from flask.sessions import SecureCookieSessionInterface
from flask_compress import Compress

import lms
from lms import account, api, learn, oversight, studio
from lms.db import db
from lms.db.engines import options_for, prepare
from lms.paths import STATIC, TEMPLATES
from lms.registry import Registries, filled
from lms.settings import Settings
from lms.web.app import Site
from lms.web.errors import init_errors
from lms.web.gate import init_gate, open_to_all
from lms.web.headers import init_headers
from lms.web.host import Host, init_host
from lms.web.language import init_language
from lms.web.limits import init_limits
from lms.web.login import init_login
from lms.web.templating import init_templating

MOST_BYTES = 256 * 1024  #: of a request


@dataclass(frozen=True)
class State:
    """What of ours hangs on the app: `app.extensions["lms"]`."""

    settings: Settings
    registries: Registries
    host: Host | None  #: the site that ours is mounted in


class OwnCookie(SecureCookieSessionInterface):
    """The cookie goes to our addresses only, wherever they begin."""

    def get_cookie_path(self, app: Flask) -> str:
        return request.script_root or "/"


def create_app(settings: Settings, host: Host | None = None) -> Flask:
    """:param host: given by `lms.LMS`, which mounts the app in another
    :raises SettingsError: for a language without a catalogue
    :raises SettingsError: for a database that is none of ours, or whose driver is not installed
    :raises PlugInDoubled: when two plug-ins bring one name
    :raises PlugInBroken: when one cannot be loaded
    """
    app = Site("lms", static_folder=str(STATIC), template_folder=str(TEMPLATES), instance_path=str(settings.data_dir))
    app.extensions["lms"] = State(settings, filled(lms.BUILT_IN), host)
    configure(app, settings)
    init_limits(app)  # before the gate, so that what the gate refuses is counted too
    init_language(app, settings)
    init_login(app)
    init_gate(app)
    init_host(app)
    init_headers(app)
    init_errors(app)
    init_templating(app, settings)
    Compress(app)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    for blueprint in (learn.places, learn.bp, account.bp, oversight.bp, studio.bp, api.bp):
        app.register_blueprint(blueprint)
    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/readyz", view_func=readyz)
    return app


def configure(app: Flask, settings: Settings) -> None:
    app.session_interface = OwnCookie()
    app.config.update(
        DEBUG=False,  # whatever FLASK_DEBUG says: pages and logs would then show what people sent
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database,
        SQLALCHEMY_ENGINE_OPTIONS=options_for(settings.database),
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
        MAX_FORM_PARTS=1000,
        SESSION_COOKIE_NAME="notebook",
        REMEMBER_COOKIE_NAME="notebook-remembers",  # never set: that of a host must not be taken for ours
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https://"),
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_MIN_SIZE=500,
    )


@open_to_all
def healthz():
    """The process answers."""
    return jsonify(ok=True)


@open_to_all
def readyz():
    """The process can read its database; when it cannot, the error page answers 503."""
    db.session.execute(db.text("SELECT 1 FROM lms_course LIMIT 1"))
    return jsonify(ok=True)
