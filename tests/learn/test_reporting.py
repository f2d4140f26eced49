"""An error in a page is reported without a name, and waits for the trainers."""

import pytest
from sqlalchemy import select

from lms.curriculum.reports import Report, open_reports, reports, set_done
from lms.db import db, saving
from lms.db.days import today

LESSON = "/en/courses/t1/m1/s1"


@pytest.fixture
def kept(app):
    def read() -> list[Report]:
        with app.app_context():
            return list(db.session.scalars(select(Report)))

    return read


def test_a_visitor_reports_an_error_and_comes_back_to_the_page(visit, kept):
    assert f"{LESSON}/report" in visit(LESSON).links()
    page = visit(f"{LESSON}/report").send("report", words="  The flame is not blue.\r\nLook. ")
    assert (page.url, "Thank you." in page.text) == (LESSON, True)
    (row,) = kept()
    assert (row.step, row.language, row.words, row.done_on) == ("lighting", "en", "The flame is not blue.\nLook.", None)
    assert row.reported_on == today()


def test_the_report_of_a_learner_does_not_say_who_they_are(learner, kept):
    learner(f"{LESSON}/report").send("report", words="wrong")
    columns = set(Report.__table__.columns.keys())
    assert columns == {"id", "course_id", "revision_id", "step", "language", "words", "reported_on", "done_on"}
    assert len(kept()) == 1


@pytest.mark.parametrize(
    ("words", "says"), [("", "Write what is wrong"), (" \n", "Write what is wrong"), ("x" * 1001, "1,000")]
)
def test_what_cannot_be_sent_is_still_on_the_page(visit, kept, words, says):
    page = visit(f"{LESSON}/report").send("report", words=words)
    assert page.status == 422
    assert says in page.text
    assert page.tree.xpath("string(//textarea)").strip("\n ") == words.strip("\n ")
    assert kept() == []


def test_an_old_page_loses_nothing(visit, kept):
    page = visit(f"{LESSON}/report").send("report", words="typed", csrf_token="stale")
    assert page.status == 422
    assert page.tree.xpath("string(//textarea)").strip() == "typed"
    assert kept() == []
    assert page.send("report").url == LESSON
    assert len(kept()) == 1


def test_nobody_fills_the_list_from_one_address(visit, kept):
    page = visit(f"{LESSON}/report")
    replies = {page.send("report", words="again").status for _ in range(31)}
    assert replies == {200, 429}
    assert len(kept()) == 30


def test_a_report_is_done_once_somebody_says_so_and_can_be_opened_again(visit, app, kept):
    visit(f"{LESSON}/report").send("report", words="wrong")
    (row,) = kept()
    course = [row.course_id]
    with app.app_context():
        assert [each.id for each in reports(course, done=False, page=1, size=50)] == [row.id]
        db.session.rollback()
        with saving():
            assert set_done(row.id, [course[0] + 1], today()) is None
            assert set_done(row.id, course, today()) is not None
        assert (open_reports(course), len(reports(course, done=True, page=1, size=50))) == (0, 1)
        db.session.rollback()
        with saving():
            set_done(row.id, course, None)
        assert open_reports(course) == 1
