"""Statements of fact are found where their comments stand, and the same seed picks the same ones."""

import pytest

from tests.curriculum.built_in import bundle
from tests.curriculum.pick_facts import of_facts, of_lesson, pick, statements, table


@pytest.fixture(scope="module")
def course():
    return bundle().course


def found(source, course):
    return [(each.place, each.sentence, each.section) for each in of_lesson(source, "m/en/l.md", course)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("No comment.\n", []),
        ("A method. <!-- method words; not in FACTS -->\n", []),
        ("One is so. Two is so. <!-- FACTS A1 --> Three.\n", [(1, "One is so.", "A1"), (1, "Two is so.", "A1")]),
        ("One. <!-- FACTS A1 --> Two. <!-- FACTS B2 -->\n", [(1, "One.", "A1"), (1, "Two.", "B2")]),
        ("One.\n<!-- FACTS A1 -->\n", [(1, "One.", "A1")]),
        ("One.\n\nTwo.\n\n<!-- FACTS A1 -->\n", [(3, "Two.", "A1")]),
        ("Is it so? It is. So ask first. <!-- FACTS A1 -->\n", [(1, "It is.", "A1")]),
        ("## Heading {#key}\nIt is so (art. 2). <!-- FACTS A3 -->\n", [(2, "It is so (art. 2).", "A3")]),
        ("Lead.\n\n::: law {#key}\nArticle 1 says so.\n:::\n\nAfter.\n", [(4, "Article 1 says so.", "—")]),
        ("::: law {#key}\nName it. <!-- FACTS A1 -->\n:::\n", [(2, "Name it.", "A1")]),
        ("::: picture {#key}\n![A. B.](c.svg)\nA caption. <!-- FACTS A1 -->\n:::\n", [(3, "A caption.", "A1")]),
        ("First.\n[[kafala|Kafala]] is. {{fact:x}} [It](step:y) is. <!-- FACTS D4 -->\n",
         [(1, "First.", "D4"), (2, "Kafala is.", "D4"), (2, "It is.", "D4")]),
        ("- one;\n- two.\n- Three is so. <!-- FACTS A1 -->\n", [(1, "one; two.", "A1"), (3, "Three is so.", "A1")]),
        ("| a | b |\n|---|---|\n| c | d <!-- FACTS A1 --> |\n", [(1, "a | b", "A1"), (3, "c | d", "A1")]),
    ],
)  # fmt: skip
def test_a_statement_is_what_a_comment_vouches_for(source, expected, course):
    assert found(source, course) == [(f"m/en/l.md:{line}", words, section) for line, words, section in expected]


def test_a_fact_has_the_section_of_the_comment_above_it(course):
    source = (
        "facts:\n  # FACTS A2\n  - key: icrmw-parties\n    text:\n      en: x\n  - key: icrmw-region\n      en: x\n"
    )
    assert [(each.place, each.section) for each in of_facts(source, course)] == [
        ("facts.yaml:5", "A2"),
        ("facts.yaml:7", "—"),
        ("facts.yaml:7", "—"),
    ]


def test_the_same_seed_picks_the_same_statements():
    whole = statements()
    assert pick(whole, 2026, 60) == pick(statements(), 2026, 60)
    assert pick(whole, 2026, 60) != pick(whole, 2027, 60)
    assert len(set(pick(whole, 2026, 60))) == 60
    assert pick(whole, 2026, len(whole) + 1) == whole


def test_every_fact_of_the_course_is_among_them(course):
    words = " ".join(each.sentence for each in statements())
    assert [key for key, fact in course.facts.items() if " ".join(fact.text["en"].split()) not in words] == []


def test_a_table_has_a_row_for_each(course):
    picked = list(of_lesson("a | b. <!-- FACTS A1 -->\n", "m/en/l.md", course))
    assert table(picked).split("\n")[2:] == ["| 1 | m/en/l.md:1 | a \\| b. | A1 |"]
