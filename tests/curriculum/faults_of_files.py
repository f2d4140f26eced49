"""Faults of whole files, and of YAML as such."""

from tests.curriculum.cases import TINY, Append, Case, Remove, Write, edited

YAMLS = sorted(str(path.relative_to(TINY)) for path in TINY.rglob("*.yaml"))
LESSONS = sorted(str(path.relative_to(TINY)) for path in TINY.rglob("*.md"))

NEEDED = {
    "course.yaml": "it names the course",
    "en/course.yaml": "the course's title",
    "kites/module.yaml": "course.yaml names the module",
    "lanterns/module.yaml": "course.yaml names the module",
    "kites/en/module.yaml": "the module's title and summary in en",
    "lanterns/en/module.yaml": "the module's title and summary in en",
    "lanterns/ar/module.yaml": "the module's title and summary in ar",
    "lanterns/en/questions.yaml": "prompts, options and feedback",
    "lanterns/media/licences.yaml": "under which licence",
    "kites/en/flying.md": "the lesson",
    "lanterns/en/carrying.md": "the lesson",
    "lanterns/en/extra.md": "the lesson",
    "lanterns/en/lighting.md": "the lesson",
}

STRAYS = [
    "notes.txt",
    "fact.yaml",
    "lanterns/question.yaml",
    "lanterns/en/lightning.md",
    "lanterns/ar/lightning.md",
    "lanterns/en/lantern-quiz.md",
    "lanterns/fr/module.yaml",
    "lanterns/media/old/flame.svg",
    "kites/questions.yml",
    "kites/en/made-from.yaml",
]


LISTS = [
    *(
        (file, "names with values are expected")
        for file in YAMLS
        if file.rpartition("/")[2] in ("course.yaml", "module.yaml")
    ),
    *((file, "names with values are expected") for file in ("facts.yaml", "glossary.yaml", "lanterns/questions.yaml")),
    ("lanterns/en/questions.yaml", "Begin each question with its key"),
    ("lanterns/media/licences.yaml", "Write a line for each picture"),
    ("lanterns/ar/made-from.yaml", "lms courses stamp"),
]

#: a place in a file, and the first name in it
DOUBLED = [
    ("course.yaml", "licence: CC BY-SA 4.0\n", "licence"),
    ("en/course.yaml", "title: Lanterns and kites\n", "title"),
    ("ar/course.yaml", "summary: دورة صغيرة جدا، للاختبارات فقط.\n", "summary"),
    ("facts.yaml", '    as_of: "2024"\n', "as_of"),
    ("facts.yaml", '      en: "The wind law was in force in 2024."\n', "en"),
    ("glossary.yaml", "schema: 1\n", "schema"),
    ("kites/module.yaml", "address: m2\n", "address"),
    ("kites/en/module.yaml", "steps: {flying: Flying}\n", "steps"),
    ("lanterns/ar/module.yaml", "  extra: المزيد عن الفوانيس\n", "extra"),
    ("lanterns/questions.yaml", "    points: 2\n", "points"),
    ("lanterns/en/questions.yaml", "  after: Both together.\n", "after"),
    ("lanterns/ar/made-from.yaml", 'title: "96f81939619cebf7"\n', "title"),
    ("lanterns/media/licences.yaml", "flame.svg: CC BY-SA 4.0, the authors\n", "flame.svg"),
]

ALIASES = [
    ("course.yaml", "licence: CC BY-SA 4.0", "licence: &a CC BY-SA 4.0"),
    ("facts.yaml", 'as_of: "2025-02-21"', 'as_of: &a "2025-02-21"\n    again: *a'),
    ("facts.yaml", "  - key: wind-law", "  - &a\n    key: wind-law"),
    ("lanterns/questions.yaml", "options: [a, b, c, d]", "options: &a [a, b, c, d]"),
    ("lanterns/module.yaml", "retired: [old-step]", "retired: [\n  &a old-step,\n  *a]"),
    ("lanterns/en/questions.yaml", "  after: Both together.", "  after: &a Both together."),
]

TAGS = [
    ("course.yaml", "licence: CC BY-SA 4.0", "licence: !!str CC BY-SA 4.0"),
    ("facts.yaml", 'source: {title: "Wind law"}', 'source: !law {title: "Wind law"}'),
    ("kites/module.yaml", "outcomes: [fly-a-kite]", "outcomes:\n  - !new fly-a-kite"),
    ("lanterns/en/questions.yaml", "  after: Both together.", "  after: !!python/name Both together."),
]


def _doubled():
    for file, line, name in DOUBLED:
        indent = line[: len(line) - len(line.lstrip())]
        again = f"{indent}{name}: again-and-again\n"
        yield edited("name twice", file, line, line + again, f"“{name}” stands here twice", again.strip())


CASES = [
    *(Case("unreadable YAML", (Append(file, "%%\n"),), file, "%%", "cannot be read as YAML") for file in YAMLS),
    *(Case("unreadable YAML", (Append(file, "\tx: y\n"),), file, "\tx", "cannot be read as YAML") for file in YAMLS),
    *(Case("empty file", (Write(file, b""),), file, 1, "empty") for file in YAMLS),
    *(Case("only comments", (Write(file, b"# later\n\n"),), file, 1, "empty") for file in YAMLS),
    *(Case("not UTF-8", (Write(file, b"# one\n# \xff\n"),), file, 2, "not UTF-8") for file in YAMLS + LESSONS),
    *(
        Case("character nobody sees", (Append(file, "\n\n# \x07one\n"),), file, "\x07", "cannot be seen")
        for file in YAMLS + LESSONS
    ),
    *(Case("empty lesson", (Write(file, b"\n"),), file, 1, "empty") for file in LESSONS),
    *(Case("missing file", (Remove(file),), file, 1, why) for file, why in NEEDED.items()),
    *(Case("stray file", (Write(file, "x: y\n"),), file, 1, "belongs to nothing") for file in STRAYS),
    *(Case("list in place of names", (Write(file, "# a list\n- one\n"),), file, 2, what) for file, what in LISTS),
    *_doubled(),
    *(edited("alias", *each, "Anchors", "&a") for each in ALIASES),
    *(edited("tag", *each, "Tags", " !") for each in TAGS),
]
