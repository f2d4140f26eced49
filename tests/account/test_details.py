"""What a person may say about themselves: each with its why, and each can be taken back."""

import pytest
from sqlalchemy import select

from lms.db import db
from lms.people.models import Person

PLACE = "/en/account/details"
SAID = {"country": "NP", "organisation_type": "trade_union", "gender": "woman"}


@pytest.fixture
def person(visit, make_person, sign_in):
    make_person()
    sign_in(visit)
    return visit


@pytest.fixture
def kept(app):
    def read() -> tuple:
        with app.app_context():
            return tuple(db.session.execute(select(Person.country, Person.organisation_type, Person.gender)).one())

    return read


def chosen(page, name) -> str:
    found = page.tree.xpath("//select[@name=$name]/option[@selected]/@value", name=name)
    return found[0] if found else ""


def test_nothing_is_said_at_first_and_each_question_says_why(person, kept):
    page = person(PLACE)
    assert [chosen(page, name) for name in SAID] == ["", "", ""]
    for name in SAID:
        (why,) = page.tree.xpath("//p[@id=$hint]", hint=f"{name}-hint")
        words = why.text_content()
        assert words.startswith("Why:")
        assert "Nobody sees it as a list." in words
        assert "Until you clear it or erase the account." in words
        assert page.tree.xpath("//select[@name=$name]/option[1]/@value", name=name) == [""]
    assert kept() == (None, None, None)


def test_what_is_said_is_kept_shown_and_can_be_taken_back(person, kept):
    page = person(PLACE).send("details", **SAID)
    assert "Saved." in page.text
    assert kept() == ("NP", "trade_union", "woman")
    assert [chosen(page, name) for name in SAID] == ["NP", "trade_union", "woman"]
    assert "You have said something." in person("/en/account").text
    page = page.send("details", country="", gender="")
    assert kept() == (None, "trade_union", None)
    page.send("details", organisation_type="")
    assert kept() == (None, None, None)
    assert "Nothing said, and nothing needed." in person("/en/account").text


def test_gender_can_be_said_in_own_words(person, kept):
    page = person(PLACE).send("details", gender="own", gender_words="  neither\tof \x01these  ")
    assert kept()[2] == "neither of these"
    assert chosen(page, "gender") == "own"
    page.send("details", gender="", gender_words="")
    assert kept()[2] is None


def test_own_words_count_also_when_the_list_was_left_alone(person, kept):
    person(PLACE).send("details", gender_words="both")
    assert kept()[2] == "both"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"country": "ZZ"}, "country"),
        ({"country": "Nepal"}, "country"),
        ({"organisation_type": "army"}, "organisation_type"),
        ({"gender": "x"}, "gender"),
        ({"gender": "own"}, "gender"),
        ({"gender": "man", "gender_words": "both"}, "gender"),
        ({"gender": "own", "gender_words": "x" * 61}, "gender_words"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(person, kept, sent, field):
    page = person(PLACE).send("details", **{"country": "NP", **sent})
    assert page.status == 422
    assert page.tree.xpath("//div[@class='summary']//a/@href") == [f"#{field}"]
    assert page.tree.xpath("string(//input[@name='gender_words']/@value)") == sent.get("gender_words", "")
    if "country" not in sent:
        assert chosen(page, "country") == "NP"
    assert kept() == (None, None, None)


def test_sixty_letters_are_enough_for_own_words(person, kept):
    assert person(PLACE).send("details", gender="own", gender_words="x" * 60).status == 200
    assert kept()[2] == "x" * 60


def test_countries_stand_in_the_order_of_the_language(person):
    names = [each.text for each in person(PLACE).tree.xpath("//select[@name='country']/option")]
    assert names[0] == "I would rather not say"
    assert names[1:4] == ["Afghanistan", "Åland Islands", "Albania"]
    assert "Nepal" in names and "European Union" not in names


def test_nobody_else_sees_it(person, another, make_person, sign_in):
    person(PLACE).send("details", gender="own", gender_words="very own words")
    second = another()
    make_person("quiet-lake-9")
    sign_in(second, "quiet-lake-9")
    for address in (PLACE, "/en/account", "/en/"):
        assert "very own words" not in second(address).text
    assert chosen(second(PLACE), "gender") == ""
