"""Reading, checks, and marking lessons as done."""

import pytest

from tests.learn.conftest import finish_address, questions_on, right_answers

LESSON = "/en/courses/t1/m1/s1"


def test_a_visitor_reads_a_lesson_without_a_cookie_and_without_a_trace(visit, stored):
    page = visit(LESSON)
    assert page.heading == "Lighting"
    assert "There were 12 lanterns in the tower (21 February 2025)." in page.text
    assert "Set-Cookie" not in page.headers
    assert stored() == []


def test_a_visitor_answers_a_check_without_a_cookie_and_nothing_is_recorded(visit, stored):
    page = visit(LESSON).send("checks", **{"q-c-first": "b"})
    assert "Not quite." in page.text
    assert "No. That is for kites." in page.text
    assert "Set-Cookie" not in page.headers
    assert stored() == []


def test_a_check_without_an_answer_asks_for_one(visit):
    page = visit(LESSON).send("checks")
    assert "Answer this first, then check it." in page.text
    assert "Yes. It gives light." not in page.text


def test_a_script_gets_the_check_alone(visit):
    fields = {"question": "c-first", "q-c-first": "a"}
    reply = visit.client.post(f"{LESSON}/checks", data=fields, headers={"X-Fragment": "check"})
    assert reply.status_code == 200
    assert b"<html" not in reply.data
    assert b"That is right." in reply.data


def test_a_check_of_a_learner_is_recorded_once_and_shown_again(learner, stored, is_clean):
    page = learner(LESSON).send("checks", **{"q-c-first": "b"})
    assert "Not quite." in page.text
    learner(LESSON).send("checks", **{"q-c-first": "b"})
    assert [record.kind for record in stored()] == ["check_answered"]
    assert "Not quite." in learner(LESSON).text
    learner(LESSON).send("checks", **{"q-c-first": "a"})
    assert "That is right." in learner(LESSON).text
    assert len(stored()) == 2
    assert is_clean()


def test_marking_a_lesson_as_done_leads_to_the_next_and_is_kept_once(learner, stored, is_clean):
    opened = learner(LESSON)
    assert opened.send("done").heading == "Carrying"
    opened.send("done")  # the same page once more
    assert [record.kind for record in stored()] == ["step_done"]
    assert "33 %: 1 of 3 steps done" in learner("/en/courses/t1/m1").text
    assert is_clean()


def test_the_home_page_leads_to_the_first_open_step(learner):
    learner(LESSON).send("done")
    assert "/en/courses/t1/m1/s2" in learner("/en/").tree.xpath("//a[contains(@class, 'next')]/@href")


def test_all_required_steps_complete_the_module_without_the_optional_one(learner, begin, is_clean):
    learner(LESSON).send("done")
    learner("/en/courses/t1/m1/s2").send("done")
    page = begin(learner)
    result = page.send("answers", to=finish_address(page), **right_answers(page))
    assert "The module is complete." in result.text
    assert "Complete, " in learner("/en/courses/t1").text
    assert "/en/courses/t1/m2/s1" in learner("/en/").tree.xpath("//a[contains(@class, 'next')]/@href")
    learner("/en/courses/t1/m2/s1").send("done")
    assert learner("/en/").heading == "You have done it all."
    assert is_clean()


def test_someone_signed_in_who_does_not_take_the_course_is_offered_to(visit, make_person, sign_in, stored):
    make_person()
    sign_in(visit)
    page = visit(LESSON)
    assert "Take the course to keep it." in page.text
    page.send("checks", **{"q-c-first": "a"})
    assert stored() == []
    assert visit("/en/courses/t1").send("enrol").heading == "Lighting"


@pytest.mark.parametrize(
    "address",
    ["/en/courses/none", "/en/courses/t1/none", "/en/courses/t1/m1/none", "/xx/", "/en/none", "/media/none.svg"],
)
def test_what_is_not_there_is_a_page_that_says_so(visit, address):
    assert visit(address, status=404).heading == "There is no such page"


def test_a_lesson_has_its_words_its_sources_and_its_picture(visit):
    page = visit(LESSON)
    assert page.tree.xpath("string(//dt[@id='term-lantern'])") == "lantern"
    assert "The tower's book, TB/12." in page.tree.xpath("string(//li[@id='source-1'])")
    assert page.tree.xpath("//li[@id='source-1']/a/wbr")  # a long address breaks at its slashes
    picture = page.tree.xpath("//figure//img/@src")[0]
    reply = visit.client.get(picture)
    assert (reply.status_code, reply.mimetype) == (200, "image/svg+xml")
    assert "immutable" in reply.headers["Cache-Control"]
    assert visit.client.get(picture, headers={"If-None-Match": reply.headers["ETag"]}).status_code == 304


def test_a_visitors_page_is_asked_for_again_by_its_etag(visit):
    first = visit.client.get(LESSON)
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert visit.client.get(LESSON, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_statements_stay_few(learner, begin, count_statements):
    learner(LESSON)
    assert len(count_statements(lambda: learner.client.get(LESSON))) <= 3
    page = begin(learner)
    key = questions_on(page)[0]
    form = dict(page.form("answers").form_values())
    fields = {**{name: form[name] for name in ("csrf_token", "enrolment")}, "only": key, "form": "ab" * 8}
    fields[f"q-{key}"] = right_answers(page)[f"q-{key}"]
    address = page.form("answers").action
    save = count_statements(lambda: learner.client.post(address, data=fields, headers={"Accept": "application/json"}))
    assert len(save) <= 8, "\n".join(save)


def test_a_finish_that_completes_a_module_takes_few_statements(learner, begin, count_statements):
    learner(LESSON).send("done")
    learner("/en/courses/t1/m1/s2").send("done")
    page = begin(learner)
    sent = count_statements(
        lambda: page.visitor.post(
            finish_address(page), {**dict(page.form("answers").form_values()), **right_answers(page)}, follow=False
        )
    )
    assert len(sent) <= 20, "\n".join(sent)
    assert "Complete, " in learner("/en/courses/t1").text
