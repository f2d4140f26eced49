"""`lms backup FILE`, `lms restore FILE`."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from lms.backup.archive import Manifest, opened
from lms.backup.databases import Standing
from lms.backup.loading import Tell
from lms.backup.making import Made, count_rows, make
from lms.backup.restoring import restore as put_back
from lms.cli.running import app_context, refuse
from lms.db.days import today
from lms.errors import LmsError
from lms.settings import data_folder

a_file = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=a_file)
def backup(file: Path) -> None:
    """Write all data and the keys that belong to it to FILE, while people go on learning.

    The file fills an empty database for a trial before it gets its name."""
    path = file.absolute()
    with app_context() as app, _bar(2 * count_rows(), "Writing, and reading again") as bar:
        settings = app.extensions["lms"].settings
        made = make(path, settings, today(), bar.update)
    click.echo(_told(path, made))
    if path.is_relative_to(settings.data_dir):
        click.echo(f"It lies in the data folder: copy it to another machine, or it is lost with {settings.data_dir}.")


@click.command()
@click.argument("file", type=a_file)
@click.option("--yes", is_flag=True, help="Replace what is there without asking.")
def restore(file: Path, yes: bool) -> None:
    """Put back what FILE holds. An empty data folder is filled at once; before data is replaced, you are asked.

    Stop the server first. Who was erased after the backup stays erased, and everybody signs in again."""

    def agreed(standing: Standing, manifest: Manifest) -> bool:
        return yes or click.confirm(_question(standing, manifest), err=True)

    try:
        with opened(file) as archive, _later_bar(archive.manifest.rows, "Restoring") as tell:
            done = put_back(archive, os.environ, agreed, tell)
            manifest = archive.manifest
    except LmsError as error:
        refuse(str(error))
    click.echo(f"Restored into {done.data_dir}: {_counted(manifest)}, as of {manifest.made_on} (UTC day).")
    if done.erased:
        click.echo(f"Erased again, because it had been erased since: {done.erased} (accounts and enrolments).")
    if done.unused:
        words = "accounts have not been used for longer than LMS_RETENTION_DAYS, and are erased by the next start"
        click.echo(f"{done.unused} {words}. Set it higher first if they are to stay.")
    click.echo("Everybody signs in again. Now start the server, and run `lms doctor`.")


def _told(path: Path, made: Made) -> str:
    files = ", ".join(made.manifest.files)
    return f"""Written to {path} ({made.size:,} bytes), and read again: all of it came back.
It holds {_counted(made.manifest)} — {made.manifest.rows:,} rows in {len(made.manifest.tables)} tables — and {files}.
Not in it: secret.key (after a restore everybody signs in again) and the address of the database.
Whoever has the file can read all of it, kept texts too, but no passphrase and no recovery words. Keep it as you keep
the server; delete older ones, because who was erased since is still in them.
Seal: {made.seal}"""


def _counted(manifest: Manifest) -> str:
    persons, records = manifest.count("lms_person"), manifest.count("lms_record")
    return f"{_number(persons, 'person')} and {_number(records, 'record')}"


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _question(standing: Standing, manifest: Manifest) -> str:
    if standing.persons is None or standing.records is None:
        there = "a database that cannot be read"
    else:
        there = f"{_number(standing.persons, 'person')} and {_number(standing.records, 'record')}"
    where = data_folder(os.environ)
    return f"In {where} there is {there}. Replace all of it by the backup of {manifest.made_on} ({_counted(manifest)})?"


def _bar(length: int, label: str):
    return click.progressbar(length=length, label=label, file=sys.stderr)


@contextmanager
def _later_bar(length: int, label: str) -> Iterator[Tell]:
    """A bar that is drawn when the first step is done, so that it stands after any question."""
    with ExitStack() as stack:
        bars: list = []

        def tell(steps: int) -> None:
            if not bars:
                bars.append(stack.enter_context(_bar(length, label)))
            bars[0].update(steps)

        yield tell
