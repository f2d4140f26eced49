"""Leaving a course by its page, and what open pages say afterwards."""

from uuid import uuid4

import pytest

from tests.conftest import PASSPHRASE
from tests.learn.conftest import QUIZ, finish_address, right_answers

COURSE, LESSON, LEAVE = "/en/courses/t1", "/en/courses/t1/m1/s1", "/en/courses/t1/leave"
GONE = "You no longer take this course"


def test_the_page_says_what_is_lost_and_offers_a_copy_first(learner):
    assert "have not done anything in it yet" in learner(LEAVE).text
    learner(LESSON).send("checks", **{"q-c-first": "a"})
    learner(LESSON).send("done")
    page = learner(LEAVE)
    assert "1 check, 1 lesson, and 1 completion" in page.text
    assert "cannot be undone" in page.text
    assert "/en/account/export" in page.links()
    assert LEAVE in learner(COURSE).links()


def test_leaving_erases_and_one_can_begin_anew(learner, stored):
    learner(LESSON).send("done")
    page = learner(LEAVE).send("leave")
    assert (page.url, "You have left the course" in page.text) == (COURSE, True)
    assert stored() == []
    assert LEAVE not in page.links()
    page.send("enrol")
    assert "0 of 4 steps done" in learner(COURSE).text


def test_every_form_of_a_page_opened_before_is_refused_in_clear_words(learner, begin, stored):
    attempt, quiz, lesson, leave = begin(learner), learner(QUIZ), learner(LESSON), learner(LEAVE)
    learner(LEAVE).send("leave")
    for sent in (
        attempt.send("answers", **right_answers(attempt)),
        attempt.send("answers", to=finish_address(attempt), **right_answers(attempt)),
        lesson.send("done"),
        lesson.send("checks", **{"q-c-first": "a"}),
        leave.send("leave"),
    ):
        assert (sent.status, sent.heading) == (404, GONE)
        assert "nothing was saved" in sent.text
    assert quiz.heading
    assert stored() == []


def test_a_script_is_told_so_too(learner, begin):
    page = begin(learner)
    learner(LEAVE).send("leave")
    fields = dict(page.form("answers").form_values())
    reply = learner.client.post(page.form("answers").action, data=fields, headers={"Accept": "application/json"})
    assert reply.status_code == 404
    assert "nothing was saved" in reply.json["error"]


def test_an_old_page_does_not_leave_the_course_that_was_taken_again(learner, stored):
    old = learner(LEAVE)
    learner(LEAVE).send("leave").send("enrol")
    learner(LESSON).send("done")
    assert old.send("leave").heading == GONE
    assert len(stored()) == 1


@pytest.mark.parametrize("named", ["", "no id", "12"])
def test_a_form_that_names_nothing_is_refused(learner, stored, named):
    learner(LESSON).send("done")
    assert learner(LEAVE).send("leave", enrolment=named).status == 400
    assert len(stored()) == 1


def test_another_persons_enrolment_is_not_left(learner, another, make_enrolment, sign_in, stored):
    learner(LESSON).send("done")
    mine = learner(LEAVE).tree.xpath("string(//input[@name='enrolment']/@value)")
    stranger = another()
    make_enrolment("quiet-lake-9")
    sign_in(stranger, "quiet-lake-9")
    sent = stranger(LEAVE).send("leave", enrolment=mine)
    assert (sent.status, sent.heading) == (409, "This page was opened by another account")
    assert stranger(LEAVE).send("leave", enrolment=str(uuid4())).heading == GONE
    assert len(stored()) == 1


def test_who_does_not_take_the_course_is_led_back_to_it(visit, make_person, sign_in):
    make_person()
    sign_in(visit)
    page = visit(LEAVE)
    assert (page.url, "You do not take this course" in page.text) == (COURSE, True)
    assert visit("/en/courses/none/leave", status=404)


def test_after_the_account_is_erased_open_pages_ask_to_sign_in(learner, begin, stored):
    attempt, lesson, leave = begin(learner), learner(LESSON), learner(LEAVE)
    learner("/en/account/erase").send("erase", passphrase=PASSPHRASE, understood="y")
    for sent in (attempt.send("answers", **right_answers(attempt)), lesson.send("done"), leave.send("leave")):
        assert sent.heading == "Sign in"
    assert stored() == []
