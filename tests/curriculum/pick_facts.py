"""Statements of fact of the built-in course, picked at random for somebody to check against their sources.

`python -m tests.curriculum.pick_facts --seed 2026 --count 60` prints a Markdown table. Statements are the English
sentences of facts.yaml, of law boxes, and of what ends in a comment `<!-- FACTS … -->` in a lesson, but no questions,
no advice, and no alternative texts of pictures. The same course and seed give the same table.
"""

import argparse
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lms.curriculum.course_files import FACTS
from lms.curriculum.document import CourseDocument
from lms.curriculum.markdown import COMMENT, TERM
from tests.curriculum.built_in import COURSE, bundle

NAMED = re.compile(r"<!--\s*FACTS\s+(.*?)\s*-->", re.DOTALL)
FENCE = re.compile(r":{3,}\s*([a-z-]*)")
#: what is no sentence: a picture, a fact of facts.yaml, the line below the head of a table
NO_WORDS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\{\{[^}]*\}\}|^[|: -]+$", re.MULTILINE)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
LIST_MARK = re.compile(r"^[ ]*(?:[-*+]|\d+\.)[ ]+", re.MULTILINE)
BULLET = "•"
#: where a sentence ends; so does a line of a table, and one of a list that does not go on in the next
END = re.compile(
    r"(?<!\bart\.)(?<!\barts\.)(?<!\bpara\.)(?<!\bparas\.)(?<!\bNo\.)(?<!\be\.g\.)(?<!\bi\.e\.)"
    rf"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘*(]*[^\W_a-z])|(?<![;,])\n(?=[{BULLET}|])"
)
#: a sentence that says what to do states no fact; the commonest ways to begin one
ADVICE = re.compile(
    r"(?:(?:So|And|But|Then|Also|Next),? )?(?i:add|answer|ask|be|bring|call|check|choose|compare|count|do|draw|explain|"
    r"find|give|keep|know|leave|look|make|name|never|plan|put|read|say|see|start|take|tell|use|watch|write)\b"
)
NO_SECTION = "—"


@dataclass(frozen=True)
class Statement:
    place: str  #: file of the course:line
    sentence: str
    section: str  #: of FACTS.md, as the comment names it


@dataclass
class Passage:
    """Text under one comment, or under none yet."""

    source: str
    line: int  #: of the file, from 1
    is_law: bool
    sections: list[str] = field(default_factory=list)


def statements() -> list[Statement]:
    """In the order of facts.yaml and then of the lessons."""
    course = bundle().course
    found = list(of_facts((COURSE / FACTS).read_text(encoding="utf-8"), course))
    for module in bundle().modules:
        for step in module.texts["en"].lessons:
            file = f"{module.key}/en/{step}.md"
            found += of_lesson((COURSE / file).read_text(encoding="utf-8"), file, course)
    return found


def of_facts(source: str, course: CourseDocument) -> Iterator[Statement]:
    """The comment above a fact names its section."""
    section, key = NO_SECTION, ""
    for number, line in enumerate(source.split("\n"), start=1):
        if found := re.match(r"\s*# FACTS\s+(.*?)\s*$", line):
            section = found.group(1)
        elif found := re.match(r"\s*- key: *[\"']?([a-z0-9-]+)", line):
            key = found.group(1)
        elif re.match(r"\s*en:", line) and key in course.facts:
            for _, sentence in sentences(course.facts[key].text["en"], course):
                yield Statement(f"{FACTS}:{number}", sentence, section)
            section, key = NO_SECTION, ""


def of_lesson(source: str, file: str, course: CourseDocument) -> Iterator[Statement]:
    """The sentences that a comment vouches for, and all of law boxes."""
    for passage in passages(source):
        if passage.sections or passage.is_law:
            section = "; ".join(passage.sections) or NO_SECTION
            for line, sentence in sentences(passage.source, course):
                if not passage.is_law and is_no_statement(sentence):
                    continue
                yield Statement(f"{file}:{passage.line + line}", sentence, section)


def passages(source: str) -> list[Passage]:
    """Runs of lines, cut where a comment ends; a comment that stands alone belongs to the run before it."""
    found: list[Passage] = []
    for line, run, is_law in runs(source):
        at = 0
        for comment in COMMENT.finditer(run):
            if words := run[at : comment.start()].strip():
                found.append(Passage(words, line + _first_line(run, at), is_law))
            if (named := NAMED.fullmatch(comment.group())) and found:
                found[-1].sections.append(named.group(1))
            at = comment.end()
        if words := run[at:].strip(" |\n"):
            found.append(Passage(words, line + _first_line(run, at), is_law))
    return found


def runs(source: str) -> Iterator[tuple[int, str, bool]]:
    """First line, text, and whether it is in a law box: lines that no empty line, heading or fence parts."""
    lines: list[str] = []
    blocks: list[str] = []
    for number, line in enumerate([*source.split("\n"), ""], start=1):
        fence = FENCE.match(line)
        if line.strip() and not fence and not line.startswith("#"):
            lines.append(line)
            continue
        if lines:
            yield number - len(lines), "\n".join(lines), "law" in blocks
            lines = []
        if fence and fence.group(1):
            blocks.append(fence.group(1))
        elif fence and blocks:
            blocks.pop()


def sentences(source: str, course: CourseDocument) -> Iterator[tuple[int, str]]:
    """Line in the source, from 0, and sentence as a reader reads it."""
    shown, at = as_read(source, course), 0
    for end in [*(found.end() for found in END.finditer(shown)), len(shown)]:
        words = " ".join(shown[at:end].replace(BULLET, "").split()).strip(" |")
        if re.search(r"\w", words):
            yield _first_line(shown, at), words
        at = end


def is_no_statement(sentence: str) -> bool:
    return sentence.rstrip('"”’*)').endswith("?") or bool(ADVICE.match(sentence))


def as_read(source: str, course: CourseDocument) -> str:
    """As many lines as in the source."""
    shown = LIST_MARK.sub(BULLET, NO_WORDS.sub("", source))
    shown = TERM.sub(lambda found: found.group(2) or course.terms[found.group(1).strip()].texts["en"].term, shown)
    return LINK.sub(r"\1", shown)


def pick(found: list[Statement], seed: int, count: int) -> list[Statement]:
    """As many as there are, at most; in the order of the course."""
    picked = random.Random(seed).sample(range(len(found)), min(count, len(found)))
    return [found[at] for at in sorted(picked)]


def table(picked: list[Statement]) -> str:
    rows = ["| # | place | statement | FACTS |", "|---|---|---|---|"]
    for number, each in enumerate(picked, start=1):
        rows.append(f"| {number} | {_cell(each.place)} | {_cell(each.sentence)} | {_cell(each.section)} |")
    return "\n".join(rows)


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _first_line(source: str, at: int) -> int:
    """The line, from 0, of the first letter from there on."""
    rest = source[at:]
    return source.count("\n", 0, at + len(rest) - len(rest.lstrip()))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=2026)
    options.add_argument("--count", type=int, default=60)
    given = options.parse_args()
    print(table(pick(statements(), given.seed, given.count)))


if __name__ == "__main__":
    main()
