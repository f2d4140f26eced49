"""The command `lms` (DESIGN 9). Exit 0: done; 1: refused, with a reason; 2: wrong usage."""

import click

from lms.cli.backup import backup, restore
from lms.cli.courses import courses, facts
from lms.cli.database import database
from lms.cli.demo import demo
from lms.cli.doctor import doctor
from lms.cli.ledger import progress, receipts
from lms.cli.people import people
from lms.cli.serve import serve
from lms.cli.work import work


@click.group()
@click.version_option(package_name="lms")
def main() -> None:
    """A course on migrant workers' rights, on your own machine or for a region."""


for command in (serve, demo, courses, facts, database, doctor, people, progress, receipts, work, backup, restore):
    main.add_command(command)
