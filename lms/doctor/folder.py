"""The data folder: who can read it, whether it can be written, what was left in it, and room on its disk."""

import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import make_url

from lms.backup.restoring import PREPARED
from lms.doctor.finding import Finding
from lms.people.erased import NAME as ERASED
from lms.settings import FILE, LEDGER_KEYS, SECRET, TEXT_KEY, Settings

SECRETS = (SECRET, TEXT_KEY, LEDGER_KEYS, ERASED, FILE)
LEAST_FREE_BYTES = 200 * 2**20
ENOUGH_FREE_BYTES = 2**30
TIMES_THE_DATABASE = 3  #: a backup, its trial and the wiping of what was deleted each write it once more
OTHERS = 0o077
folder = partial(Finding, "folder")


def modes(settings: Settings) -> Iterator[Finding]:
    data_dir = settings.data_dir
    if data_dir.stat().st_mode & OTHERS:
        yield folder(f"{data_dir} can be opened by other accounts of this machine.", f"Run `chmod 700 {data_dir}`.")
    files = [data_dir / name for name in SECRETS]
    database = _database_file(settings)
    if database and database.parent.exists() and database.parent.stat().st_mode & OTHERS:
        files.append(database)
    for path in files:
        if path.exists() and path.stat().st_mode & OTHERS:
            yield folder(f"{path} can be read by other accounts of this machine.", f"Run `chmod 600 {path}`.")


def can_be_written(settings: Settings) -> Iterator[Finding]:
    for place in _places(settings):
        try:
            with tempfile.TemporaryFile(dir=place):
                pass
        except OSError as error:
            what = f"Nothing can be written to {place} ({error.strerror}): answers are refused."
            yield folder(what, "Give it to the account that runs lms, or mount it for writing.", stops=True)


def left_over(settings: Settings) -> Iterator[Finding]:
    places = [settings.data_dir / PREPARED]
    if database := _database_file(settings):
        places.append(database.with_name(f"{database.name}.restoring"))
    for path in places:
        if path.exists():
            what = f"{path} was left by a restore that was cut off, and holds people's data."
            yield folder(what, f"When no restore is running: rm -r {path}")


def room(settings: Settings) -> Iterator[Finding]:
    database = _database_file(settings)
    needed = TIMES_THE_DATABASE * database.stat().st_size if database and database.exists() else 0
    for place in filter(Path.is_dir, _places(settings)):
        free = shutil.disk_usage(place).free
        if free < LEAST_FREE_BYTES:
            what = f"Only {free // 2**20} MB are free on the disk of {place}: soon answers are refused."
            yield folder(what, "Make room.", stops=True)
        elif free < max(ENOUGH_FREE_BYTES, needed):
            what = f"{free // 2**20} MB are free on the disk of {place}."
            yield folder(what, f"Make room: {max(ENOUGH_FREE_BYTES, needed) // 2**20} MB keep backups possible.")


def _places(settings: Settings) -> list[Path]:
    database = _database_file(settings)
    return list(dict.fromkeys([settings.data_dir, *([database.parent] if database else [])]))


def _database_file(settings: Settings) -> Path | None:
    name = make_url(settings.database).database if settings.is_sqlite else None
    return Path(name).absolute() if name else None
