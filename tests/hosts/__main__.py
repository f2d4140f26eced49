"""Serves the club with the tiny course in it, its own people and its layout, until it is ended.

python -m tests.hosts FOLDER PORT
"""

import logging
import sys
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from lms import LMS
from lms.curriculum import services
from lms.db import migrations, saving
from lms.db.days import today
from lms.registry import registries
from tests.conftest import TINY, settings_for
from tests.hosts import club


def served_in(folder: Path) -> Flask:
    host = club.make_club(folder)
    ours = LMS(host, settings_for(folder), person_of=club.member, sign_in_url="/sign-in", frame=club.in_layout)
    with ours.site.app_context():
        migrations.upgrade()
        with saving():
            services.load(TINY, registries(), today())
    return host


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    make_server("127.0.0.1", int(sys.argv[2]), served_in(Path(sys.argv[1])), threaded=True).serve_forever()
