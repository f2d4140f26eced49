"""`lms db upgrade`, `lms db check`."""

import click

from lms.cli.running import app_context, refuse
from lms.curriculum.search.index import bring_up_to_date
from lms.db import migrations, saving


@click.group("db")
def database() -> None:
    """The database's schema."""


@database.command()
def upgrade() -> None:
    """Bring the database to the newest schema. No learner's data is ever deleted by that."""
    with app_context(migrated=False):
        before = migrations.current()
        migrations.upgrade()
        with saving():
            bring_up_to_date()
        after = migrations.current()
    click.echo("The database has the newest schema already." if before == after else f"Upgraded to {after}.")


@database.command()
def check() -> None:
    """Tell whether the database has the newest schema, and its tables are as they should be."""
    with app_context(migrated=False):
        if migrations.current() != migrations.newest():
            refuse(f"The schema is {migrations.current() or 'not there'}: run `lms db upgrade`.")
        if differences := migrations.differences():
            refuse("The tables differ from what this version expects:\n" + "\n".join(map(str, differences)))
    click.echo("The database has the newest schema.")
