"""When saving is not possible, the learner reads that it was NOT saved, nothing is half kept, and it comes back."""

import sqlite3
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from lms.db import db, engines
from tests.learn.conftest import QUIZ, right_answers

LESSON = "/en/courses/t1/m1/s1"


@pytest.fixture
def impatient(monkeypatch):
    """Waiting for a locked database ends soon."""
    monkeypatch.setattr(engines, "PRAGMAS", (*engines.PRAGMAS[:-1], "busy_timeout=50"))


@contextmanager
def locked(settings):
    """Another process holds the writers' lock."""
    other = sqlite3.connect(settings.data_dir / "lms.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def full_disk(app):
    """The database file may not grow by a page, as on a full disk."""

    def stop_growing(connection, _record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with app.app_context():
        engine = db.engine
    event.listen(engine, "connect", stop_growing)
    engine.dispose()
    yield
    event.remove(engine, "connect", stop_growing)
    engine.dispose()


def records(settings) -> int:
    with sqlite3.connect(settings.data_dir / "lms.db") as connection:
        return connection.execute("SELECT count(*) FROM lms_record").fetchone()[0]


def test_a_locked_database_is_told_and_nothing_is_half_kept(impatient, settings, learner):
    quiz = learner(QUIZ).send("attempts")
    answers = right_answers(quiz)
    with locked(settings):
        told = quiz.send("answers", **answers)
        assert told.status == 503
        assert "was NOT saved" in told.text
        assert told.headers["Retry-After"]
        tap = learner.client.post(quiz.form("answers").action, headers={"Accept": "application/json"})
        assert tap.status_code == 503
        assert "NOT saved" in tap.json["error"]
        assert learner(LESSON).heading == "Lighting"  # reading goes on meanwhile
    assert records(settings) == 0
    assert "3 of 3 answered" in quiz.send("answers", **answers).text
    assert records(settings) == 3


def test_a_full_disk_is_told_and_nothing_is_half_kept(app, settings, learner):
    quiz = learner(QUIZ).send("attempts")
    with full_disk(app):
        statuses = []
        for number in range(60):  # what is free in the pages that are there is used up first
            told = quiz.send("answers", **{"q-" + key: value for key, value in _answers(quiz, number).items()})
            statuses.append(told.status)
            if told.status == 503:
                break
        assert statuses[-1] == 503
        assert "was NOT saved" in told.text
        kept = records(settings)
    quiz.send("answers", **{"q-" + key: value for key, value in _answers(quiz, number).items()})
    assert records(settings) > kept


def _answers(quiz, number):
    """Another answer to each question each time, with padding from many records."""
    chosen = {}
    for name, value in right_answers(quiz).items():
        options = quiz.tree.xpath(f"//input[@name='{name}']/@value")
        chosen[name.removeprefix("q-")] = value if number % 2 else [options[-1 if value != [options[-1]] else 0]]
    quiz.form("answers").fields["form"] = f"{number:016x}"
    return chosen


def test_a_database_that_is_not_there_is_told(app, visit, settings):
    with app.app_context():
        db.engine.dispose()
    (settings.data_dir / "lms.db").rename(settings.data_dir / "away")
    (settings.data_dir / "lms.db").mkdir()
    told = visit("/en/courses/t1", status=503)
    assert "What you saved before is safe." in told.text
    assert visit.client.get("/readyz").status_code == 503
    assert visit.client.get("/healthz").status_code == 200
    (settings.data_dir / "lms.db").rmdir()
    (settings.data_dir / "away").rename(settings.data_dir / "lms.db")
    assert visit("/en/courses/t1").heading == "Lanterns and kites"


def test_a_missing_question_type_is_said_aloud_and_never_half_a_quiz(app, learner, monkeypatch):
    page = learner(QUIZ).send("attempts")
    registries = app.extensions["lms"].registries
    kinds = {"list": "multiple_choice", "one": "single_choice"}
    last = kinds[page.tree.xpath("//fieldset[not(.//input[@value='true'])]/@data-response")[-1]]
    left = {name: registries.question_types.get(name) for name in registries.question_types if name != last}
    monkeypatch.setattr(registries.question_types, "_things", left)
    told = learner(page.url, status=500)
    assert told.heading == "Something is missing here"
    assert "something that is not installed here" in told.text
    assert not told.tree.xpath("//fieldset")


def test_a_form_sent_to_a_page_and_a_page_asked_of_a_form_say_so(visit):
    assert visit.post("/en/about", {}).status == 405
    assert visit("/en/courses/t1/m1/s1/checks", status=405).heading == "This address is not a page"


def test_nothing_that_was_sent_is_logged(impatient, settings, learner, caplog):
    quiz = learner(QUIZ).send("attempts")
    with locked(settings):
        quiz.send("answers", **right_answers(quiz))
    assert "database" in caplog.text
    assert "INSERT" not in caplog.text
    assert "calm-river-7" not in caplog.text
