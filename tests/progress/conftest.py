"""Learners of the tiny course, and what is published while they learn."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from lms.curriculum import queries as curriculum
from lms.curriculum import services as curriculum_services
from lms.db import db, saving
from lms.ledger.models import Enrolment
from lms.ledger.services import take_turn
from lms.progress.models import Completion
from lms.progress.services import complete_step
from lms.registry import registries
from tests.curriculum.cases import Change, copied

MONDAY, TUESDAY, FRIDAY = date(2026, 5, 11), date(2026, 5, 12), date(2026, 5, 15)
LANTERNS = ("lanterns/lighting", "lanterns/carrying", "lanterns/lantern-quiz")  #: the required steps
KITES = ("kites/flying",)
Key = tuple[UUID, UUID]


@pytest.fixture
def complete(context) -> Callable[..., None]:
    """The steps of this enrolment are complete."""

    def make(key: Key, *steps: str, day: date = MONDAY) -> None:
        db.session.rollback()
        with saving():
            enrolment = db.session.get_one(Enrolment, key)
            take_turn(enrolment)
            for step in steps:
                revisions = {place.key: place.revision_id for place in curriculum.outline("t1").modules}
                complete_step(enrolment, step, revisions[step.partition("/")[0]], "done", day)

    return make


@pytest.fixture
def completions(context) -> Callable[[Key], dict[str, date]]:
    """What is complete, and since when."""

    def read(key: Key) -> dict[str, date]:
        rows = db.session.scalars(
            select(Completion).where(Completion.person_id == key[0], Completion.enrolment_id == key[1])
        )
        found = {row.what: row.day for row in rows}
        db.session.rollback()
        return found

    return read


@pytest.fixture
def publish(context, tmp_path) -> Callable[..., None]:
    """The course is changed and loaded."""
    (tmp_path / "files").mkdir()
    course: Path = copied(tmp_path / "files")

    def load(*changes: Change) -> None:
        for change in changes:
            change.make(course)
        db.session.rollback()
        with saving():
            curriculum_services.load(course, registries(), TUESDAY)

    return load
