"""Every kind of course fault, at every place where it can stand: one fault, its file, its line, its message."""

from itertools import chain

import pytest

from tests.curriculum import faults_of_files, faults_of_modules, faults_of_shapes
from tests.curriculum.cases import Case, checked, copied, line_of

CASES: list[Case] = list(chain(faults_of_files.CASES, faults_of_modules.CASES, faults_of_shapes.CASES))


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
