"""What waits in the outbox is done: by a thread beside `lms serve`, or by `lms work` beside a host site."""

import logging
import signal
import threading
from datetime import date

import click
from flask import Flask

from lms.cli.running import app_context
from lms.db import outbox, saving
from lms.db.days import today
from lms.in_use import serving
from lms.ledger.leaving import apply_erased

SWEEP_SECONDS = 5
DAILY = ("erase_unused", "forget_old_audit", "forget_old_invitations")  #: begin once a day, and at each start
logger = logging.getLogger(__name__)


@click.command()
def work() -> None:
    """Do what waits in the outbox, and what is due each day, until stopped: beside a site that ours is mounted in.

    `lms serve` does it by itself. It may be stopped and started at any moment, and run more than once."""
    with app_context() as app, serving(app.extensions["lms"].settings.data_dir):
        with saving():
            apply_erased()
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager stops it that way
        click.echo("Working: stop with Ctrl+C.")
        try:
            sweep_for_ever(app)
        except KeyboardInterrupt:
            click.echo("Stopped. What still waits is done at the next start.")


def start_sweeper(app: Flask) -> None:
    """One thread of this process works until the process ends."""
    threading.Thread(target=sweep_for_ever, args=(app,), name="outbox", daemon=True).start()


def sweep_for_ever(app: Flask) -> None:
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
