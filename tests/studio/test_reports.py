"""Trainers read what was reported about their own courses, and say what is done."""

import pytest

from lms.curriculum import queries as curriculum
from lms.curriculum.reports import report
from lms.db import db, saving
from lms.db.days import today
from lms.people.grants import Grant
from lms.people.roles import Role

LIST = "/en/studio/reports"


@pytest.fixture
def make_report(app):
    def make(words: str = "The flame is not blue.", language: str = "en") -> int:
        with app.app_context():
            outline = curriculum.outline("t1")
            ids = outline.course_id, outline.modules[0].revision_id
            db.session.rollback()
            with saving():
                return report(*ids, "lighting", language, words, today()).id

    return make


@pytest.fixture
def staff(app, visit, make_person, sign_in):
    """Signed in, with a role in the tiny course, or in another one."""

    def make(role: Role = Role.TRAINER, course: int | None = 1):
        person_id = make_person()
        with app.app_context(), saving():
            db.session.add(Grant(person_id=person_id, role=role, course_id=course, granted_on=today()))
        sign_in(visit)
        return visit

    return make


def test_a_trainer_reads_a_report_and_marks_it_as_done_and_opens_it_again(staff, make_report):
    number = make_report("Line one\nline <two>", "ar")
    trainer = staff()
    page = trainer(LIST)
    assert "Line oneline <two>" in page.text
    assert "read in: Arabic" in page.text
    assert "/ar/courses/t1/m1/s1" in page.links()
    after = page.send(f"reports/{number}")
    assert "Nothing waits." not in after.text or "Done." in after.text
    assert "Line one" not in trainer(LIST).text
    done = trainer(f"{LIST}?done=1")
    assert "Line one" in done.text
    done.send(f"reports/{number}")
    assert "Line one" in trainer(LIST).text


def test_nothing_waits_at_first(staff):
    assert "Nothing waits." in staff()(LIST).text


@pytest.mark.parametrize(("role", "course"), [(Role.TRAINER, None), (Role.OPERATOR, None)])
def test_a_role_for_everything_reads_them_too(staff, make_report, role, course):
    make_report()
    assert "not blue" in staff(role, course)(LIST).text


@pytest.mark.parametrize("role", [Role.MANAGER, Role.LEARNER])
def test_other_roles_do_not(staff, make_report, role):
    number = make_report()
    person = staff(role)
    assert person(LIST, status=403).status == 403
    assert "not blue" not in person(LIST, status=403).text
    token = person("/en/account").tree.xpath("string(//input[@name='csrf_token']/@value)")
    assert person.post(f"{LIST}/{number}", {"csrf_token": token, "done": "1"}).status == 403


def test_a_report_that_is_not_there_is_no_page(staff):
    trainer = staff()
    token = trainer("/en/account").tree.xpath("string(//input[@name='csrf_token']/@value)")
    assert trainer.post(f"{LIST}/999", {"csrf_token": token, "done": "1"}).status == 404


@pytest.mark.parametrize("page", ["0", "2", "x", "-1", "99999999"])
def test_pages_that_are_not_there(staff, page):
    staff()(f"{LIST}?page={page}", status=404)


def test_a_long_list_has_pages(staff, make_report):
    for number in range(51):
        make_report(f"number {number}.")
    trainer = staff()
    first = trainer(LIST)
    assert ("number 50." in first.text, "number 0." in first.text) == (True, False)
    assert "number 0." in trainer(next(link for link in first.links() if "page=2" in link)).text
