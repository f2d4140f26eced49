"""questions.yaml and its texts per language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lms.curriculum.document import Question, QuestionText
from lms.curriculum.folders import Folder
from lms.curriculum.shapes import KEY, QuestionEntry, QuestionsFile, QuestionTextEntry
from lms.curriculum.yamls import Marked
from lms.registry import Registries

COMMON = set(QuestionEntry.model_fields)


@dataclass
class Bank:
    """A module's questions, in the order of the file, with their lines in it."""

    file: str
    questions: dict[str, Question] = field(default_factory=dict)
    lines: dict[str, dict[str, int]] = field(default_factory=dict)  #: question → name in its entry → line

    def line(self, key: str, name: str = "key") -> int:
        """The line of a name in the question's entry; where it begins, when it has not got the name."""
        return self.lines[key].get(name, self.lines[key][""])


def read_questions(folder: Folder, module: str, registries: Registries) -> Bank:
    """The questions of the module; empty when it has no questions.yaml."""
    file = f"{module}/questions.yaml"
    bank = Bank(file)
    found = folder.shape(QuestionsFile, file) if folder.exists(file) else None
    if found is None:
        return bank
    marked = found[1]
    for at, entry in folder.entries(QuestionEntry, marked, file, "questions"):
        if entry.key in bank.questions:
            folder.fault(file, marked.line((*at, "key")), f"“{entry.key}” stands here twice: give each its own key.")
            continue
        question = Question(**entry.model_dump(include=COMMON), detail=dict(entry.model_extra or {}))
        bank.questions[entry.key] = question
        names = {str(path[2]): line for path, line in marked.lines.items() if len(path) == 3 and path[:2] == at}
        bank.lines[entry.key] = {**names, "": marked.line(at)}
        _check_type(folder, bank, question, registries)
    return bank


def _check_type(folder: Folder, bank: Bank, question: Question, registries: Registries) -> None:
    if question.type not in registries.question_types:
        known = ", ".join(registries.question_types)
        message = f"There is no question type “{question.type}”: use {known}."
        folder.faults.add(bank.file, bank.line(question.key, "type"), message)
        return
    for sentence in _sentences(question, registries):
        quoted = [name for name in bank.lines[question.key] if f"“{name}”" in sentence]
        spoken = [name for name in ("right", "options") if name in sentence]
        named = next(iter(quoted + spoken), "key")
        folder.faults.add(bank.file, bank.line(question.key, named), f"“{question.key}”: {sentence}")


def _sentences(question: Question, registries: Registries) -> Iterator[str]:
    """What is wrong in the structure of a question."""
    yield from registries.question_types.get(question.type).faults(question)
    options = question.detail.get("options")
    for option in options if isinstance(options, list) else ():
        if isinstance(option, str) and not re.fullmatch(KEY, option):
            yield f"Among the options, “{option}” is no key: use 1 to 60 of a-z, 0-9 and -."


def read_question_texts(
    folder: Folder, module: str, language: str, questions: dict[str, Question], registries: Registries
) -> dict[str, QuestionText]:
    """By key. A file that is there must be complete."""
    file = f"{module}/{language}/questions.yaml"
    marked = folder.map(file, "Begin each question with its key and a colon.", "prompts, options and feedback")
    if marked is None:
        return {}
    texts = {}
    is_whole = f"{module}/questions.yaml" not in folder.broken
    for key in marked.value:
        if key not in questions:
            message = f"There is no question “{key}” in questions.yaml: look for a typing mistake."
            if is_whole:
                folder.fault(file, marked.line((key,)), message)
            continue
        entry = folder.entry(QuestionTextEntry, marked, file, (key,))
        if entry:
            _check_parts(folder, file, marked, questions[key], entry, registries)
            _check_language(folder, file, marked.line((key,)), questions[key], language, registries)
            texts[key] = QuestionText(prompt=entry.prompt, after=entry.after, parts=_parts(entry))
    for key in questions:
        if key not in marked.value:
            folder.fault(file, 1, f"The question “{key}” has no text in {language}: write it.")
    return texts


def _check_language(
    folder: Folder, file: str, line: int, question: Question, language: str, registries: Registries
) -> None:
    if question.type in registries.question_types and not any(True for _ in _sentences(question, registries)):
        for sentence in registries.question_types.get(question.type).faults_in(question, language):
            folder.fault(file, line, f"“{question.key}”: {sentence}")


def _check_parts(
    folder: Folder, file: str, marked: Marked, question: Question, entry: QuestionTextEntry, registries: Registries
) -> None:
    if question.type not in registries.question_types:
        return
    if any(True for _ in _sentences(question, registries)):
        return  # its structure is at fault, and said so
    needed = registries.question_types.get(question.type).texts(question)
    given = entry.model_extra or {}
    for part in sorted(set(given) - set(needed)):
        folder.fault(file, marked.line((question.key, part)), f"“{part}” means nothing here: take it out.")
    for part, keys in needed.items():
        here = given.get(part)
        if not isinstance(here, dict):
            folder.fault(
                file,
                marked.line((question.key, part)),
                f"“{question.key}” needs {part}: one text for each of {', '.join(keys)}.",
            )
            continue
        for key in keys:
            if not isinstance(here.get(key), str) or not here[key].strip():
                line = marked.line((question.key, part, key))
                folder.fault(file, line, f"“{question.key}” has no {part} for {key}: write a text.")
        for key in here:
            if key not in keys:
                line = marked.line((question.key, part, key))
                folder.fault(file, line, f"“{question.key}” has no option {key}: take the line out.")


def _parts(entry: QuestionTextEntry) -> dict[str, Any]:
    parts = (entry.model_extra or {}).items()
    return {
        part: {k: t for k, t in texts.items() if isinstance(t, str)} for part, texts in parts if isinstance(texts, dict)
    }
