"""Serves the tiny course in English and in the tests' own right-to-left catalogue, until it is ended.

python -m tests.browser.two_languages FOLDER PORT
"""

import logging
import sys
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

import lms
from lms.curriculum import services
from lms.db import migrations, saving
from lms.db.days import today
from lms.people import commands, secrecy
from lms.people.roles import Held, Role
from lms.registry import registries
from tests.browser import catalogue
from tests.conftest import PASSPHRASE, TINY, settings_for

OPERATOR = "operator-1"  #: the handle of somebody who operates this site


def app_in(folder: Path) -> Flask:
    catalogue.write(folder / "locale")
    app = lms.create_app(settings_for(folder, locale_dir=folder / "locale", languages=("en", "ar")))
    with app.app_context():
        migrations.upgrade()
        with saving():
            services.load(TINY, registries(), today())
        passphrase_hash = secrecy.hashed(PASSPHRASE)
        with saving():
            operator = commands.add(OPERATOR, passphrase_hash, passphrase_hash, "en", today())
            commands.grant(operator.id, Held(Role.OPERATOR), today())
    return app


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    make_server("127.0.0.1", int(sys.argv[2]), app_in(Path(sys.argv[1])), threaded=True).serve_forever()
