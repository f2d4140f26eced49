"""What commands share: the app to work with, and how to say no."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError

import lms
from lms.db import db, migrations
from lms.errors import LmsError
from lms.registry import Registries, filled
from lms.settings import Settings


def refuse(reason: str) -> NoReturn:
    """The command ends with exit code 1."""
    click.echo(reason, err=True)
    raise SystemExit(1)


def load_app() -> Flask:
    """The app by the settings in force; the data folder and its secrets exist."""
    try:
        return lms.create_app(Settings.load())
    except LmsError as error:
        refuse(str(error))


def installed() -> Registries:
    """What the built-in plug-ins and the installed ones bring."""
    try:
        return filled(lms.BUILT_IN)
    except LmsError as error:
        refuse(str(error))


@contextmanager
def app_context(migrated: bool = True) -> Iterator[Flask]:
    """The app, with a database that has the newest schema.

    :param migrated: whether the command needs that; else it looks itself
    """
    app = load_app()
    with app.app_context():
        try:
            if migrated and migrations.current() != migrations.newest():
                is_ahead = migrations.is_ahead()
                mend = "install the newer version of lms that made it" if is_ahead else "run `lms db upgrade` first"
                refuse(f"The database does not have the schema of this version: {mend}.")
            yield app
        except DBAPIError as error:
            refuse(f"The database cannot be used: {error.orig}. Look at LMS_DATABASE_URL, then run `lms doctor`.")
        except LmsError as error:
            refuse(str(error))
        finally:
            db.session.remove()  # else its connection outlives the engine's
            db.engine.dispose()
