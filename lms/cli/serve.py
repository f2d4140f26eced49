"""`lms serve`: migrate, load the built-in courses, serve."""

import logging
import os
import threading
from datetime import date

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

import lms
from lms.cli.people import link_for_first_operator
from lms.cli.running import app_context, load_app, refuse
from lms.curriculum import services
from lms.curriculum.search.index import bring_up_to_date
from lms.db import migrations, outbox, saving
from lms.db.days import today
from lms.errors import CourseFault
from lms.ledger.leaving import apply_erased
from lms.paths import COURSES
from lms.registry import registries
from lms.settings import Settings
from lms.web.logs import LOGGING

SWEEP_SECONDS = 5
DAILY = ("erase_unused", "forget_old_audit", "forget_old_invitations")  #: begin once a day, and at each start
logger = logging.getLogger(__name__)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 to be reached from other machines.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Bring the database up to date, load the built-in courses, and serve until stopped."""
    os.environ["LMS_DATA_DIR"] = str(prepare().data_dir)  # the workers find the same folder, wherever they start
    first_link = link_for_first_operator(host, port)
    server = Granian(
        "lms.cli.serve:worker_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        factory=True,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
        respawn_failed_workers=True,
        workers_kill_timeout=20,
    )
    server.on_startup(lambda: click.echo(f"Serving at http://{host}:{port}/ — stop with Ctrl+C."))
    if first_link:
        words = "Nobody operates this site yet. Open this link, once, to become its operator (new at each start):"
        server.on_startup(lambda: click.echo(f"{words}\n{first_link}"))
    server.on_startup(start_sweeper)
    server.serve()


def prepare() -> Settings:
    """The database is up to date, holds the built-in courses, and nobody who was erased."""
    with app_context(migrated=False) as app:
        migrations.upgrade()
        with saving():
            bring_up_to_date()
            apply_erased()
        for path in sorted(path.parent for path in COURSES.glob("*/course.yaml")):
            try:
                with saving():
                    services.load(path, registries(), today())
            except CourseFault as error:
                refuse("\n".join(map(str, error.faults)))
        return app.extensions["lms"].settings


def worker_app() -> Flask:
    """The app, as each worker process makes it for itself."""
    return lms.create_app(Settings.load())


def start_sweeper() -> None:
    """One thread of the parent does what waits in the outbox, until the process ends;
    once a day it looks for accounts that nobody uses."""
    threading.Thread(target=_sweep_for_ever, args=(load_app(),), name="outbox", daemon=True).start()


def _sweep_for_ever(app: Flask) -> None:
    pause, day = threading.Event(), None
    while not pause.wait(SWEEP_SECONDS):
        try:
            with app.app_context():
                day = begin_daily_work(day)
                outbox.sweep()
        except Exception as error:  # the database may be away: it is tried again
            logger.error("outbox: %s", type(error).__name__)


def begin_daily_work(last: date | None) -> date:
    """What is done once a day is in the outbox, unless it was put there on this day.

    :returns: the day on which it was put there
    """
    day = today()
    if last != day:
        with saving():
            for name in DAILY:
                outbox.later_once(name)
    return day
