"""Putting a backup back: prepared beside what is there, and put in its place only when all of it is ready."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.exc import DBAPIError

import lms
from lms.backup.archive import Archive, Manifest
from lms.backup.databases import Beside, Standing, beside
from lms.backup.errors import BackupRefused, Interrupted
from lms.backup.loading import Tell, load
from lms.curriculum.search.index import bring_up_to_date
from lms.db import WRITES, db, migrations, outbox, saving
from lms.errors import SettingsError
from lms.in_use import alone
from lms.ledger.leaving import apply_erased
from lms.people import erased, erasing
from lms.settings import FILE, LEDGER_KEYS, SECRET, TEXT_KEY, UNFINISHED, Settings, data_folder

PREPARED = "restoring"  #: the folder in the data folder
MOVED = (LEDGER_KEYS, TEXT_KEY, SECRET, erased.NAME, FILE)


class NotReplaced(BackupRefused):
    """Whoever was asked said no."""


@dataclass(frozen=True)
class Restored:
    data_dir: Path
    erased: int  #: persons and enrolments of the backup that had been erased since
    unused: int  #: accounts that the retention erases at the next start


def restore(
    archive: Archive, environ: Mapping[str, str], agreed: Callable[[Standing, Manifest], bool], tell: Tell
) -> Restored:
    """What the backup holds is in the data folder and its database, with the newest schema, but for who was erased.

    :param agreed: is asked before anything that stands there is replaced
    :param tell: is told of each row
    :raises BackupRefused: nothing was changed
    :raises Interrupted: it has to be done again
    """
    if archive.manifest.schema_at not in migrations.known():
        made_by = f"{archive.manifest.lms}, schema {archive.manifest.schema_at}"
        raise BackupRefused(f"This backup was made by a newer version of lms ({made_by}): upgrade lms, then restore.")
    data_dir = data_folder(environ)
    with _folder(data_dir), alone(data_dir), _preparing(data_dir) as prepared:
        _lay_out(archive, data_dir, prepared)
        settings = _settings(environ, prepared, data_dir)
        database = beside(settings, data_dir)
        standing = database.standing()
        if standing and not agreed(standing, archive.manifest):
            raise NotReplaced("Nothing was changed.")
        listed = _ids(data_dir) | _ids(prepared) | (standing.erased if standing else frozenset())
        try:
            database.begin()
            done = _fill(archive, database.settings, listed, tell)
            _swap(database, prepared, data_dir)
        finally:
            database.discard()
        return replace(done, data_dir=data_dir)


def _fill(archive: Archive, settings: Settings, listed: set, tell: Tell) -> Restored:
    """The prepared database is ready to be used."""
    app = lms.create_app(settings)
    with app.app_context():
        try:
            migrations.upgrade(archive.manifest.schema_at)
            with db.engine.connect().execution_options(**WRITES) as connection, connection.begin():
                load(archive, connection, tell)
            migrations.upgrade()
            erased.add(listed)
            with saving():
                bring_up_to_date()
                gone = apply_erased()
            outbox.sweep("list_erased", "wipe_deleted")
            return Restored(settings.data_dir, gone, erasing.count_unused())
        except DBAPIError as error:
            raise BackupRefused(
                f"The backup does not fit into the database: {error.orig}. Nothing was changed."
            ) from None
        finally:
            db.session.remove()
            db.engine.dispose()


def _settings(environ: Mapping[str, str], prepared: Path, data_dir: Path) -> Settings:
    """Those that will be in force; a new secret of cookies is made: whoever was signed in signs in again."""
    try:
        return Settings.load({**environ, "LMS_DATA_DIR": str(prepared)})
    except SettingsError as error:
        raise BackupRefused(str(error).replace(str(prepared), str(data_dir))) from None


def _lay_out(archive: Archive, data_dir: Path, prepared: Path) -> None:
    """The prepared folder has the backup's keys, and the settings that are in force here, if any."""
    for name in MOVED:
        if name in archive.manifest.files:
            _write(prepared / name, archive.file(name))
    if (data_dir / FILE).exists():
        _write(prepared / FILE, (data_dir / FILE).read_bytes())


def _swap(database: Beside, prepared: Path, data_dir: Path) -> None:
    """From the first step to the last, the folder says that it is not whole.

    :raises Interrupted:
    """
    _write(data_dir / UNFINISHED, b"")
    _sync(data_dir)
    try:
        database.swap()
        for name in MOVED:
            if (prepared / name).exists():
                (prepared / name).replace(data_dir / name)
        _sync(data_dir)
        (data_dir / UNFINISHED).unlink()
    except BackupRefused:  # by the database, which is as it was
        (data_dir / UNFINISHED).unlink()
        raise
    except OSError as error:
        raise Interrupted(f"Not all could not be put in place ({error}): mend that, then restore again.") from None


@contextmanager
def _folder(data_dir: Path) -> Iterator[None]:
    """The data folder is there; one that was not is gone again when nothing came of it."""
    was_there = data_dir.exists()
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise BackupRefused(f"The data folder {data_dir} cannot be used: {error}. Set LMS_DATA_DIR.") from None
    except BaseException:
        if not was_there and not (data_dir / UNFINISHED).exists():
            shutil.rmtree(data_dir, ignore_errors=True)
        raise


@contextmanager
def _preparing(data_dir: Path) -> Iterator[Path]:
    prepared = data_dir / PREPARED
    shutil.rmtree(prepared, ignore_errors=True)
    prepared.mkdir(mode=0o700)
    try:
        yield prepared
    finally:
        shutil.rmtree(prepared, ignore_errors=True)


def _ids(folder: Path) -> set:
    path = folder / erased.NAME
    return erased.ids_in(path.read_bytes()) if path.exists() else set()


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
