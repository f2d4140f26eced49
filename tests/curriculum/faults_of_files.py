"""Faults of whole files, and of YAML as such."""

from tests.curriculum.cases import TINY, Append, Case, Edit, Remove, Write, edited

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


def _unreadable():
    for file in YAMLS:
        yield Case("unreadable YAML", (Append(file, "}\n"),), file, "}\n".strip() if _has_no_brace(file) else -1, "YAML")


def _has_no_brace(file):
    return "}" not in (TINY / file).read_text(encoding="utf-8")


CASES = [
    *(Case("unreadable YAML", (Append(file, "%%\n"),), file, "%%", "cannot be read as YAML") for file in YAMLS),
    *(Case("unreadable YAML", (Append(file, "\tx: y\n"),), file, "\tx", "cannot be read as YAML") for file in YAMLS),
    *(Case("empty file", (Write(file, b""),), file, 1, "empty") for file in YAMLS),
    *(Case("only comments", (Write(file, b"# later\n\n"),), file, 1, "empty") for file in YAMLS),
    *(Case("not UTF-8", (Write(file, b"# one\n# \xff\n"),), file, 2, "not UTF-8") for file in YAMLS + LESSONS),
    *(Case("NUL character", (Write(file, b"one\n\n\x00"),), file, 3, "NUL") for file in YAMLS + LESSONS),
    *(Case("empty lesson", (Write(file, b"\n"),), file, 1, "empty") for file in LESSONS),
    *(Case("missing file", (Remove(file),), file, 1, why) for file, why in NEEDED.items()),
    *(Case("stray file", (Write(file, "x: y\n"),), file, 1, "belongs to nothing") for file in STRAYS),
    *(Case("list in place of names", (Write(file, "# a list\n- one\n"),), file, 2, "expected") for file in YAMLS),
]
