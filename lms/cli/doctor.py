"""`lms doctor`: what is wrong with this installation, each finding with its mend."""

import json
import os

import click

from lms.cli.running import app_context
from lms.db import outbox, saving
from lms.doctor.looking import findings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
@click.option("--try-again", is_flag=True, help="Work that failed too often is tried again; then look.")
def doctor(as_json: bool, try_again: bool) -> None:
    """Look at settings, keys, database, clock, courses, work and disk. Exits with 1 only for what stops the service
    or endangers what learners did."""
    if try_again:
        with app_context(), saving():
            outbox.try_again()
    found = sorted(findings(os.environ), key=lambda finding: not finding.stops)
    stops = any(finding.stops for finding in found)
    if as_json:
        report = {"well": not found, "stops": stops, "findings": [finding.as_json() for finding in found]}
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
    for finding in () if as_json else found:
        click.echo(finding)
    if not found and not as_json:
        click.echo("All is well.")
    raise SystemExit(1 if stops else 0)
