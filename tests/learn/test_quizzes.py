"""Taking a quiz through plain forms (rules 4 and 5)."""

from tests.learn.conftest import QUIZ, finish_address, questions_on, right_answers


def response_to(records, key):
    given = [record.payload["response"] for record in records if record.payload.get("question") == key]
    return given[-1] if given else None


def test_a_learner_answers_everything_right_and_has_passed(learner, begin, is_clean):
    page = begin(learner)
    result = page.send("answers", to=finish_address(page), **right_answers(page))
    assert result.heading == "Passed. 100 %"
    assert "That is right." in result.text
    assert is_clean()
    assert "Passed. Your best: 100 %." in learner(QUIZ).text


def test_a_draw_has_as_many_questions_as_the_quiz_says_and_a_retake_shows_the_unseen_ones(learner, begin):
    page = begin(learner)
    first = questions_on(page)
    assert len(first) == 3
    page.send("answers", to=finish_address(page), anyway="1")
    second = questions_on(begin(learner))
    unseen = {"q-flame", "q-oil", "q-ring", "q-hand", "q-coat"} - set(first)
    assert unseen <= set(second)


def test_asking_while_an_attempt_is_open_gives_that_one_from_any_device(learner, another, sign_in, begin):
    second = another()
    sign_in(second)
    opened_before = second(QUIZ)
    page = begin(learner)
    assert opened_before.send("attempts").url == page.url
    assert page.url in second(QUIZ).links()


def test_sending_the_same_page_twice_adds_nothing(learner, begin, stored):
    page = begin(learner)
    key = questions_on(page)[0]
    value = right_answers(page)[f"q-{key}"]
    page.send("answers", **{f"q-{key}": value})
    page.send("answers", **{f"q-{key}": value})
    assert len(stored()) == 1


def test_back_and_a_new_choice_is_a_new_answer(learner, begin, stored, chance):
    page = begin(learner)
    key = next(key for key in questions_on(page) if key in ("q-flame", "q-hand", "q-coat"))
    page.send("answers", **{f"q-{key}": "a"})
    page.send("answers", **{f"q-{key}": "b"})  # the page from before, as Back shows it
    assert [record.payload["response"] for record in stored()] == ["a", "b"]
    assert [record.seq for record in stored()] == [1, 2]


def test_a_delayed_repeat_of_a_form_does_not_undo_a_later_answer(learner, begin, stored, chance):
    page = begin(learner)
    key = next(key for key in questions_on(page) if key in ("q-flame", "q-hand", "q-coat"))
    page.send("answers", **{f"q-{key}": "a"})
    later = learner(page.url)
    later.send("answers", **{f"q-{key}": "b"})
    repeated = page.send("answers", **{f"q-{key}": "a"})  # the network delivers the first page once more
    assert [record.payload["response"] for record in stored()] == ["a", "b"]
    assert "Your later answers stand" in repeated.text


def test_a_page_opened_before_another_device_answered_leaves_that_answer_alone(
    learner, another, sign_in, begin, stored, chance
):
    page = begin(learner)
    first, second = questions_on(page)[:2]
    phone = another()
    sign_in(phone)
    on_phone = phone(page.url)
    values = right_answers(page)
    on_phone.send("answers", **{f"q-{first}": values[f"q-{first}"]})
    page.send("answers", **{f"q-{second}": values[f"q-{second}"]})
    records = stored()
    assert len(records) == 2
    assert response_to(records, first) is not None
    assert response_to(records, second) is not None


def test_taking_an_answer_back_leaves_the_question_open(learner, begin, stored):
    page = begin(learner)
    while "q-oil" not in questions_on(page):
        page.send("answers", to=finish_address(page), anyway="1")
        page = begin(learner)
    page.send("answers", **{"q-q-oil": ["a", "b"]})
    again = learner(page.url)
    assert "1 of 3 answered" in again.text
    again.send("answers", **{"q-q-oil": []})
    assert response_to(stored(), "q-oil") is None
    assert "0 of 3 answered" in learner(page.url).text


def test_sending_in_with_open_questions_asks_first_and_keeps_what_there_is(learner, begin, stored):
    page = begin(learner)
    key = questions_on(page)[0]
    asked = page.send("answers", to=finish_address(page), **{f"q-{key}": right_answers(page)[f"q-{key}"]})
    assert asked.heading == "Send in with open questions?"
    assert len(stored()) == 1
    result = asked.send("finish")
    assert "You left this one open." in result.text
    assert [record.kind for record in stored()] == ["answer_given", "attempt_finished"]


def test_two_finishes_of_one_attempt_close_it_once(learner, begin, stored, stored_attempt, is_clean):
    page = begin(learner)
    right = right_answers(page)
    first = page.send("answers", to=finish_address(page), **right)
    second = page.send("answers", to=finish_address(page), **right)
    assert first.heading == second.heading == "Passed. 100 %"
    assert [record.kind for record in stored()].count("attempt_finished") == 1
    assert is_clean()


def test_an_answer_after_the_close_is_kept_changes_nothing_and_the_page_says_so(
    learner, begin, stored, stored_attempt, is_clean
):
    page = begin(learner)
    page.send("answers", to=finish_address(page), anyway="1")
    attempt_id = page.url.rsplit("/", 1)[1]
    before = stored_attempt(attempt_id)
    late = page.send("answers", **right_answers(page))
    assert "It is kept, and changes nothing." in late.text
    assert {record.outcome for record in stored() if record.kind == "answer_given"} == {"late"}
    after = stored_attempt(attempt_id)
    assert (after.points, after.closed_by) == (before.points, before.closed_by)
    assert is_clean()


def test_the_best_attempt_counts_and_a_pass_is_kept(learner, begin, is_clean):
    page = begin(learner)
    page.send("answers", to=finish_address(page), **right_answers(page))
    worse = begin(learner)
    worse.send("answers", to=finish_address(worse), anyway="1")
    assert "Passed. Your best: 100 %." in learner(QUIZ).text
    assert is_clean()
