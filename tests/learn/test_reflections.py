"""What a learner writes for themselves: kept only when they say so, locked, and for nobody else."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.db import db
from lms.people.kept_key import CannotBeOpened, opened, sealed
from lms.people.models import Person
from lms.progress.models import KeptText
from lms.progress.reflections import LONGEST
from tests import databases
from tests.conftest import PASSPHRASE

LESSON = "/en/courses/t1/m1/s2"
WORDS = "I would carry\nthe small one."


def text_on(page) -> str:
    return page.tree.xpath("string(//section[@data-reflection]//textarea)").removeprefix("\n")


def kept_rows(app) -> list[KeptText]:
    with app.app_context():
        return list(db.session.scalars(db.select(KeptText)))


def test_what_is_kept_is_there_again_and_has_a_receipt(learner):
    page = learner(LESSON).send("reflections", text=WORDS)
    assert "Kept for you. Receipt: " in page.text
    assert text_on(learner(LESSON)) == WORDS
    assert "Kept here, locked." in learner(LESSON).text


def test_keeping_it_twice_adds_nothing(learner, stored):
    learner(LESSON).send("reflections", text=WORDS)
    page = learner(LESSON).send("reflections", text=WORDS)
    assert "This is kept already." in page.text
    assert [record.kind for record in stored()] == ["reflection_kept"]


def test_new_words_take_the_place_of_the_old_ones_and_can_be_taken_away(learner, app, stored):
    for words in ("first", "second"):
        learner(LESSON).send("reflections", text=words)
    assert text_on(learner(LESSON)) == "second"
    page = learner(LESSON).send("reflections", forget="1")
    assert "It is no longer kept here." in page.text
    assert text_on(page) == ""
    assert kept_rows(app) == []
    assert [record.payload["kept"] for record in stored()] == [True, True, False]


def test_the_words_are_nowhere_in_the_database(learner, app):
    learner(LESSON).send("reflections", text="unmistakable words")
    held = databases.raw(app.extensions["lms"].settings.data_dir)
    assert b"calm-river-7" in held, "else this would prove nothing"
    assert b"unmistakable" not in held
    assert len(kept_rows(app)) == 1


def test_a_visitor_has_a_place_to_write_and_nothing_that_sends(visit):
    page = visit(LESSON)
    assert page.tree.xpath("//section[@data-reflection]//textarea")
    assert not page.tree.xpath("//section[@data-reflection]//form")
    assert "is not sent" in page.text


def test_another_person_reads_nothing_of_it(learner, another, make_enrolment, sign_in):
    learner(LESSON).send("reflections", text=WORDS)
    make_enrolment("quiet-lake-9")
    other = another()
    sign_in(other, "quiet-lake-9")
    assert text_on(other(LESSON)) == ""


def test_a_page_that_another_account_opened_keeps_nothing(learner, app, make_enrolment, sign_in):
    page = learner(LESSON)
    make_enrolment("quiet-lake-9")
    learner.client.delete_cookie("notebook")
    sign_in(learner, "quiet-lake-9")
    refused = page.send("reflections", text=WORDS)
    assert (refused.status, kept_rows(app)) == (409, [])


@pytest.mark.parametrize(("text", "says"), [("", "Write something first"), ("x" * (LONGEST + 1), "make it shorter")])
def test_what_cannot_be_kept_is_still_on_the_page(learner, app, text, says):
    page = learner(LESSON).send("reflections", text=text)
    assert page.status == 422
    assert says in page.text
    assert text_on(page) == text
    assert kept_rows(app) == []


def test_words_of_a_session_that_ended_wait_with_the_sign_in_form(learner, app):
    page = learner(LESSON)
    learner.client.delete_cookie("notebook")
    waiting = page.send("reflections", text=WORDS)
    assert waiting.status == 401
    assert kept_rows(app) == []
    shown = waiting.send("sign-in", handle="calm-river-7", passphrase=PASSPHRASE)
    assert "the small one." in shown.text
    assert "Kept for you." in shown.send("reflections").text
    assert text_on(learner(LESSON)) == WORDS


def test_a_tampered_block_is_refused(learner, app):
    page = learner(LESSON).send("reflections", text=WORDS, block="no-such-block")
    assert page.status == 400
    assert kept_rows(app) == []


@pytest.fixture
def somebody(app) -> Callable[[], Person]:
    """People who have never kept anything; each has a key of their own as soon as they do."""
    with app.app_context():
        yield lambda: Person(id=uuid4(), handle="somebody")


@given(text=st.text(max_size=200), about=st.text(max_size=40))
def test_a_sealed_text_opens_for_its_owner_and_place_only(text, about, somebody):
    mine, other = somebody(), somebody()
    kept = sealed(mine, text, about)
    assert opened(mine, kept, about) == text
    for person, place in ((other, about), (mine, about + "x")):
        with pytest.raises(CannotBeOpened):
            opened(person, kept, place)
    with pytest.raises(CannotBeOpened):
        opened(mine, kept[:-4] + "AAA=", about)


def test_a_lesson_with_a_reflection_takes_no_more_statements(learner, count_statements):
    learner(LESSON).send("reflections", text=WORDS)
    learner(LESSON)
    assert len(count_statements(lambda: learner.client.get(LESSON))) <= 3
