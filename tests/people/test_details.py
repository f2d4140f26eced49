"""What a person may say about themselves."""

import pytest

from lms.db import db, migrations, saving
from lms.errors import PermissionRefused
from lms.people.details import Details, change_details, countries, details_of
from lms.people.models import Person

pytestmark = pytest.mark.usefixtures("context")
SAID = Details("NP", "trade_union", "woman")


@pytest.fixture
def person(make_person):
    return db.session.get_one(Person, make_person())


def say(by, person, details):
    db.session.rollback()
    with saving():
        change_details(by, person, details)
    db.session.expire_all()


def test_nothing_is_known_until_it_is_said(person):
    assert details_of(person) == Details(None, None, None)


def test_what_is_said_is_kept_and_what_is_taken_back_is_gone(person):
    say(person, person, SAID)
    assert details_of(person) == SAID
    say(person, person, Details(country="NP"))
    assert details_of(person) == Details("NP", None, None)
    say(person, person, Details())
    assert details_of(person) == Details()


def test_nobody_says_it_for_another_person(person, make_person):
    db.session.rollback()
    other = db.session.get_one(Person, make_person("quiet-lake-9"))
    with pytest.raises(PermissionRefused):
        say(person, other, SAID)
    db.session.rollback()
    assert details_of(other) == Details()


def test_countries_are_those_of_the_standard_and_kosovo():
    assert len(countries()) == 249 + 1
    assert {"NP", "KW", "PH", "NA", "NO", "SS", "XK"} <= countries()
    assert not countries() & {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "TA"}


def test_a_step_down_takes_only_the_details_and_a_step_up_brings_empty_ones(person):
    say(person, person, SAID)
    person_id = person.id
    db.session.remove()
    migrations.downgrade("20261124_first_tables")
    migrations.upgrade()
    assert migrations.differences() == []
    again = db.session.get_one(Person, person_id)
    assert again.handle == "calm-river-7"
    assert details_of(again) == Details()
