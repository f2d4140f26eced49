"""`lms serve`: migrate, load the built-in courses, serve."""

import os

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

import lms
from lms.cli.courses import built_in_courses
from lms.cli.inventing import invent, links_of_demo
from lms.cli.people import link_for_first_operator
from lms.cli.running import app_context, load_app, refuse
from lms.cli.work import start_sweeper
from lms.curriculum import services
from lms.curriculum.search.index import bring_up_to_date
from lms.db import migrations, saving
from lms.db.days import today
from lms.errors import CourseFault
from lms.in_use import FolderInUse, serving
from lms.ledger.leaving import apply_erased
from lms.registry import registries
from lms.settings import Settings
from lms.web.logs import LOGGING


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 to be reached from other machines.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--demo", "as_demo", is_flag=True, help="With invented people; prints a link to sign in as each of four.")
def serve(host: str, port: int, workers: int, as_demo: bool) -> None:
    """Bring the database up to date, load the built-in courses, and serve until stopped."""
    if as_demo:
        invent(prepare)
    data_dir = load_app().extensions["lms"].settings.data_dir
    os.environ["LMS_DATA_DIR"] = str(data_dir)  # the workers find the same folder, wherever they start
    try:
        with serving(data_dir):
            prepare()
            run(host, port, workers, links_of_demo(host, port) if as_demo else first_link(host, port))
    except FolderInUse as error:
        refuse(str(error))


def first_link(host: str, port: int) -> str:
    """What is printed of the link for the first operator; nothing when there is one."""
    link = link_for_first_operator(host, port)
    words = "Nobody operates this site yet. Open this link, once, to become its operator (new at each start):"
    return f"{words}\n{link}" if link else ""


def run(host: str, port: int, workers: int, links: str) -> None:
    """The site is served until the process is stopped.

    :param links: what to say of one-time links
    """
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
    if links:
        server.on_startup(lambda: click.echo(links))
    server.on_startup(lambda: start_sweeper(load_app()))
    server.serve()


def prepare() -> None:
    """The database is up to date, holds the built-in courses, and nobody who was erased."""
    with app_context(migrated=False):
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


def worker_app() -> Flask:
    """The app, as each worker process makes it for itself."""
    settings = Settings.load()
    app = lms.create_app(settings)
    app.extensions["lms_in_use"] = serving(settings.data_dir)  # as long as this process lives, should its parent die
    return app
