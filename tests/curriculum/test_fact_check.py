"""`docs/fact-check.md` is about the course as it stands: it has every statement of its draw, and no other."""

import re
from collections import Counter

import pytest

from lms.paths import ROOT
from tests.curriculum.built_in import MODULES
from tests.curriculum.pick_facts import pick, statements, table

DOCUMENT = (ROOT / "docs" / "fact-check.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^python -m tests\.curriculum\.pick_facts --seed (\d+) --count (\d+)$", re.MULTILINE)
COUNTS = re.compile(r"\*\*(\d+) statements, of which (\d+) were right and (\d+) were mended")
VERDICTS = {"right", "mended", "no statement"}


def rows(source: str) -> list[list[str]]:
    """Cells of the lines of a table that begin with a number; the place without its line."""
    found = [re.split(r" \| ?", line.strip("| ")) for line in source.split("\n") if re.match(r"\| \d+ \|", line)]
    return [[number, place.split(":")[0], *rest] for number, place, *rest in found]


def missing_and_stale(document: str, drawn: str) -> tuple[list[str], list[str]]:
    """Rows that the course gives and the document has not, and the other way round."""
    of_course = [" | ".join(row[1:4]) for row in rows(drawn)]
    of_document = [" | ".join(row[1:4]) for row in rows(document)]
    return (
        [row for row in of_course if row not in of_document],
        [row for row in of_document if row not in of_course],
    )


@pytest.fixture(scope="module")
def drawn() -> str:
    seed, count = map(int, COMMAND.findall(DOCUMENT)[0])
    return table(pick(statements(), seed, count))


def test_the_document_has_the_statements_of_its_draw_word_for_word_and_no_others(drawn):
    missing, stale = missing_and_stale(DOCUMENT, drawn)
    assert (missing, stale) == ([], []), "the course draws others now: docs/fact-check.md says how to renew it"
    assert [row[:4] for row in rows(DOCUMENT)] == [row[:4] for row in rows(drawn)]


@pytest.mark.parametrize(
    ("here", "there"), [("was meant to replace", "replaced"), ("| A2, D4, D5 |", "| A2 |"), ("| facts.yaml |", "| f |")]
)
def test_a_word_a_section_or_a_file_that_differs_is_seen(here, there, drawn):
    missing, stale = missing_and_stale(DOCUMENT.replace(here, there), drawn)
    assert missing and len(missing) == len(stale)


def test_each_row_has_a_verdict_and_the_counts_are_those_of_the_rows():
    found = Counter(row[4] for row in rows(DOCUMENT))
    assert set(found) <= VERDICTS
    right, mended = found["right"], found["mended"]
    assert COUNTS.search(DOCUMENT).groups() == (str(right + mended), str(right), str(mended))
    assert right + mended >= 60


def test_every_module_is_in_it():
    assert {row[1].split("/")[0] for row in rows(DOCUMENT) if row[4] != "no statement"} >= set(MODULES)
