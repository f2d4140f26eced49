"""What `lms work` does beside a site that ours is mounted in."""

import os
import signal
import subprocess
import sys
import time
from importlib import import_module
from types import SimpleNamespace

import pytest

from lms.db import db, outbox, saving
from lms.in_use import FolderInUse, alone
from lms.people import erased
from tests import databases
from tests.lives import live, new_learner, rows_about

work = import_module("lms.cli.work")  # the package's own `work` is the command


def test_unused_accounts_are_looked_for_at_the_start_and_once_a_day(app, context, monkeypatch):
    days, rounds, asked = iter([1, 1, 2, 2]), iter(range(6)), []
    monkeypatch.setattr(work, "today", lambda: next(days))
    monkeypatch.setattr(work, "threading", SimpleNamespace(Event=lambda: Pause(rounds)))
    monkeypatch.setattr(outbox, "sweep", lambda: asked.append(waiting()))
    work.sweep_for_ever(app)
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


def test_the_command_does_what_waits_and_erases_whom_an_older_copy_brought_back(context, settings):
    """A real process, ended as an operator ends it."""
    key, other = new_learner("calm-river-7"), new_learner("quiet-lake-9")
    live(key)
    erased.add([key[0]])
    with saving():
        outbox.later("wipe_deleted")
    program = "from lms.cli import main, work; import sys; sys.modules['lms.cli.work'].SWEEP_SECONDS = .05; main()"
    command = [sys.executable, "-c", program, "work"]
    environment = {**os.environ, **databases.environment_of(settings.data_dir)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 30
        while still_waiting() and time.monotonic() < deadline:
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=30)[0]
    assert process.returncode == 0, said
    assert "Stopped." in said
    assert still_waiting() == []
    assert rows_about(*key) == {}
    assert rows_about(*other)


def still_waiting() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(db.select(outbox.Work.name)))


def test_nothing_is_restored_beside_it_and_it_waits_until_a_restore_has_ended(lms_command, settings, monkeypatch):
    tried = []

    def meanwhile(_app):
        with pytest.raises(FolderInUse), alone(settings.data_dir):
            pass
        tried.append(True)

    monkeypatch.setattr(work, "sweep_for_ever", meanwhile)
    assert lms_command("work").exit_code == 0
    assert tried == [True]
    with alone(settings.data_dir):
        result = lms_command("work")
    assert (result.exit_code, "is in use" in result.stderr) == (1, True)
    assert tried == [True]
