"""Filling a database with invented people, for `lms demo` and `lms serve --demo`."""

import sys
from collections.abc import Callable

import click

from lms.cli.links import link_to
from lms.cli.running import app_context, load_app, refuse
from lms.db import db, saving
from lms.db.days import today
from lms.demo.making import PEOPLE, STAFF, links, make
from lms.in_use import FolderInUse, alone
from lms.people.demo import Holds, holds

SEED = 1


def invent(prepare: Callable[[], None], seed: int = SEED) -> None:
    """The database is one of invented people. In one that is already, nothing is changed.

    :param prepare: makes the schema and loads the courses
    """
    with app_context(migrated=False):
        found = holds()
    if found is Holds.REAL:
        refuse("This database holds people already. Set LMS_DATA_DIR to a new folder, e.g. ./demo, and try again.")
    if found is Holds.INVENTED:
        return
    try:
        with alone(load_app().extensions["lms"].settings.data_dir):
            prepare()
            with app_context():
                _make(seed)
    except FolderInUse as error:
        refuse(str(error))


def links_of_demo(host: str, port: int) -> str:
    """What is printed of them; they are new each time, and earlier ones are worth nothing any more."""
    with app_context():
        with saving():
            found = links()
        lines = [f"  {link.role:<9}{link_to(link.token, host, port)}" for link in found]
    return "\n".join(["Everybody here is invented. Each of these links signs in as one of them, once:", *lines])


def _make(seed: int) -> None:
    db.session.rollback()
    number = PEOPLE + len(STAFF)
    people = make(PEOPLE, seed, today())
    with saving(), click.progressbar(people, length=number, label="Inventing people", file=sys.stderr) as bar:
        for _handle in bar:
            pass
