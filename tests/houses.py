"""Houses: data folders with keys of their own, a database, and people who learn; and the command over any of them.

A folder of tests takes the fixtures in by importing them into its `conftest.py`.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

import lms
from lms.backup.making import make
from lms.cli import main
from lms.curriculum import services as curriculum
from lms.db import Base, db, migrations, saving
from lms.db.days import today
from lms.registry import registries
from lms.settings import Settings
from tests.conftest import TINY
from tests.lives import live, new_learner

HANDLES = ("calm-river-7", "quiet-lake-9")


@contextmanager
def inside(folder: Path, **environ: str) -> Iterator[Settings]:
    """An app over the data folder."""
    settings = Settings.load({"LMS_DATA_DIR": str(folder), **environ})
    app = lms.create_app(replace(settings, argon2_memory_kib=8, argon2_passes=1))
    with app.app_context():
        try:
            yield settings
        finally:
            db.session.remove()
            db.engine.dispose()


def rows_in(folder: Path, **environ: str) -> dict[str, list[tuple]]:
    """Every row of every table."""
    with inside(folder, **environ), db.engine.connect() as connection:
        return {
            name: sorted(map(tuple, connection.execute(select(table)).all()), key=repr)
            for name, table in Base.metadata.tables.items()
        }


@pytest.fixture(scope="session")
def furnished(tmp_path_factory) -> Path:
    """A house with two people who left a trace in every table."""
    folder = tmp_path_factory.mktemp("furnished")
    with inside(folder):
        migrations.upgrade()
        with saving():
            curriculum.load(TINY, registries(), today())
        for handle in HANDLES:
            live(new_learner(handle))
    return folder


@pytest.fixture
def house(furnished, tmp_path) -> Path:
    return Path(shutil.copytree(furnished, tmp_path / "house"))


@pytest.fixture
def run(monkeypatch) -> Callable[..., Result]:
    """Runs `lms …` over a data folder; `typed=` is what is typed at its questions."""

    def command(folder: Path, *words: object, typed: str | None = None) -> Result:
        monkeypatch.setenv("LMS_DATA_DIR", str(folder))
        return CliRunner().invoke(main, [str(word) for word in words], input=typed)

    return command


@pytest.fixture(scope="session")
def made(furnished, tmp_path_factory) -> Path:
    """A backup of the furnished house."""
    path = tmp_path_factory.mktemp("backups") / "a backup"
    with inside(furnished) as settings:
        make(path, settings, today(), lambda _rows: None)
    return path


@pytest.fixture
def backup(made, tmp_path) -> Path:
    """The same, to do something to."""
    return Path(shutil.copy(made, tmp_path / "a backup"))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of the folder, by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
