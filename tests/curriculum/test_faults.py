"""Every kind of course fault, at every place where it can stand: one fault, its file, its line, its message."""

from collections import Counter

import pytest

from lms.curriculum import files
from lms.errors import CourseFault
from tests.curriculum import (
    faults_of_files,
    faults_of_lessons,
    faults_of_modules,
    faults_of_questions,
    faults_of_shapes,
    faults_of_translations,
    faults_of_types,
)
from tests.curriculum.cases import REGISTRIES, TINY, Append, Case, Edit, checked, copied, line_of

TABLES = (
    faults_of_files,
    faults_of_shapes,
    faults_of_modules,
    faults_of_questions,
    faults_of_lessons,
    faults_of_translations,
    faults_of_types,
)
CASES: list[Case] = [case for table in TABLES for case in table.CASES]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_is_found_once_in_its_file_and_on_its_line(case, tmp_path):
    course = copied(tmp_path)
    for change in case.changes:
        change.make(course)
    faults = checked(course)
    assert [(fault.file, fault.line) for fault in faults] == [(case.file, line_of(course / case.file, case.mark))], (
        "\n".join(map(str, faults))
    )
    assert case.says in faults[0].message


#: kinds that can stand at fewer than four places of the tiny course, which has one quiz and two modules
FEW = {
    "draw missing",
    "pass_percent missing",
    "more drawn than there are",
    "every step optional",
    "other key than the folder",
    "base language missing",
    "check without key",
    "check shown twice",
    "check shown nowhere",
    "lesson too long",
    "no module named",
}


def test_there_are_a_hundred_kinds_of_fault_and_each_stands_at_four_places_at_least():
    kinds = Counter(case.kind for case in CASES)
    assert len(kinds) >= 100
    assert {kind for kind, times in kinds.items() if times < 4} == FEW


def test_the_untouched_course_has_no_fault():
    assert checked(TINY) == []


def test_line_ends_of_windows_are_no_fault_and_change_nothing(tmp_path):
    course = copied(tmp_path)
    for path in course.rglob("*.*"):
        if path.suffix in (".md", ".yaml"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert files.read(course, REGISTRIES) == files.read(TINY, REGISTRIES)


def test_a_byte_order_mark_at_the_beginning_is_no_fault(tmp_path):
    course = copied(tmp_path)
    for path in course.rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert checked(course) == []


#: cases that do not touch one another
TOGETHER = (
    Edit("en/course.yaml", "title:", "titel:"),
    Edit("facts.yaml", 'as_of: "2024"', 'as_of: "2024-13"'),
    Edit("glossary.yaml", 'term: "kite", ', ""),
    Edit("kites/module.yaml", "address: m2", "address: m1"),
    Edit("kites/en/flying.md", "[[kite]]", "[[kyte]] and <b>wind</b>"),
    Edit("lanterns/module.yaml", "draw: 3", "draw: 30"),
    Edit("lanterns/questions.yaml", "right: c", "right: d"),
    Edit("lanterns/en/questions.yaml", "q-ring:", "q-rings:"),
    Edit("lanterns/en/carrying.md", "## How to hold it {#hold}", "## How to hold it {#hold}\n\n# Title {#t}"),
    Edit("lanterns/ar/lighting.md", "::: safety", "::: law"),
    Edit("lanterns/ar/made-from.yaml", "step.extra", "step.extras"),
    Edit("lanterns/media/licences.yaml", "flame.svg", "flame.png"),
)
FOUND_TOGETHER = {
    "en/course.yaml": 2,  # “title” is missing, “titel” means nothing
    "facts.yaml": 1,
    "glossary.yaml": 1,
    "kites/module.yaml": 1,
    "kites/en/flying.md": 2,  # term (the glossary is at fault: not judged), opening and closing tag
    "lanterns/module.yaml": 1,
    "lanterns/questions.yaml": 1,
    "lanterns/en/questions.yaml": 2,
    "lanterns/en/carrying.md": 1,
    "lanterns/ar/lighting.md": 1,
    "lanterns/media/licences.yaml": 2,
}


def test_several_faults_are_all_reported_in_one_run(tmp_path):
    course = copied(tmp_path)
    for change in TOGETHER:
        change.make(course)
    assert Counter(fault.file for fault in checked(course)) == FOUND_TOGETHER


def test_faults_are_reported_by_file_and_line_and_each_reads_file_line_message(tmp_path):
    course = copied(tmp_path)
    for change in TOGETHER:
        change.make(course)
    faults = checked(course)
    assert faults == sorted(faults)
    assert [str(fault) for fault in faults] == [f"{fault.file}:{fault.line}: {fault.message}" for fault in faults]


@pytest.mark.parametrize("file", faults_of_files.YAMLS)
def test_a_file_that_cannot_be_read_does_not_hide_a_broken_one_elsewhere(file, tmp_path):
    course = copied(tmp_path)
    (course / file).write_text("a: [\n", encoding="utf-8")
    for other in ("en/course.yaml", "kites/en/module.yaml", "lanterns/questions.yaml", "lanterns/ar/module.yaml"):
        (course / other).write_text("{", encoding="utf-8")
    (course / "lanterns/en/extra.md").write_bytes(b"\xff")
    broken = {"en/course.yaml", "kites/en/module.yaml", "lanterns/questions.yaml", "lanterns/ar/module.yaml"}
    assert {fault.file for fault in checked(course)} == {file, "lanterns/en/extra.md", *broken}


#: without these nothing can be known of a lesson
HEADS = {"course.yaml", "kites/module.yaml", "lanterns/module.yaml"}


@pytest.mark.parametrize("file", [file for file in faults_of_files.YAMLS if file not in HEADS])
def test_a_file_that_cannot_be_read_does_not_hide_what_is_wrong_in_a_lesson(file, tmp_path):
    course = copied(tmp_path)
    (course / file).write_text("a: [\n", encoding="utf-8")
    Append("lanterns/en/extra.md", "\n## No key\n").make(course)
    assert [fault.file for fault in checked(course)] == sorted([file, "lanterns/en/extra.md"])


def test_reading_a_course_with_faults_raises_them_all(tmp_path):
    course = copied(tmp_path)
    Edit("kites/module.yaml", "key: kites", "key: kite").make(course)
    with pytest.raises(CourseFault) as raised:
        files.read(course, REGISTRIES)
    assert raised.value.faults == checked(course) != []
