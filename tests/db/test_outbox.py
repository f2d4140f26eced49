"""The outbox: work is done once, put off when it fails, and never lost."""

import logging
import subprocess
import sys
import textwrap

import pytest
from sqlalchemy import select

from lms.db import db, saving
from lms.db.outbox import PAUSE_SECONDS, TRIES, NotYet, Work, later, later_once, outside, sweep
from lms.errors import WriteOutsideSaving
from tests.db.works import ask, done, mark, rows, stuck

pytestmark = pytest.mark.usefixtures("empty_outbox")


def test_work_is_done_once_and_its_row_goes(kind):
    seen = []
    kind("post", lambda **args: seen.append(args))
    ask("post", to="m1", times=2)
    assert seen == []
    assert sweep() == 1
    assert seen == [{"to": "m1", "times": 2}]
    assert rows() == []
    assert sweep() == 0
    assert len(seen) == 1


def test_work_is_done_in_the_order_it_was_asked_for(kind):
    seen = []
    kind("post", lambda number: seen.append(number))
    for number in (3, 1, 2):
        ask("post", number=number)
    assert sweep() == 3
    assert seen == [3, 1, 2]


def test_work_asked_for_in_a_transaction_that_fails_is_not_asked_for(kind):
    kind("post", lambda: None)
    with pytest.raises(ZeroDivisionError), saving():
        later("post")
        raise ZeroDivisionError
    assert rows() == []


def test_work_cannot_be_asked_for_while_reading():
    db.session.rollback()
    with pytest.raises(WriteOutsideSaving):
        later("post")
    db.session.rollback()


def test_work_that_returns_arguments_goes_on_with_them(kind):
    seen = []

    def count(at):
        seen.append(at)
        mark("count")
        return {"at": at + 1} if at < 3 else None

    kind("count", count)
    ask("count", at=1)
    assert sweep() == 3
    assert seen == [1, 2, 3]
    assert done("count") == 3


def test_work_that_fails_in_the_middle_goes_on_from_where_it_was(kind, clock):
    seen, broken = [], [True]

    def count(at):
        seen.append(at)
        if at == 2 and broken:
            raise OSError
        return {"at": at + 1} if at < 3 else None

    kind("count", count)
    ask("count", at=1)
    assert sweep() == 1
    assert rows() == [("count", {"at": 2}, 1)]
    broken.clear()
    clock.now += 10 * PAUSE_SECONDS
    assert sweep() == 2
    assert seen == [1, 2, 2, 3]


def test_what_failing_work_wrote_is_rolled_back_and_it_is_put_off(kind, clock):
    def fail():
        mark("post")
        raise OSError

    kind("post", fail)
    ask("post")
    assert sweep() == 0
    assert done("post") == 0
    (row,) = db.session.scalars(select(Work)).all()
    assert (row.tries, row.run_at) == (1, clock.now + 2 * PAUSE_SECONDS)


def test_work_that_fails_does_not_stop_the_others(kind, clock):
    def fail():
        raise OSError

    kind("bad", fail)
    kind("good", lambda: mark("good"))
    ask("bad")
    ask("good")
    assert sweep() == 1
    assert done("good") == 1


def test_work_that_was_put_off_waits_longer_each_time_and_after_five_tries_for_an_operator(kind, clock):
    seen = []

    def fail():
        seen.append(clock.now)
        raise OSError

    kind("post", fail)
    ask("post")
    for tried in range(1, TRIES + 1):
        assert stuck() == 0
        db.session.rollback()
        sweep()
        assert len(seen) == tried
        pause = PAUSE_SECONDS * 2**tried
        clock.now += pause - 1
        sweep()
        assert len(seen) == tried, "it did not wait"
        clock.now += 1
    assert stuck() == 1
    db.session.rollback()
    clock.now += 10**8
    assert sweep() == 0
    assert len(seen) == TRIES
    assert rows() == [("post", {}, TRIES)]


def test_work_of_a_plug_in_that_is_not_installed_is_put_off_and_not_lost(kind, clock):
    ask("translate", page=3)
    assert sweep() == 0
    assert rows() == [("translate", {"page": 3}, 1)]
    seen = []
    kind("translate", lambda page: seen.append(page))
    clock.now += 10 * PAUSE_SECONDS
    assert sweep() == 1
    assert seen == [3]


def test_the_log_names_the_work_and_the_kind_of_error_and_nothing_of_its_arguments(kind, clock, caplog):
    def fail(handle):
        raise ValueError(handle)

    kind("post", fail)
    ask("post", handle="calm-river-7")
    with caplog.at_level(logging.DEBUG, logger="lms"):
        sweep()
    assert "work post failed: ValueError" in caplog.text
    assert "calm-river-7" not in caplog.text


def test_a_worker_that_is_stopped_in_the_middle_leaves_the_work_as_it_was(kind):
    stop = [True]

    def be_stopped():
        mark("post")
        if stop:
            raise SystemExit

    kind("post", be_stopped)
    ask("post")
    with pytest.raises(SystemExit):
        sweep()
    assert rows() == [("post", {}, 0)]
    stop.clear()
    assert sweep() == 1
    assert done("post") == 1


def test_a_worker_that_is_killed_in_the_middle_leaves_the_work_as_it_was(kind, settings):
    ask("post")
    db.session.remove()
    program = f"""
        import os
        from pathlib import Path
        import lms
        from lms.db import outbox
        from lms.registry import registries
        from tests.conftest import settings_for
        from tests.db.works import mark

        def be_killed():
            mark("post")
            os.kill(os.getpid(), 9)

        with lms.create_app(settings_for(Path({str(settings.data_dir)!r}))).app_context():
            registries().work.add("post", be_killed)
            outbox.sweep()
    """
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], timeout=60, check=False)
    assert killed.returncode == -9
    assert rows() == [("post", {}, 0)]
    kind("post", lambda: mark("post"))
    assert sweep() == 1
    assert done("post") == 1


def test_an_idle_worker_takes_no_writers_lock(begun):
    assert sweep() == 0
    assert begun == ["reading"]
    ask("post")
    begun.clear()
    sweep()
    assert "writing" in begun


def test_work_that_has_to_wait_is_tried_as_often_as_it_takes(kind, clock, caplog):
    seen = []

    def wait():
        seen.append(clock.now)
        mark("wait")
        if len(seen) <= 2 * TRIES:
            raise NotYet

    kind("wait", wait)
    ask("wait")
    for tried in range(1, 2 * TRIES + 2):
        sweep()
        assert len(seen) == tried
        sweep()
        assert len(seen) == tried, "it did not wait"
        clock.now += PAUSE_SECONDS
    assert done("wait") == 1, "what waiting work wrote is rolled back"
    assert [name for name, _, _ in rows()] == ["mark of wait"]
    assert caplog.text == ""


def test_work_that_runs_outside_finds_no_transaction_and_its_row_goes(kind):
    seen = []

    @outside
    def look(number):
        seen.append((number, db.session().in_transaction()))
        return {"number": number + 1} if number < 2 else None

    kind("look", look)
    ask("look", number=1)
    assert sweep() == 2
    assert seen == [(1, False), (2, False)]
    assert rows() == []


def test_work_that_fails_outside_is_put_off(kind, clock):
    @outside
    def fail():
        raise OSError

    kind("look", fail)
    ask("look")
    assert sweep() == 0
    assert rows() == [("look", {}, 1)]


def test_work_that_is_asked_for_once_waits_once(kind):
    seen = []
    kind("tidy", lambda: seen.append(1))
    for _ in range(3):
        with saving():
            later_once("tidy")
    sweep()
    assert seen == [1]
