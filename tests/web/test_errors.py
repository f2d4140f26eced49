"""When saving is not possible, the learner reads that it was NOT saved, nothing is half kept, and it comes back."""

import pytest
from sqlalchemy import func, select

from lms.db import db, engines
from lms.ledger.models import Record
from tests.learn.conftest import QUIZ, right_answers
from tests.web.trouble import away, full_disk, lost_while_saving, only_to_be_read, taken

LESSON = "/en/courses/t1/m1/s1"


@pytest.fixture
def impatient(monkeypatch):
    """Waiting for a locked database ends soon."""
    monkeypatch.setattr(engines, "PRAGMAS", (*engines.PRAGMAS[:-1], "busy_timeout=50"))
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 50)


@pytest.fixture
def records(app):
    """How many are kept."""

    def count() -> int:
        with app.app_context():
            return db.session.scalar(select(func.count()).select_from(Record))

    return count


def test_a_locked_database_is_told_and_nothing_is_half_kept(impatient, app, records, learner):
    quiz = learner(QUIZ).send("attempts")
    answers = right_answers(quiz)
    with taken(app):
        told = quiz.send("answers", **answers)
        assert told.status == 503
        assert "was NOT saved" in told.text
        assert told.headers["Retry-After"]
        form = quiz.form("answers")
        sent = {**form.fields, **answers}
        tap = learner.client.post(form.action, data=sent, headers={"Accept": "application/json"})
        assert tap.status_code == 503
        assert "NOT saved" in tap.json["error"]
        assert learner(LESSON).heading == "Lighting"  # reading goes on meanwhile
    assert records() == 0
    assert "3 of 3 answered" in quiz.send("answers", **answers).text
    assert records() == 3


@pytest.mark.parametrize("trouble", [only_to_be_read, lost_while_saving])
def test_a_database_that_cannot_save_is_told_and_nothing_is_half_kept(trouble, app, records, learner):
    """It was taken over by a copy that may only be read; or the connection breaks between two statements."""
    quiz = learner(QUIZ).send("attempts")
    answers = right_answers(quiz)
    with trouble(app):
        told = quiz.send("answers", **answers)
        assert told.status == 503
        assert "was NOT saved" in told.text
    assert records() == 0
    assert "3 of 3 answered" in quiz.send("answers", **answers).text
    assert records() == 3


@pytest.mark.sqlite("its file stops growing; on PostgreSQL see `only_to_be_read`, the like can be made there alone")
def test_a_full_disk_is_told_and_nothing_is_half_kept(app, records, learner):
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
        kept = records()
    quiz.send("answers", **{"q-" + key: value for key, value in _answers(quiz, number).items()})
    assert records() > kept


def _answers(quiz, number):
    """Another answer to each question each time, with padding from many records."""
    chosen = {}
    for name, value in right_answers(quiz).items():
        options = quiz.tree.xpath(f"//input[@name='{name}']/@value")
        chosen[name.removeprefix("q-")] = value if number % 2 else [options[-1 if value != [options[-1]] else 0]]
    quiz.form("answers").fields["form"] = f"{number:016x}"
    return chosen


def test_a_database_that_is_not_there_is_told(app, visit):
    with away(app):
        told = visit("/en/courses/t1", status=503)
        assert "What you saved before is safe." in told.text
        assert visit.client.get("/readyz").status_code == 503
        assert visit.client.get("/healthz").status_code == 200
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


def test_nothing_that_was_sent_is_logged(impatient, app, learner, caplog):
    quiz = learner(QUIZ).send("attempts")
    with taken(app):
        quiz.send("answers", **right_answers(quiz))
    assert "database" in caplog.text
    assert "INSERT" not in caplog.text
    assert "calm-river-7" not in caplog.text
