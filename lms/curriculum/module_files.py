"""A module's folder: module.yaml, its texts and lessons per language, and what was made from what."""

from dataclasses import dataclass, field
from typing import Any

from lms.curriculum.document import CourseDocument, ModuleDocument, ModuleText, Step
from lms.curriculum.folders import Folder
from lms.curriculum.lesson_rules import LessonRules
from lms.curriculum.markdown import Lesson, parse
from lms.curriculum.media_files import read_media
from lms.curriculum.module_rules import check_module, check_sources
from lms.curriculum.question_files import Bank, read_question_texts, read_questions
from lms.curriculum.shapes import ModuleFile, ModuleTextFile
from lms.curriculum.translation_rules import check_order, read_made_from
from lms.curriculum.yamls import Marked
from lms.registry import Registries


@dataclass
class ModuleRead:
    """A module as its files say; the document is None when something of it could not be read."""

    key: str
    document: ModuleDocument | None = None
    media: dict[str, tuple[str, bytes]] = field(default_factory=dict)  #: digest → type, bytes
    marked: Marked | None = None  #: module.yaml
    lessons: dict[tuple[str, str], Lesson] = field(default_factory=dict)  #: language, step key → lesson


def read_module(folder: Folder, key: str, course: CourseDocument, registries: Registries) -> ModuleRead:
    """The module in the folder of that key. Faults are in the folder."""
    read = ModuleRead(key)
    file = f"{key}/module.yaml"
    found = folder.shape(ModuleFile, file, f"course.yaml names the module “{key}”")
    if found is None:
        folder.skim(f"{key}/")
        return read
    module, read.marked = found
    if module.key != key:
        folder.faults.add(file, read.marked.line(("key",)), f"The key must be the folder's name, {key}.")
    languages = _languages(folder, file, read.marked, module, course.base)
    bank = read_questions(folder, key, registries)
    named, read.media = read_media(folder, key)
    texts = {
        language: _read_text(folder, read, module, language, course.base, bank, registries) for language in languages
    }
    read.document = ModuleDocument(
        key=key,
        address=module.address,
        base=course.base,
        languages=tuple(languages),
        outcomes=tuple(module.outcomes),
        steps=tuple(Step(**step.model_dump()) for step in module.steps),
        retired=tuple(module.retired),
        questions=bank.questions,
        texts=texts,
        made_from={language: read_made_from(folder, key, language) for language in languages[1:]},
        media=named,
    )
    check_module(folder, read.document, read.marked, bank, read.lessons)
    check_sources(folder, course, read.document, bank)
    LessonRules(folder, course, read.document, registries, bank).check_all(read.lessons)
    check_order(folder, read.document, read.lessons)
    return read


def _languages(folder: Folder, file: str, marked: Marked, module: Any, base: str) -> list[str]:
    """The base language first."""
    for number, language in enumerate(module.languages):
        if language in module.languages[:number]:
            folder.faults.add(file, marked.line(("languages", number)), f"“{language}” stands here twice.")
    if base not in module.languages:
        folder.faults.add(
            file, marked.line(("languages",)), f"The base language of the course, {base}, is missing: add it."
        )
    return list(dict.fromkeys([base, *module.languages]))


def _read_text(
    folder: Folder, read: ModuleRead, module: Any, language: str, base: str, bank: Bank, registries: Registries
) -> ModuleText:
    """What could be read of it; the rest is empty, and a fault."""
    place = f"{read.key}/{language}"
    file = f"{place}/module.yaml"
    found = folder.shape(ModuleTextFile, file, f"the module's title and summary in {language}")
    words: dict[str, Any] = {"title": "", "summary": "", "outcomes": {}, "steps": {}}
    if found is not None:
        text, marked = found
        _same_keys(folder, file, marked, "outcomes", text.outcomes, module.outcomes)
        _same_keys(folder, file, marked, "steps", text.steps, [step.key for step in module.steps])
        words = text.model_dump()
    is_there = folder.exists(bank.file) and folder.exists(f"{place}/questions.yaml")
    has_questions = is_there or (language == base and bool(bank.questions))
    return ModuleText(
        **words,
        questions=read_question_texts(folder, read.key, language, bank.questions, registries) if has_questions else {},
        lessons=_read_lessons(folder, read, module, language, base),
    )


def _read_lessons(folder: Folder, read: ModuleRead, module: Any, language: str, base: str) -> dict[str, str]:
    lessons = {}
    for step in module.steps:
        file = f"{read.key}/{language}/{step.key}.md"
        if step.kind != "lesson" or (language != base and not folder.exists(file)):
            continue
        source = folder.text(file, f"the lesson “{step.key}”")
        if source is None:
            continue
        lesson = parse(source)
        if lesson.pieces:
            lessons[step.key] = source.strip("\n") + "\n"
            read.lessons[language, step.key] = lesson
        else:
            folder.fault(file, 1, "The lesson is empty: write it.")
    return lessons


def _same_keys(folder: Folder, file: str, marked: Marked, name: str, given: dict[str, str], needed: list[str]) -> None:
    for key in needed:
        if key not in given:
            folder.fault(file, marked.line((name,)), f"“{key}” is missing in {name}: add it.")
    for key in given:
        if key not in needed:
            folder.faults.add(
                file, marked.line((name, key)), f"There is no “{key}” in module.yaml: look for a typing mistake."
            )
