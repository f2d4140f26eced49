"""What operators and editors list: courses, and facts to look at again."""

from datetime import date

import pytest

from lms.curriculum import listing
from tests.curriculum.cases import Edit
from tests.curriculum.loading import change, load


def test_facts_are_due_from_their_day_on_the_most_urgent_first(context):
    assert listing.facts_due(date(2026, 1, 30)) == []
    assert [fact.key for fact in listing.facts_due(date(2026, 1, 31))] == ["wind-law"]
    assert [fact.key for fact in listing.facts_due(date(2027, 2, 20))] == ["wind-law"]
    assert [fact.key for fact in listing.facts_due(date(2027, 2, 21))] == ["wind-law", "lantern-count"]


def test_a_due_fact_says_its_day_its_course_and_of_when_it_is(context):
    (fact,) = listing.facts_due(date(2026, 12, 1))
    assert str(fact) == "2026-01-31  tiny  wind-law (as of 2024)"


def test_a_fact_that_was_looked_at_is_due_no_more(course):
    change(course, Edit("facts.yaml", 'review_by: "2026-01-31"', 'review_by: "2028-01-31"'))
    load(course)
    assert listing.facts_due(date(2026, 12, 1)) == []


def test_a_course_is_listed_with_its_modules_in_their_order(course):
    change(course, Edit("course.yaml", "[lanterns, kites]", "[kites, lanterns]"))
    load(course)
    (found,) = listing.courses()
    assert (found.key, found.address, found.title) == ("tiny", "t1", "Lanterns and kites")
    assert [module["key"] for module in found.modules] == ["kites", "lanterns"]
    assert found.modules[1]["languages"] == ["en", "ar"]
    assert str(found).splitlines()[0] == "t1  tiny: Lanterns and kites"
    assert "m1  lanterns: Lanterns [en ar]" in str(found).splitlines()[2]


def test_a_listed_course_is_ready_for_a_program(context):
    (found,) = listing.courses()
    assert found.as_json()["modules"][0]["address"] == "m1"


@pytest.mark.parametrize("key", ["kites", "lanterns"])
def test_a_listed_module_says_when_it_was_published(key, course):
    change(course, Edit(f"{key}/en/module.yaml", "summary: How", "summary: Now how"))
    load(course)
    days = {module["key"]: module["published_on"] for module in listing.courses()[0].modules}
    assert days[key] == date(2026, 5, 12)
