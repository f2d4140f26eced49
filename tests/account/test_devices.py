"""The devices that are signed in: known by their day, signed out one by one or all at once."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from lms.db import db, saving
from lms.db.days import today
from lms.people.models import SignIn

PLACE = "/en/account/sessions"


@pytest.fixture
def age(app):
    """All devices but this one signed in so many days ago."""

    def back(days: int, visitor) -> None:
        others = update(SignIn).where(SignIn.id != device_of(visitor))
        with app.app_context(), saving():
            db.session.execute(others.values(signed_in_on=today() - timedelta(days=days)))

    return back


def device_of(visitor) -> UUID:
    """As the visitor's cookie has it."""
    with visitor.client.session_transaction() as session:
        return UUID(session["_user_id"].split(".")[1])


def rows(page) -> list[str]:
    return [" ".join(row.text_content().split()) for row in page.tree.xpath("//ul[contains(@class, 'devices')]/li")]


def values(page) -> list[str]:
    return page.tree.xpath("//button[@name='device']/@value")


def send(page, **chosen):
    return page.send("account/sessions", **chosen)


def test_where_only_this_device_is_signed_in_there_is_nothing_to_do(learner):
    page = learner(PLACE)
    assert len(rows(page)) == 1 and "This device" in rows(page)[0]
    assert "No other device is signed in." in page.text
    assert not page.tree.xpath("//main//button")
    assert "not its name" in page.text


def test_each_device_is_a_row_and_only_this_one_is_marked(learner, another, sign_in):
    for _ in range(2):
        sign_in(another())
    page = learner(PLACE)
    assert len(rows(page)) == 3
    assert ["This device" in row for row in rows(page)] == [True, False, False]
    assert len(values(page)) == 2


def test_one_device_is_signed_out_and_the_others_stay(learner, another, sign_in):
    second, third = another(), another()
    sign_in(second)
    (value,) = values(learner(PLACE))
    sign_in(third)
    page = send(learner(PLACE), device=value)
    assert "The device is signed out." in page.text
    assert second("/en/account").heading == "Sign in"
    assert third("/en/account").heading == "Account"
    assert learner("/en/account").heading == "Account"


def test_all_others_are_signed_out_and_this_one_stays(learner, another, sign_in):
    others = [another() for _ in range(3)]
    for each in others:
        sign_in(each)
    page = send(learner(PLACE), others="1")
    assert "All other devices are signed out." in page.text
    assert len(rows(page)) == 1
    assert [each("/en/account").heading for each in others] == ["Sign in"] * 3
    assert learner("/en/account").heading == "Account"


def test_nobody_signs_out_the_device_of_another_person(learner, another, sign_in, make_person):
    make_person("quiet-lake-9")
    second = another()
    sign_in(second, "quiet-lake-9")
    page = learner(PLACE)
    assert len(rows(page)) == 1
    send(page, device=str(device_of(second)))
    send(page, others="1")
    assert second("/en/account").heading == "Account"


@pytest.mark.parametrize("chosen", [{}, {"device": ""}, {"device": "x"}])
def test_a_form_that_names_no_device_does_nothing(learner, another, sign_in, chosen):
    second = another()
    sign_in(second)
    assert send(learner(PLACE), **chosen).status == 400
    assert second("/en/account").heading == "Account"


def test_a_device_that_is_signed_out_already_does_no_harm(learner, another, sign_in):
    sign_in(another())
    page = learner(PLACE)
    for _ in range(2):
        assert send(page, device=values(page)[0]).status == 200


def test_sessions_that_ended_by_themselves_are_not_listed(learner, another, sign_in, age):
    sign_in(another())
    age(1, learner)  # signed in yesterday: with twelve hours it may still be good
    assert len(rows(learner(PLACE))) == 2
    age(2, learner)
    assert len(rows(learner(PLACE))) == 1


def test_signing_in_forgets_the_sessions_that_ended_by_themselves(learner, another, sign_in, age, app):
    sign_in(another())
    age(2, learner)
    sign_in(another())
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SignIn)) == 2
