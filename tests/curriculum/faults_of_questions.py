"""Faults of questions and of their words."""

import re

from tests.curriculum.cases import TINY, Append, Case, Edit, Write, edited

QUESTIONS, WORDS = "lanterns/questions.yaml", "lanterns/en/questions.yaml"

NEXT = (TINY / QUESTIONS).read_text(encoding="utf-8").count("\n") + 1  #: the line after the bank

#: another question at the end of the bank
NEW = "  - key: {key}\n    type: {type}\n    use: {use}\n    outcome: carry-a-lantern\n{rest}    source: x\n"
SECTION = "    section: lighting#how\n"
NEW_WORDS = "q-new:\n  prompt: New?\n  options: {a: A, b: B}\n  feedback: {a: A, b: B}\n"


def _new(type_: str, rest: str, use: str = "lantern-quiz", section: str = SECTION) -> Append:
    return Append(QUESTIONS, NEW.format(key="q-new", type=type_, use=use, rest=rest + section))


def _added(kind: str, type_: str, rest: str, says: str, mark: str, use: str = "lantern-quiz", section: str = SECTION):
    changes = (_new(type_, rest, use, section), Append(WORDS, NEW_WORDS))
    return Case(kind, changes, QUESTIONS, mark, says)


QUIZZES = ["exam", "lighting", "checks", "lantern-quizz"]
UNKNOWN = ["q-old", "c-third", "lighting", "Q-oil"]

OUTCOMES = [
    ("key: q-oil\n    type: multiple_choice\n    use: lantern-quiz\n", "light-a-lantern"),
    ("key: q-ring\n    type: true_false\n    use: lantern-quiz\n", "carry-a-lantern"),
    ("key: q-hand\n    type: single_choice\n    use: lantern-quiz\n", "carry-a-lantern"),
    ("key: c-second\n    type: true_false\n    use: check\n", "carry-a-lantern"),
]

SECTIONS = [
    "lighting#what-you-needed",
    "carrying#what-you-need",
    "lighting",
    "lighting#lead",
    "extra#how",
    "lantern-quiz#how",
    "lighting#dark-stairs",
    "how",
]

WITHOUT_SECTION = [
    ("    section: lighting#what-you-need\n", "", "“q-flame” has no section", "key: q-flame"),
    ("    section: lighting#how\n", "", "“q-oil” has no section", "key: q-oil"),
]

MODULE = "lanterns/module.yaml"
IN_WORDS = tuple(
    Edit(f"lanterns/{language}/module.yaml", "outcomes:\n", "outcomes:\n  dim-a-lantern: dim a lantern\n")
    for language in ("en", "ar")
)
QUIZ, SHOP = "\n    use: lantern-quiz", "\n    use: workshop"
OF_LIGHT = (
    f"q-flame\n    type: single_choice{QUIZ}",
    f"q-oil\n    type: multiple_choice{QUIZ}",
    f"q-parts\n    type: matching{SHOP}",
    f"q-steps\n    type: ordering{SHOP}",
)
OF_CARRYING = (
    f"q-ring\n    type: true_false{QUIZ}",
    f"q-hand\n    type: single_choice{QUIZ}",
    f"q-coat\n    type: single_choice{QUIZ}",
    f"q-share\n    type: numeric{SHOP}",
    f"q-holder\n    type: short_text{SHOP}",
)
OUTCOME = "{}\n    outcome: {}-a-lantern"


def _unasked():
    """An outcome for which no graded question asks."""
    for listed, mark in (
        ("[light-a-lantern, carry-a-lantern, dim-a-lantern]", "outcomes:"),
        ("\n  - dim-a-lantern\n  - light-a-lantern\n  - carry-a-lantern", "- dim-a-lantern"),
    ):
        change = Edit(MODULE, "outcomes: [light-a-lantern, carry-a-lantern]", f"outcomes: {listed}")
        yield Case("outcome nobody asks for", (change, *IN_WORDS), MODULE, mark, "outcome “dim-a-lantern”")
    for heads, old, new in ((OF_LIGHT, "light", "carry"), (OF_CARRYING, "carry", "light")):
        changes = tuple(Edit(QUESTIONS, OUTCOME.format(head, old), OUTCOME.format(head, new)) for head in heads)
        yield Case("outcome nobody asks for", changes, MODULE, "outcomes:", f"outcome “{old}-a-lantern”")


RIGHTS = [
    ("single_choice", "    options: [a, b]\n    right: z\n", "Mark one", "right: z"),
    ("single_choice", "    options: [a, b]\n    right: [a]\n", "Mark one", "right: [a]"),
    ("single_choice", "    options: [a, b]\n    right: false\n", "Mark one", NEXT + 5),
    ("single_choice", "    options: [a, b]\n", "Mark one", "key: q-new"),
    ("multiple_choice", "    options: [a, b]\n    right: b\n", "List the right", NEXT + 5),
    ("multiple_choice", "    options: [a, b]\n    right: [a, z]\n", "List the right", "right: [a, z]"),
    ("multiple_choice", "    options: [a, b]\n    right: [b]\n", "two right options", "right: [b]"),
    ("multiple_choice", "    options: [a, b]\n    right: [a, a]\n", "twice", "right: [a, a]"),
    ("multiple_choice", "    options: [a, b]\n    right: [[a], b]\n", "List the right", "right: [[a], b]"),
    ("true_false", "    right: yes\n", "right: true, or", "right: yes"),
    ("true_false", '    right: "true"\n', "right: true, or", 'right: "true"'),
    ("true_false", "    right: 1\n", "right: true, or", "right: 1"),
    ("true_false", "", "right: true, or", "key: q-new"),
]

OPTIONS = [
    ("single_choice", "    options: [a]\n    right: a\n", "at least two options", "options: [a]"),
    ("single_choice", "    options: [b]\n    right: b\n", "at least two options", "options: [b]"),
    ("single_choice", "    options: ab\n    right: a\n", "as a list of keys", "options: ab"),
    ("single_choice", "    options: {a: A}\n    right: a\n", "as a list of keys", "options: {a: A}"),
    ("single_choice", "    options: [1, 2]\n    right: 1\n", "as a list of keys", "options: [1, 2]"),
    ("single_choice", "    options: [a, b, b]\n    right: a\n", "share a key", "options: [a, b, b]"),
    ("single_choice", "    options: [a, B c]\n    right: a\n", "is no key", "options: [a, B c]"),
    ("single_choice", "    right: a\n", "as a list of keys", "key: q-new"),
]

POINTS = [
    ("single_choice", "    options: [a, b]\n    right: a\n    points: 0\n", "at least 1", "points: 0"),
    ("single_choice", "    options: [a, b]\n    right: a\n    points: 101\n", "at most 100", "points: 101"),
    ("true_false", "    right: true\n    points: -1\n", "at least 1", "points: -1"),
    ("multiple_choice", "    options: [a, b]\n    right: [a, b]\n    points: 1\n", "Leave “points” out", "points: 1"),
]

#: words: kind, what stands there, what stands there instead, message, where
TEXTS = [
    ("option without text", "{a: Oil, b: Sand, ", "{a: Oil, ", "“q-oil” has no options for b", "options: {a: Oil, c"),
    ("option without text", "{a: A flame, ", '{a: "", ', "“c-first” has no options for a", 'options: {a: ""'),
    ("option without text", "{a: A wet one, ", "{a: 5, ", "“q-hand” has no options for a", "options: {a: 5"),
    ("option without text", ", b: Around it}", ", b: [Around]}", "“q-coat” has no options for b", "b: [Around]"),
    (
        "feedback missing",
        "{a: Feedback on coat., b",
        "{b",
        "“q-flame” has no feedback for a",
        "feedback: {b: Feedback on f",
    ),
    ("feedback missing", '{"true": "Yes.", ', "{", "“c-second” has no feedback for true", "Look at article 1"),
    ("feedback missing", ", d: Feedback on kite.", "", "“q-oil” has no feedback for d", "on wick.}"),
    ("feedback missing", "c: Feedback on steady.", 'c: " "', "“q-hand” has no feedback for c", 'c: " "'),
    ("option too many", "{a: Oil, ", "{a: Oil, e: Air, ", "“q-oil” has no option e", "e: Air"),
    ("option too many", "{a: A wet one, ", "{z: Z, a: A wet one, ", "“q-hand” has no option z", "z: Z"),
    ("option too many", '{"true": "Yes.", ', '{"true": "Yes.", a: No, ', "“c-second” has no option a", "a: No"),
    ("option too many", "b: Feedback on around.", "b: Around, c: Not.", "“q-coat” has no option c", "c: Not."),
    ("part missing", "  options: {a: Away from it, b: Around it}\n", "", "“q-coat” needs options", "q-coat:"),
    (
        "part missing",
        '  feedback: {"true": "Yes.", "false": "Look at article 1."}\n',
        "",
        "needs feedback",
        "c-second:",
    ),
    ("part missing", "{a: Away from it, b: Around it}", "Away", "“q-coat” needs options", "options: Away"),
    ("part missing", "{a: Feedback on away., b: Feedback on around.}", "[a, b]", "needs feedback", "feedback: [a, b]"),
]


def _without(key: str) -> Write:
    """The words of the questions but one."""
    blocks = re.split(r"(?m)^(?=\S)", (TINY / WORDS).read_text(encoding="utf-8"))
    return Write(WORDS, "".join(block for block in blocks if not block.startswith(f"{key}:")))


ONE = "    options: [a, b]\n    right: a\n"
TWO = "    options: [a, b]\n    right: [a, b]\n"
TRUE = "    right: true\n"

UNSECTIONED = [("single_choice", ONE), ("multiple_choice", TWO)]
TYPES = ["single-choice", "multiple", "Single_choice", "essay"]
SOURCES = ["fact:lantern-counts", "fact:x y", "fact:kite", "fact:lantern-count.value"]

CASES = [
    *(_added("no such quiz", "single_choice", ONE, f"no quiz “{quiz}”", f"use: {quiz}", quiz) for quiz in QUIZZES),
    *(
        Case(
            "no such outcome",
            (Edit(QUESTIONS, f"{head}    outcome: {key}", f"{head}    outcome: {key}s"),),
            QUESTIONS,
            f"outcome: {key}s",
            f"“{key}s”",
        )
        for head, key in OUTCOMES
    ),
    *(
        Case(
            "no such section",
            (_new("single_choice", ONE, section=f"    section: {name}\n"), Append(WORDS, NEW_WORDS)),
            QUESTIONS,
            f"section: {name}",
            f"no section {name}",
        )
        for name in SECTIONS
    ),
    *(_added("no section", type_, rest, "has no section", "key: q-new", section="") for type_, rest in UNSECTIONED),
    *(edited("no section", QUESTIONS, *row) for row in WITHOUT_SECTION),
    *(_added("no such type", type_, ONE, f"no question type “{type_}”", f"type: {type_}") for type_ in TYPES),
    *(
        edited("no such fact of a source", QUESTIONS, '"The tower\'s book"', source, "There is no fact", source)
        for source in SOURCES
    ),
    *(_added("wrong answer key", type_, rest, says, mark) for type_, rest, says, mark in RIGHTS),
    *(_added("options", type_, rest, says, mark) for type_, rest, says, mark in OPTIONS),
    *(_added("points", type_, rest, says, mark) for type_, rest, says, mark in POINTS),
    *(edited(kind, WORDS, old, new, says, mark) for kind, old, new, says, mark in TEXTS),
    *(
        Case(
            "words without question",
            (Append(WORDS, f"{key}:\n  prompt: New?\n"),),
            WORDS,
            f"{key}:",
            f"no question “{key}”",
        )
        for key in UNKNOWN
    ),
    *(
        Case("question without words", (_new(type_, rest),), WORDS, 1, "“q-new” has no text in en")
        for type_, rest in (("true_false", TRUE), *UNSECTIONED)
    ),
    *(
        Case("question without words", (_without(key),), WORDS, 1, f"“{key}” has no text in en")
        for key in ("c-first", "q-oil", "q-coat")
    ),
    *_unasked(),
]
