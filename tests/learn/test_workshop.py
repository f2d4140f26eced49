"""Questions with selects and lines, without scripts: what was given is kept as it is, and the result teaches."""

from uuid import uuid4

import pytest

from tests.learn.conftest import WORKSHOP, finish_address, questions_on, right_answers
from tests.pages import Page

CARRYING = "/en/courses/t1/m1/s2"
PARTLY = {
    "q-q-parts": ["glass:shields", "", "ring:sings"],
    "q-q-steps": ["lift:1", "light:1", ""],
    "q-q-share": ["abc"],
    "q-q-holder": ["the hand"],
}


@pytest.fixture
def page(learner, begin) -> Page:
    return begin(learner, WORKSHOP)


def responses(records) -> dict:
    return {record.payload["question"]: record.payload["response"] for record in records if record.seq}


def said_of(page: Page, key: str) -> str:
    """The words around one question."""
    number = questions_on(page).index(key)
    return " ".join(page.tree.xpath(f"string((//ol[@class='questions']/li)[{number + 1}])").split())


def item(page: Page, words: str) -> str:
    """The words of one question of a result, known by its prompt."""
    found = [" ".join(" ".join(each.itertext()).split()) for each in page.tree.xpath("//ol[@class='questions']/li")]
    return next(each for each in found if words in each)


def test_every_question_answered_right_gives_all_points(page, is_clean):
    assert sorted(questions_on(page)) == ["q-holder", "q-parts", "q-share", "q-steps"]
    result = page.send("answers", to=finish_address(page), **right_answers(page))
    assert result.heading == "Passed. 100 %"
    assert "8 of 8 points" in result.text
    assert is_clean()


def test_what_is_half_filled_is_kept_as_given_and_shown_again(page, stored):
    again = page.send("answers", **PARTLY)
    assert responses(stored()) == {
        "q-parts": {"glass": "shields", "ring": "sings"},
        "q-steps": {"lift": 1, "light": 1},
        "q-share": "abc",
        "q-holder": "the hand",
    }
    sent = again.form("answers").form_values()
    values = {(name, value) for name, value in sent if name.startswith("q-") and value}
    assert values == {(name, value) for name, given in PARTLY.items() for value in given if value}


def test_what_is_not_finished_is_said_at_once_and_asked_about_before_the_close(page, learner):
    again = page.send("answers", **PARTLY)
    assert "This is not read as a number." in said_of(again, "q-share")
    assert "Two rows have the same number (1)" in said_of(again, "q-steps")
    assert "1 of 4 answered" in again.text
    asked = again.send("answers", to=finish_address(again))
    assert "3 questions are not finished yet:" in asked.text
    assert asked.send("finish").status == 200


def test_the_result_says_row_by_row_what_was_chosen_and_what_was_right(page):
    result = page.send("answers", to=finish_address(page), **PARTLY).send("finish")
    parts = item(result, "What is each part for?")
    assert "Partly right." in parts
    assert "1 of 3 points" in parts
    assert "The glass Your answer: right. Right: It shields the flame Feedback on the glass." in parts
    assert "The wick You left this one open. Right: It burns Feedback on the wick." in parts
    assert "The ring Your answer: not right. You chose: It sings in the wind Right: It lets you hold" in parts
    steps = item(result, "is a lantern lit?")
    assert "1. Lift the glass Your answer: right. 2. Light the wick Your answer: not right. You chose: 1" in steps
    assert "Feedback on another order." in steps
    share = item(result, "Which part of the lanterns is red?")
    assert "You wrote: abc" in share
    assert "Right: 12.5 % (anything from 12 to 13)" in share
    assert "Each of these is right: the ring · ring" in item(result, "By what is a lantern held?")


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("q-parts", ["glass:none"]),
        ("q-parts", ["none:holds"]),
        ("q-parts", ["glass:holds", "glass:burns"]),
        ("q-parts", ["glass"]),
        ("q-steps", ["lift:4"]),
        ("q-steps", ["lift:01"]),
        ("q-share", ["1", "2"]),
        ("q-holder", ["x" * 201]),
    ],
)
def test_what_no_page_of_ours_sends_is_refused(page, stored, key, values):
    sent = page.send("answers", **{f"q-{key}": values})
    assert (sent.status, stored()) == (400, [])


def test_a_line_taken_back_leaves_the_question_open(page, stored):
    page.send("answers", **{"q-q-holder": ["ring"]}).send("answers", **{"q-q-holder": [" "]})
    assert responses(stored()) == {"q-holder": None}


def test_the_script_is_told_the_remark_and_whether_the_question_is_answered(page, learner):
    (form,) = page.tree.xpath("//form[@data-attempt]")
    about = {"attempt": form.get("data-attempt"), "step": form.get("data-step")}
    tap = {"kind": "answer_given", "revision": int(form.get("data-revision")), "seq": 1, **about}
    told = []
    for number, typed in enumerate(["1,250", "1.25"], start=1):
        payload = {"question": "q-share", "response": typed}
        record = {**tap, "id": str(uuid4()), "seq": number, "payload": payload}
        call = {"enrolment": form.get("data-enrolment"), "records": [record]}
        token = dict(page.form("answers").form_values())["csrf_token"]
        reply = learner.client.post(form.get("data-records"), json=call, headers={"X-CSRFToken": token})
        told.append(reply.json["records"][0])
    assert told[0]["remark"] == "This can be read in two ways. Write 1250 or 1.2500."
    assert [each["answered"] for each in told] == [False, True]
    assert all(each["receipt"] for each in told)


def test_what_was_typed_when_the_session_had_ended_is_shown_in_words(page, learner, stored):
    learner.client.delete_cookie("notebook")
    shown = page.send("answers", **PARTLY).send("sign-in", handle="calm-river-7", passphrase="three plain words")
    assert shown.heading == "These answers are not saved yet"
    for words in ("The glass: It shields the flame", "Lift the glass: 1", "abc", "the hand"):
        assert words in shown.text
    shown.send("answers")
    assert len(stored()) == 4


def test_a_check_that_cannot_be_read_keeps_its_line_and_its_answer(learner, visit, stored):
    page = learner(CARRYING)
    form = next(form for form in page.tree.forms if form.xpath(".//input[@name='q-c-wick']"))
    fields = {**dict(form.form_values()), "q-c-wick": "three"}
    again = learner.post(form.action, fields)
    assert "This is not read as a number." in again.text
    assert again.tree.xpath("//input[@name='q-c-wick']/@value") == ["three"]
    assert "Right:" not in again.text
    told = learner.post(form.action, {**fields, "q-c-wick": "٣ سم"})
    assert "That is right." in told.text
    assert "Right: 3 cm" in told.text
    assert "Longer ones smoke." in told.text


def test_what_somebody_typed_into_a_check_is_shown_to_nobody_else(learner, another):
    form = next(form for form in learner(CARRYING).tree.forms if form.xpath(".//input[@name='q-c-wick']"))
    learner.post(form.action, {**dict(form.form_values()), "q-c-wick": "three"})
    assert "three" not in another()(CARRYING).text
    assert another()(CARRYING).tree.xpath("//input[@name='q-c-wick']/@value") == [""]
