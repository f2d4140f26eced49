"""course.yaml, its texts, facts.yaml and glossary.yaml: the course's own document."""

import re
from datetime import date
from typing import Any

from lms.curriculum.document import CourseDocument, CourseText, Fact, Source, Term, TermText
from lms.curriculum.folders import Folder
from lms.curriculum.shapes import (
    LANGUAGE,
    CourseFile,
    CourseTextFile,
    FactEntry,
    FactsFile,
    GlossaryFile,
    TermEntry,
    TermTextEntry,
    shaped,
)
from lms.curriculum.yamls import Marked

COURSE, FACTS, GLOSSARY = "course.yaml", "facts.yaml", "glossary.yaml"


def read_course(folder: Folder) -> CourseDocument | None:
    """The course document; None when course.yaml itself cannot be read. Faults are in the folder."""
    found = folder.shape(CourseFile, COURSE, "it names the course and its modules")
    if found is None:
        return None
    course, marked = found
    _refuse_doubles(folder, COURSE, marked, [(("modules", number), key) for number, key in enumerate(course.modules)])
    texts = {}
    for language in _languages(folder, course.base):
        text = folder.shape(CourseTextFile, f"{language}/{COURSE}", "the course's title and summary")
        if text:
            texts[language] = CourseText(**text[0].model_dump())
    return CourseDocument(
        key=course.key,
        address=course.address,
        base=course.base,
        licence=course.licence,
        modules=tuple(course.modules),
        texts=texts,
        terms=_terms(folder, course.base),
        facts=_facts(folder, course.base),
    )


def _languages(folder: Folder, base: str) -> list[str]:
    others = {file.partition("/")[0] for file in folder.files(f"*/{COURSE}")} - {base}
    return [base, *sorted(others)]


def _facts(folder: Folder, base: str) -> dict[str, Fact]:
    found = folder.shape(FactsFile, FACTS) if folder.exists(FACTS) else None
    if found is None:
        return {}
    entries, marked = folder.entries(FactEntry, found[1], FACTS, "facts"), found[1]
    _refuse_doubles(folder, FACTS, marked, [((*at, "key"), entry.key) for at, entry in entries])
    for at, entry in entries:
        if base not in entry.text:
            folder.faults.add(FACTS, marked.line((*at, "text")), f"“{entry.key}” has no text in {base}: write it.")
        _check_day(folder, FACTS, marked.line((*at, "as_of")), entry.as_of)
        _check_day(folder, FACTS, marked.line((*at, "review_by")), entry.review_by)
    return {entry.key: _fact(entry) for _, entry in entries}


def _fact(entry: Any) -> Fact:
    return Fact(**{**entry.model_dump(), "source": Source(**entry.source.model_dump())})


def _terms(folder: Folder, base: str) -> dict[str, Term]:
    found = folder.shape(GlossaryFile, GLOSSARY) if folder.exists(GLOSSARY) else None
    if found is None:
        return {}
    entries, marked = folder.entries(TermEntry, found[1], GLOSSARY, "terms"), found[1]
    _refuse_doubles(folder, GLOSSARY, marked, [((*at, "key"), entry.key) for at, entry in entries])
    terms = {}
    for at, entry in entries:
        texts = {}
        for language in entry.model_extra or {}:
            if not re.match(LANGUAGE, language):
                message = f"“{language}” is no language: write it as en, ar or fr."
                folder.faults.add(GLOSSARY, marked.line((*at, language)), message)
            text = shaped(TermTextEntry, marked, GLOSSARY, folder.faults, (*at, language))
            if text:
                texts[language] = TermText(**text.model_dump())
        if base not in (entry.model_extra or {}):
            folder.faults.add(GLOSSARY, marked.line(at), f"“{entry.key}” has no words in {base}: write them.")
        terms[entry.key] = Term(key=entry.key, texts=texts)
    return terms


def _refuse_doubles(folder: Folder, file: str, marked: Marked, keys: list[tuple[tuple, str]]) -> None:
    seen = set()
    for at, key in keys:
        if key in seen:
            folder.fault(file, marked.line(at), f"“{key}” stands here twice: give each its own key.")
        seen.add(key)


def _check_day(folder: Folder, file: str, line: int, day: str) -> None:
    year, month, of_month = [*day.split("-"), "01", "01"][:3]
    try:
        date(int(year), int(month), int(of_month))
    except ValueError:
        folder.faults.add(file, line, f"There is no day {day}: look at the calendar.")
