"""What `lms serve` does before and beside serving."""

from importlib import import_module
from types import SimpleNamespace

import pytest

import lms
from lms.db import db, outbox, saving
from lms.people import erased
from tests import databases
from tests.conftest import settings_for
from tests.lives import live, new_learner, rows_about

serve = import_module("lms.cli.serve")  # the package's own `serve` is the command


@pytest.fixture
def data_folder(migrated, tmp_path, monkeypatch):
    """A data folder that the command finds."""
    databases.copy(migrated, tmp_path)
    for name, value in databases.environment_of(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(serve, "COURSES", tmp_path / "no courses")
    return tmp_path


@pytest.fixture
def inside(data_folder):
    """The context of an app over the folder."""
    app = lms.create_app(settings_for(data_folder))
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def test_whoever_is_on_the_list_is_erased_before_anything_is_served(inside):
    key, other = new_learner("calm-river-7"), new_learner("quiet-lake-9")
    live(key)
    erased.add([key[0]])
    db.session.remove()
    serve.prepare()
    assert set(rows_about(*key)) <= {"lms_outbox"}
    assert rows_about(*other)


def test_unused_accounts_are_looked_for_at_the_start_and_once_a_day(inside, data_folder, monkeypatch):
    days, rounds, asked = iter([1, 1, 2, 2]), iter(range(6)), []
    monkeypatch.setattr(serve, "today", lambda: next(days))
    monkeypatch.setattr(serve, "threading", SimpleNamespace(Event=lambda: Pause(rounds)))
    monkeypatch.setattr(outbox, "sweep", lambda: asked.append(waiting()))
    serve._sweep_for_ever(lms.create_app(settings_for(data_folder)))
    assert asked == [["erase_unused"], [], ["erase_unused"], []]


class Pause:
    """Never waits; ends the loop after four rounds."""

    def __init__(self, rounds):
        self.rounds = rounds

    def wait(self, _seconds: float) -> bool:
        return next(self.rounds) >= 4


def waiting() -> list[str]:
    """What waits in the outbox, which is emptied."""
    names = [row.name for row in db.session.query(outbox.Work).all() if row.name == "erase_unused"]
    db.session.rollback()
    with saving():
        db.session.query(outbox.Work).delete()
    return names
