"""What is published already binds the files: keys are retired, addresses stay."""

import pytest

from lms.curriculum.services import PUBLISHED
from tests.curriculum.cases import TINY, Append, Edit, Remove, Write
from tests.curriculum.loading import change, faults_of, load

REMOVED = [
    (
        "extra",
        (
            Edit("lanterns/module.yaml", "  - {key: extra, address: s3, kind: lesson, optional: true}\n", ""),
            Edit("lanterns/en/module.yaml", "  extra: More about lanterns\n", ""),
            Edit("lanterns/ar/module.yaml", "  extra: المزيد عن الفوانيس\n", ""),
            Edit("lanterns/ar/made-from.yaml", 'step.extra: "46fe171c7c579f75"\n', ""),
            Remove("lanterns/en/extra.md"),
        ),
    ),
    (
        "q-coat",
        (
            Edit("lanterns/questions.yaml", "key: q-coat", "key: q-coats"),
            Edit("lanterns/en/questions.yaml", "q-coat:", "q-coats:"),
        ),
    ),
    (
        "fly-a-kite",
        (
            Edit("kites/module.yaml", "[fly-a-kite]", "[fly-kites]"),
            Edit("kites/en/module.yaml", "fly-a-kite:", "fly-kites:"),
        ),
    ),
]


@pytest.mark.parametrize(("key", "changes"), REMOVED, ids=[key for key, _ in REMOVED])
def test_a_published_key_that_is_gone_must_be_retired(key, changes, course):
    change(course, *changes)
    (fault,) = faults_of(course)
    assert f"“{key}” was published and is gone: add it to retired" in fault
    if "lanterns" in fault:
        change(course, Edit("lanterns/module.yaml", "[old-step]", f"[old-step, {key}]"))
    else:
        change(course, Append("kites/module.yaml", f"retired: [{key}]\n"))
    assert PUBLISHED in load(course).values()


def test_a_retired_key_stays_retired(course):
    change(course, Edit("lanterns/module.yaml", "[old-step]", "[]"))
    assert ["“old-step” was published and is gone" in fault for fault in faults_of(course)] == [True]


def test_addresses_never_change(course):
    change(
        course,
        Edit("course.yaml", "address: t1", "address: t9"),
        Edit("kites/module.yaml", "address: m2", "address: m9"),
    )
    faults = faults_of(course)
    assert len(faults) == 2
    assert "course.yaml:3: The address of this course is t1" in faults[0]
    assert "kites/module.yaml:3: The address of this module is m2" in faults[1]


def test_the_address_of_a_step_never_changes(course):
    change(course, Edit("lanterns/module.yaml", "address: s2", "address: s9"))
    (fault,) = faults_of(course)
    assert "lanterns/module.yaml:8: The address of “carrying” is s2" in fault


def test_the_address_of_a_retired_step_is_not_given_to_another(course):
    change(course, *REMOVED[0][1], Edit("lanterns/module.yaml", "[old-step]", "[old-step, extra]"))
    new = "address: s4, kind: quiz"
    change(
        course,
        Edit("lanterns/module.yaml", f"key: lantern-quiz, {new}", f"key: lantern-quiz, {new.replace('s4', 's3')}"),
    )
    faults = faults_of(course)
    assert [fault.partition(": ")[0] for fault in faults] == ["lanterns/module.yaml:9"]
    assert "The address of “lantern-quiz” is s4" in faults[0]


def test_a_new_step_takes_a_new_address(course):
    head = "  - {key: extra, address: s3, kind: lesson, optional: true}\n"
    change(course, Edit("lanterns/module.yaml", head, head.replace("key: extra", "key: more")))
    for language, old in (("en", "More about"), ("ar", "المزيد")):
        change(course, Edit(f"lanterns/{language}/module.yaml", f"  extra: {old}", f"  more: {old}"))
    change(course, Edit("lanterns/ar/made-from.yaml", "step.extra:", "step.more:"))
    change(course, Edit("lanterns/module.yaml", "[old-step]", "[old-step, extra]"))
    (course / "lanterns/en/extra.md").rename(course / "lanterns/en/more.md")
    (fault,) = faults_of(course)
    assert "lanterns/module.yaml:9: The address “s3” is that of “extra”: take another." in fault
    change(course, Edit("lanterns/module.yaml", "key: more, address: s3", "key: more, address: s5"))
    assert load(course)["lanterns"] == PUBLISHED


def test_the_address_of_another_course_cannot_be_taken(course):
    change(course, Edit("course.yaml", "key: tiny", "key: other"))
    (fault,) = faults_of(course)
    assert "course.yaml:3: The address “t1” belongs to the course tiny" in fault


def test_the_address_of_another_module_cannot_be_taken(course):
    change(course, Edit("course.yaml", "[lanterns, kites]", "[lanterns, birds]"), Remove("kites"))
    birds = (TINY / "kites/module.yaml").read_text(encoding="utf-8").replace("key: kites", "key: birds")
    change(course, Write("birds/module.yaml", birds), Write("birds/en/flying.md", "Birds fly.\n"))
    change(course, Write("birds/en/module.yaml", (TINY / "kites/en/module.yaml").read_text(encoding="utf-8")))
    (fault,) = faults_of(course)
    assert "birds/module.yaml:3: The address “m2” belongs to the module kites" in fault
