"""`lms courses stamp`: a translation is still right."""

import pytest

from lms.curriculum import files
from lms.curriculum.segments import digest16, segments, stale
from lms.curriculum.stamps import NothingToStamp, stamp
from lms.errors import CourseFault
from tests.curriculum.cases import REGISTRIES, Append, Edit, Remove, Write, checked, copied

MADE_FROM = "lanterns/ar/made-from.yaml"


@pytest.fixture
def course(tmp_path):
    return copied(tmp_path)


def lanterns(course):
    return files.read(course, REGISTRIES).modules[0]


def lines(course) -> list[str]:
    return (course / MADE_FROM).read_text(encoding="utf-8").splitlines()


def test_after_stamping_nothing_is_stale(course):
    assert stale(lanterns(course), "ar") == {"lighting.how.1"}
    stamped = stamp(course, "ar", (), REGISTRIES)
    assert set(stamped) == {f"lanterns: {key}" for key in segments(lanterns(course), "ar")}
    assert stale(lanterns(course), "ar") == frozenset()
    assert checked(course) == []


def test_stamping_again_changes_nothing(course):
    stamp(course, "ar", (), REGISTRIES)
    once = (course / MADE_FROM).read_bytes()
    stamp(course, "ar", (), REGISTRIES)
    assert (course / MADE_FROM).read_bytes() == once


def test_only_the_keys_that_are_given_are_stamped(course):
    Edit("lanterns/en/lighting.md", "Never in the wind.", "Never in any wind.").make(course)
    before = lines(course)
    assert stale(lanterns(course), "ar") == {"lighting.how.1", "lighting.not-in-wind"}
    assert stamp(course, "ar", ["lighting.not-in-wind"], REGISTRIES) == ["lanterns: lighting.not-in-wind"]
    assert stale(lanterns(course), "ar") == {"lighting.how.1"}
    changed = set(lines(course)) - set(before)
    assert changed == {f'lighting.not-in-wind: "{digest16("Never in any wind.")}"'}


def test_stamps_stand_in_the_order_of_the_module_and_those_of_nothing_are_gone(course):
    Remove(MADE_FROM).make(course)
    stamp(course, "ar", ["lighting.how", "title"], REGISTRIES)
    assert [line.partition(":")[0] for line in lines(course)] == ["title", "lighting.how"]


def test_a_first_translation_is_stale_until_it_is_stamped(course):
    Write("lanterns/ar/extra.md", "بعض الفوانيس حمراء.\n").make(course)
    assert "extra.lead.1" in stale(lanterns(course), "ar")
    stamp(course, "ar", ["extra.lead.1"], REGISTRIES)
    assert "extra.lead.1" not in stale(lanterns(course), "ar")


@pytest.mark.parametrize("keys", [["lighting.hows"], ["title", "carrying.lead.1"], [""], ["lanterns: title"]])
def test_an_unknown_key_stamps_nothing(keys, course):
    before = lines(course)
    with pytest.raises(NothingToStamp, match="There is no segment"):
        stamp(course, "ar", keys, REGISTRIES)
    assert lines(course) == before


@pytest.mark.parametrize("language", ["fr", "en", "", "../ar"])
def test_a_language_without_translation_stamps_nothing(language, course):
    with pytest.raises(NothingToStamp, match="No module has a translation"):
        stamp(course, language, (), REGISTRIES)


def test_a_course_with_faults_is_not_stamped(course):
    Append("kites/en/flying.md", "\n## No key\n").make(course)
    before = lines(course)
    with pytest.raises(CourseFault):
        stamp(course, "ar", (), REGISTRIES)
    assert lines(course) == before
