"""Loading a course's files into the database of a test."""

from datetime import date

import pytest

from lms.curriculum import services
from lms.db import db, saving
from lms.errors import CourseFault
from tests.curriculum.cases import REGISTRIES

TODAY = date(2026, 5, 12)


def load(course) -> dict[str, str]:
    db.session.rollback()
    with saving():
        return {each.key: each.outcome for each in services.load(course, REGISTRIES, TODAY)}


def faults_of(course) -> list[str]:
    with pytest.raises(CourseFault) as raised:
        load(course)
    return [str(fault) for fault in raised.value.faults]


def change(course, *changes) -> None:
    for each in changes:
        each.make(course)
