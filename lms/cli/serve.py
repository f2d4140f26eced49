"""`lms serve`: migrate, load the built-in courses, serve."""

import os

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

import lms
from lms.cli.courses import built_in_courses
from lms.cli.people import link_for_first_operator
from lms.cli.running import app_context, load_app, refuse
from lms.cli.work import start_sweeper
from lms.curriculum import services
from lms.curriculum.search.index import bring_up_to_date
from lms.db import migrations, saving
from lms.db.days import today
from lms.errors import CourseFault
from lms.ledger.leaving import apply_erased
from lms.registry import registries
from lms.settings import Settings


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
        respawn_failed_workers=True,
        workers_kill_timeout=20,
    )
    server.on_startup(lambda: click.echo(f"Serving at http://{host}:{port}/ — stop with Ctrl+C."))
    if first_link:
        words = "Nobody operates this site yet. Open this link, once, to become its operator (new at each start):"
        server.on_startup(lambda: click.echo(f"{words}\n{first_link}"))
    server.on_startup(lambda: start_sweeper(load_app()))
    server.serve()


def prepare() -> Settings:
    """The database is up to date, holds the built-in courses, and nobody who was erased."""
    with app_context(migrated=False) as app:
        migrations.upgrade()
        with saving():
            bring_up_to_date()
            apply_erased()
        for path in built_in_courses():
            try:
                with saving():
                    services.load(path, registries(), today())
            except CourseFault as error:
                refuse("\n".join(map(str, error.faults)))
        return app.extensions["lms"].settings


def worker_app() -> Flask:
    """The app, as each worker process makes it for itself."""
    return lms.create_app(Settings.load())
