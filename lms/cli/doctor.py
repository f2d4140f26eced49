"""`lms doctor`: what is wrong with this installation, each finding with its mend."""

import shutil
from collections.abc import Iterator

import click
from sqlalchemy import text

from lms.cli.running import app_context
from lms.curriculum import queries as curriculum
from lms.db import db, migrations, outbox
from lms.settings import Settings

LEAST_FREE_BYTES = 200 * 1024 * 1024


@click.command()
def doctor() -> None:
    """Look at settings, secrets, database, courses and disk. Exits with 1 only for what stops the service or
    endangers what learners did."""
    with app_context(migrated=False) as app:
        settings = app.extensions["lms"].settings
        stopping = list(_stopping(settings))
        warnings = [] if stopping else list(_warnings())
        warnings += list(_of_secrets(settings))
    for finding in stopping:
        click.echo(f"STOP     {finding}")
    for finding in warnings:
        click.echo(f"warning  {finding}")
    if not stopping and not warnings:
        click.echo("All is well.")
    raise SystemExit(1 if stopping else 0)


def _stopping(settings: Settings) -> Iterator[str]:
    if migrations.current() != migrations.newest():
        yield "The database does not have the newest schema: run `lms db upgrade`."
    yield from _of_sqlite() if settings.is_sqlite else _of_postgres()
    free = shutil.disk_usage(settings.data_dir).free
    if free < LEAST_FREE_BYTES:
        yield f"Only {free // 2**20} MB are free on the disk of {settings.data_dir}: make room, or answers are refused."


def _of_sqlite() -> Iterator[str]:
    verdict = db.session.execute(text("PRAGMA quick_check(1)")).scalar()
    if verdict != "ok":
        yield f"The database file is damaged ({verdict}): stop serving and put back a backup."


def _of_postgres() -> Iterator[str]:
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        if db.session.execute(text(f"SHOW {setting}")).scalar() == "off":
            yield f"PostgreSQL has {setting} = off, so an answer that was confirmed can be lost: set it to on."
    encoding = db.session.execute(text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":
        yield f"The database is in {encoding}, which has not every letter: make it anew with --encoding=UTF8."


def _warnings() -> Iterator[str]:
    if not curriculum.outlines():
        yield "No course is loaded: run `lms courses load courses/migrant-workers-rights`."
    if count := outbox.stuck():
        yield f"{count} pieces of work failed too often and wait in the outbox: look at the log, then restart."


def _of_secrets(settings: Settings) -> Iterator[str]:
    for name in ("secret.key", "ledger-keys.json", "erased-ids"):
        path = settings.data_dir / name
        if path.exists() and path.stat().st_mode & 0o077:
            yield f"{path} can be read by other accounts of this machine: run `chmod 600 {path}`."
    if not settings.base_url.startswith("https://"):
        yield "LMS_BASE_URL is not an https address: away from this machine, passphrases travel readable."
