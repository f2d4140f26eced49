"""What the tests of the doctor take from the houses, and a look into one."""

import sqlite3
from collections.abc import Callable
from datetime import date

import pytest

from lms.doctor import courses
from lms.doctor.finding import Finding
from lms.doctor.looking import findings
from tests.doctor.looking import BASE_URL
from tests.houses import furnished, house, run

__all__ = ["furnished", "house", "run"]


@pytest.fixture(autouse=True)
def before_its_facts_are_due(monkeypatch):
    """The tiny course has a fact that is overdue."""
    monkeypatch.setattr(courses, "today", lambda: date(2026, 1, 1))


@pytest.fixture
def look(house) -> Callable[..., list[Finding]]:
    """What is found in the house; a bare one has nothing but that."""
    house.chmod(0o700)
    (house / "lms.db").chmod(0o600)

    def call(**environ: str) -> list[Finding]:
        return findings({"LMS_DATA_DIR": str(house), "LMS_BASE_URL": BASE_URL, **environ})

    return call


@pytest.fixture
def change(house) -> Callable[[str], None]:
    """Changes the database behind the back of the program."""

    def do(*statements: str) -> None:
        with sqlite3.connect(house / "lms.db") as driver:
            for statement in statements:
                driver.execute(statement)

    return do
