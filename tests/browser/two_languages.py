"""Serves the tiny course in English and in the tests' own right-to-left catalogue, until it is ended.

python -m tests.browser.two_languages FOLDER PORT

Each template that is drawn is named in the file `drawn` of the folder.
"""

import logging
import sys
from pathlib import Path

from flask import Flask, template_rendered
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


def note_templates(app: Flask, file: Path) -> None:
    """The file names every template that was drawn, once or more often."""

    def note(_app: Flask, template, **_rest) -> None:
        with file.open("a") as drawn:
            drawn.write(f"{template.name}\n")

    template_rendered.connect(note, app, weak=False)


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    folder = Path(sys.argv[1])
    site = app_in(folder)
    note_templates(site, folder / "drawn")
    make_server("127.0.0.1", int(sys.argv[2]), site, threaded=True).serve_forever()
