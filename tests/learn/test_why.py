"""*Why this percent?*: what the pages say equals what follows from the history, in words and in numbers."""

import itertools
from datetime import date

import pytest
from hypothesis import given

from lms.curriculum import queries as curriculum
from lms.web.limits import limiter
from tests.learn.conftest import QUIZ, finish_address, right_answers
from tests.learn.histories import Do, Story, complete, histories, share, spelled
from tests.learn.lives import Life

COURSE = "/en/courses/t1"
TITLES = {
    "lanterns/lighting": "Lighting",
    "lanterns/carrying": "Carrying",
    "lanterns/extra": "More about lanterns",
    "lanterns/lantern-quiz": "Lantern quiz",
    "kites/flying": "Flying",
}
ADDRESSES = {
    "lanterns/lighting": f"{COURSE}/m1/s1",
    "lanterns/carrying": f"{COURSE}/m1/s2",
    "lanterns/extra": f"{COURSE}/m1/s3",
    "lanterns/lantern-quiz": f"{COURSE}/m1/s4",
    "kites/flying": f"{COURSE}/m2/s1",
}
handles = itertools.count()


@pytest.fixture
def live(app, make_enrolment, another, sign_in):
    """A new learner with a history, signed in; the story of it."""
    with app.app_context():
        original = curriculum.module_document(curriculum.outline("t1").modules[0].revision_id)

    def begin(events):
        limiter.reset()
        handle = f"learner-{next(handles)}"
        key = make_enrolment(handle)
        with app.app_context():  # not around the visits: what a request knows of who is signed in would stay
            life = Life(key, original)
            for event in events:
                life.happen(event)
        visitor = another()
        sign_in(visitor, handle)
        return visitor, life.story

    return begin


def texts(page, where: str) -> list[str]:
    """The lines of a list."""
    return [" ".join(each.text_content().split()) for each in page.tree.xpath(f"//*[@{where}]/li")]


def links(page, where: str) -> list[str]:
    return page.tree.xpath(f"//*[@{where}]/li/a[1]/@href")


def expect_course(page, story: Story) -> None:
    required = [*story.required("lanterns"), *story.required("kites")]
    missing = [step for step in required if step not in story.done]
    assert share(required, story.done) in page.text
    assert [ADDRESSES[step] for step in missing] == links(page, "data-missing")
    if "" in story.complete:
        day, wording = story.complete[""]
        assert complete(day, len(missing)) in page.text
        assert f"All modules of the course were complete on that day. It was decided by {wording.words()}." in page.text
    else:
        assert "All modules" not in page.text


def expect_module(page, story: Story, module: str) -> None:
    missing = story.missing(module)
    assert share(story.required(module), story.done) in page.text
    assert [TITLES[step] for step in missing] == texts(page, "data-missing")
    assert [ADDRESSES[step] for step in missing] == links(page, "data-missing")
    counted = [step for step in story.required(module) if step in story.done]
    assert texts(page, "data-counted") == [
        f"{TITLES[step]} done on {spelled(day)} · {wording.words()} · Why? How this is counted"
        for step in counted
        for day, wording in [story.done[step]]
    ]
    now = [f"{module}/{key}" for key, _state in story.now(module).steps]
    optional = [step for step in now if step not in story.required(module)]
    gone = sorted(step for step in story.done if step.startswith(f"{module}/") and step not in now)
    assert texts(page, "data-uncounted") == [
        *(f"{TITLES[step]} optional{_done_on(story, step)}" for step in optional),
        *(f"{TITLES[step]} not part of this module any more{_done_on(story, step)}" for step in gone),
    ]
    if module in story.complete:
        day, wording = story.complete[module]
        assert complete(day, len(missing)) in page.text
        assert f"were done on that day. It was decided by {wording.words()}." in page.text
    else:
        assert "Complete, " not in page.text


def expect_step(page, story: Story, step: str) -> None:
    module = step.partition("/")[0]
    if step in story.done:
        day, wording = story.done[step]
        assert f"Done, {spelled(day)}" in page.text
        assert f"The module was then at {wording.words()}. Receipt: " in page.text
        assert len(page.tree.xpath("//main//code")) == 1
    else:
        assert "Not done yet." in page.text
    required = story.required(module)
    if step not in required:
        assert "It is optional: it does not count" in page.text
    elif len(required) == 1:
        assert "It is the only required step of its module." in page.text
    else:
        assert f"It is one of {len(required)} required steps of its module." in page.text


def _done_on(story: Story, step: str) -> str:
    return f" · done on {spelled(story.done[step][0])}" if step in story.done else ""


@given(events=histories)
def test_why_says_what_follows_from_the_history(live, events):
    visitor, story = live(events)
    expect_course(visitor(f"{COURSE}/why"), story)
    for module, address in (("lanterns", "m1"), ("kites", "m2")):
        expect_module(visitor(f"{COURSE}/{address}/why"), story, module)
        for key, _state in story.now(module).steps:
            step = f"{module}/{key}"
            expect_step(visitor(f"{ADDRESSES[step]}/why"), story, step)


def test_the_percent_on_the_pages_of_progress_is_the_one_that_is_explained(live):
    visitor, story = live([Do("lanterns/lighting"), Do("kites/flying"), Do("lanterns/extra")])
    for path, words in ((COURSE, "50 %: 2 of 4 steps done"), (f"{COURSE}/m1", "33 %: 1 of 3 steps done")):
        page = visitor(path)
        assert words in page.text
        assert f"{path}/why" in page.links()
    assert f"{COURSE}/why" in visitor("/en/").links()
    assert "100 × 2 ÷ 4 = 50 %" in visitor(f"{COURSE}/why").text


def test_of_a_quiz_each_try_is_told_with_its_points_and_the_best_one_is_named(learner, begin, chance):
    page = begin(learner)
    page.send("answers", to=finish_address(page), anyway="1")
    why = learner(f"{QUIZ}/why")
    assert "Not done yet. It is done when you pass it." in why.text
    assert "You pass with 60 % of the points of one try" in why.text
    page = begin(learner)
    result = page.send("answers", to=finish_address(page), **right_answers(page))
    assert f"{QUIZ}/why" in result.links()
    assert f"{QUIZ}/why" in learner(QUIZ).links()
    begin(learner)
    why = learner(f"{QUIZ}/why")
    first, second = texts(why, "data-tries")
    assert ": 100 × 0 ÷ " in first
    assert "= 0 %. 60 % were needed: not passed." in first
    assert "= 100 %. 60 % were needed: passed. Your best." in second
    assert "Your best." not in first
    assert "Try 3 is open. Nothing of it is counted before you send it in." in why.text
    assert "You passed this quiz." in why.text


def test_the_receipt_that_made_a_lesson_done_leads_to_what_it_proves(learner):
    learner(f"{COURSE}/m1/s1").send("done")
    page = learner(f"{COURSE}/m1/s1/why")
    (code,) = page.tree.xpath("//main//code/text()")
    (address,) = [link for link in page.links() if "receipts" in link]
    assert code in address
    found = learner(address)
    assert "Lesson done" in found.text
    assert "Lighting" in found.text


@pytest.mark.parametrize("path", ["why", "m1/why", "m1/s1/why", "m1/s4/why"])
def test_who_does_not_take_the_course_reads_the_rule_and_no_number(visit, make_person, sign_in, path):
    visitor = visit(f"{COURSE}/{path}")
    assert "What you have completed stays completed" in visitor.text
    assert "÷ all required steps" in visitor.text
    assert "100 × 0" not in visitor.text
    assert any("/en/join" in link for link in visitor.links())
    assert "Set-Cookie" not in visitor.headers
    make_person()
    sign_in(visit)
    page = visit(f"{COURSE}/{path}")
    assert "as soon as you take the course" in page.text
    assert "required steps are done:" not in page.text


@pytest.mark.parametrize("path", ["none/why", "m9/why", "m1/s9/why"])
def test_why_of_what_is_not_there_is_not_there(learner, path):
    learner(f"{COURSE}/{path}", status=404)


def test_nobody_sees_the_progress_of_somebody_else(learner, another, make_enrolment, sign_in):
    learner(f"{COURSE}/m1/s1").send("done")
    make_enrolment("quiet-lake-9")
    other = another()
    sign_in(other, "quiet-lake-9")
    assert "0 of 3 required steps are done" in other(f"{COURSE}/m1/why").text
    assert not other(f"{COURSE}/m1/s1/why").tree.xpath("//main//code")


def test_explaining_takes_few_statements(learner, begin, count_statements):
    learner(f"{COURSE}/m1/s1").send("done")
    page = begin(learner)
    page.send("answers", to=finish_address(page), **right_answers(page))
    for path, most in (("why", 4), ("m1/why", 4), ("m1/s1/why", 5), ("m1/s4/why", 6)):
        learner(f"{COURSE}/{path}")
        sent = count_statements(lambda path=path: learner(f"{COURSE}/{path}"))
        assert len(sent) <= most, "\n".join(sent)


def test_a_day_is_written_as_people_write_it():
    assert spelled(date(2026, 5, 12)) == "12 May 2026"
