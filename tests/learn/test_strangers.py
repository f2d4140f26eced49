"""Rule 6: whose page was sent. And what is sent that no page of ours would send."""

import io
from uuid import uuid4

import pytest

from lms.web.login import load_visit
from tests.conftest import PASSPHRASE
from tests.learn.conftest import QUIZ, finish_address, questions_on, right_answers

LESSON = "/en/courses/t1/m1/s1"


@pytest.fixture
def stranger(another, make_enrolment, sign_in):
    """Another learner of the course, in another browser."""
    visitor = another()
    make_enrolment("quiet-lake-9")
    sign_in(visitor, "quiet-lake-9")
    return visitor


def take_over(visitor, sign_in, handle):
    """Somebody else signs in on the same device, while a page stays open in another tab."""
    visitor.post("/en/sign-out", {"csrf_token": _token(visitor)})
    sign_in(visitor, handle)


def _token(visitor):
    return visitor("/en/account").tree.xpath("//input[@name='csrf_token']/@value")[0]


def test_a_page_opened_by_another_account_saves_nothing(learner, begin, make_enrolment, sign_in, stored):
    page, lesson, quiz = begin(learner), learner(LESSON), learner(QUIZ)
    make_enrolment("quiet-lake-9")
    take_over(learner, sign_in, "quiet-lake-9")
    fresh = {"csrf_token": _token(learner)}
    for sent in (
        page.send("answers", **right_answers(page), **fresh),
        page.send("answers", to=finish_address(page), **right_answers(page), **fresh),
        lesson.send("done", **fresh),
        lesson.send("checks", **{"q-c-first": "a"}, **fresh),
    ):
        assert sent.heading == "This page was opened by another account"
        assert sent.status == 409
    assert "attempts" in str(quiz.links())
    assert stored() == []


def test_another_persons_attempt_is_not_there(learner, begin, stranger):
    page = begin(learner)
    assert stranger(page.url, status=404).heading == "There is no such page"


def test_another_persons_enrolment_cannot_be_written_to(learner, begin, stranger, stored):
    page, theirs = begin(learner), begin(stranger)
    mine = dict(page.form("answers").form_values())["enrolment"]
    sent = theirs.send("answers", enrolment=mine, **right_answers(theirs))
    assert sent.heading == "This page was opened by another account"
    assert stored() == []


def test_what_was_typed_when_the_session_had_ended_waits_for_its_owner(learner, begin, stored, is_clean):
    page = begin(learner)
    answers = right_answers(page)
    learner.client.delete_cookie("notebook")
    waiting = page.send("answers", **answers)
    assert waiting.heading == "Sign in"
    assert "What you typed waits on this page" in waiting.text
    shown = waiting.send("sign-in", handle="calm-river-7", passphrase=PASSPHRASE)
    assert shown.heading == "These answers are not saved yet"
    assert stored() == []  # never by itself
    saved = shown.send("answers")
    assert "3 of 3 answered" in saved.text
    assert len(stored()) == 3
    assert is_clean()


def test_a_wrong_passphrase_in_between_loses_nothing(learner, begin, stored):
    page = begin(learner)
    learner.client.delete_cookie("notebook")
    waiting = page.send("answers", **right_answers(page))
    again = waiting.send("sign-in", handle="calm-river-7", passphrase="not the right one")
    assert again.status == 422
    shown = again.send("sign-in", handle="calm-river-7", passphrase=PASSPHRASE)
    assert shown.heading == "These answers are not saved yet"


def test_for_anybody_else_what_waited_is_dropped(learner, begin, make_enrolment, stored):
    page = begin(learner)
    make_enrolment("quiet-lake-9")
    learner.client.delete_cookie("notebook")
    waiting = page.send("answers", **right_answers(page))
    shown = waiting.send("sign-in", handle="quiet-lake-9", passphrase=PASSPHRASE)
    assert shown.heading != "These answers are not saved yet"
    assert stored() == []


def test_the_owner_with_an_old_page_sees_the_answers_and_saves_them(learner, begin, sign_in, stored):
    page = begin(learner)
    learner.client.delete_cookie("notebook")
    sign_in(learner)
    shown = page.send("answers", **right_answers(page))
    assert shown.heading == "These answers are not saved yet"
    assert stored() == []
    assert "3 of 3 answered" in shown.send("answers").text


def test_signed_out_nothing_of_a_person_can_be_seen(learner, begin, another):
    page = begin(learner)
    page.send("answers", to=finish_address(page), **right_answers(page))
    visitor = another()
    for address in (page.url, "/en/account", "/en/account/receipts"):
        assert visitor(address).heading == "Sign in"
    for address in ("/en/", "/en/courses/t1", "/en/courses/t1/m1", LESSON, QUIZ):
        text = visitor(address).text
        assert "calm-river-7" not in text
        assert "100 %" not in text
        assert "done on" not in text


@pytest.mark.parametrize(
    "fields",
    [
        {"q-none": "a"},
        {"seen": "x"},
        {"seen": "99999999999"},
        {"enrolment": "no id"},
        {"enrolment": ""},
    ],
)
def test_a_tampered_page_of_answers_is_refused_and_nothing_is_kept(learner, begin, stored, fields):
    page = begin(learner)
    sent = page.send("answers", **{**right_answers(page), **fields})
    assert sent.status == 400
    assert "Nothing was saved." in sent.text
    assert stored() == []


def test_an_option_that_does_not_exist_is_refused(learner, begin, stored):
    page = begin(learner)
    for key in questions_on(page):
        assert page.send("answers", **{f"q-{key}": "zzz"}).status == 400
    assert stored() == []


@pytest.mark.parametrize("revision", ["999999", "-1", "", "9" * 30])
def test_a_lesson_page_with_a_revision_that_does_not_exist_is_refused(learner, stored, revision):
    fields = {"revision": revision}
    assert learner(LESSON).send("done", **fields).status == 400
    assert learner(LESSON).send("checks", **{"q-c-first": "a"}, **fields).status == 400
    assert stored() == []


def test_a_check_that_is_graded_or_unknown_is_refused(visit):
    for question in ("q-flame", "none", ""):
        assert visit(LESSON).send("checks", question=question).status == 400
    assert visit(LESSON).send("checks", **{"q-c-first": ["a", "b"]}).status == 400
    assert visit(LESSON).send("checks", **{"q-c-first": "z"}).status == 400


def test_a_form_without_its_token_saves_nothing(learner, stored):
    sent = learner(LESSON).send("done", csrf_token="wrong")
    assert (sent.status, sent.heading) == (400, "Please send it once more")
    assert learner("/en/courses/t1").visitor.post("/en/courses/t1/enrol", {}).status == 400
    assert stored() == []


def test_too_much_at_once_is_refused(learner, begin, stored):
    page = begin(learner)
    sent = page.send("answers", **{f"q-{questions_on(page)[0]}": "x" * 300_000})
    assert (sent.status, sent.heading) == (413, "This is too much at once")
    many = {f"q-{number}": "a" for number in range(2000)}
    assert page.send("answers", **many).status in (400, 413)
    assert stored() == []


def test_a_file_where_a_choice_should_be_is_refused_or_ignored(learner, begin, stored):
    page = begin(learner)
    fields = {**dict(page.form("answers").form_values()), f"q-{questions_on(page)[0]}": (io.BytesIO(b"x"), "x.txt")}
    reply = learner.client.post(page.form("answers").action, data=fields, content_type="multipart/form-data")
    assert reply.status_code < 500
    assert stored() == []


def test_an_attempt_that_does_not_exist_is_a_page_that_says_so(learner, begin):
    page = begin(learner)
    gone = f"/en/attempts/{uuid4()}"
    assert learner(gone, status=404).heading == "There is no such page"
    assert page.send("answers", to=f"{gone}/answers").status == 404


def test_a_quiz_cannot_be_marked_as_done_and_a_lesson_cannot_be_attempted(learner, stored):
    token = {"csrf_token": _token(learner)}
    enrolment = dict(learner(LESSON).form("done").form_values())["enrolment"]
    assert learner.post(f"{QUIZ}/done", {**token, "enrolment": enrolment, "revision": "2"}).status == 404
    assert learner.post(f"{LESSON}/attempts", {**token, "enrolment": enrolment}).status == 404
    assert stored() == []


def test_a_cookie_that_is_not_ours_signs_nobody_in(context):
    for cookie in ("", "x", "a.b.c", f"{uuid4().hex}.{uuid4().hex}.99999999999999"):
        assert load_visit(cookie) is None
