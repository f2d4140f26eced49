"""Serves the course that needs the example package, until it is ended; the package is on the path.

python -m tests.plugins FOLDER PORT
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
from lms.registry import registries
from tests.conftest import settings_for
from tests.plugins.installing import WINDS


def app_in(folder: Path) -> Flask:
    app = lms.create_app(settings_for(folder))
    with app.app_context():
        migrations.upgrade()
        with saving():
            services.load(WINDS, registries(), today())
    return app


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    make_server("127.0.0.1", int(sys.argv[2]), app_in(Path(sys.argv[1])), threaded=True).serve_forever()
