"""What must hold in a lesson: blocks, keys, and that everything it points to is there."""

import re
from collections.abc import Iterator

from lms.curriculum.course_files import FACTS, GLOSSARY
from lms.curriculum.document import CourseDocument, ModuleDocument
from lms.curriculum.folders import Folder
from lms.curriculum.markdown import (
    Lesson,
    Piece,
    Reference,
    nested_blocks,
    nested_headings,
    references,
    stray_fences,
)
from lms.curriculum.question_files import Bank
from lms.registry import Registries

KEY = re.compile(r"[a-z0-9-]{1,60}\Z")
NESTED_LIVE = "A {kind} stands by itself, not inside another block: move it out."
NESTED_BLOCK = "A block stands by itself, or in one other block, not in a list or a quotation: move it out."


class LessonRules:
    """Judges lessons of one module; faults go into the folder."""

    def __init__(
        self, folder: Folder, course: CourseDocument, module: ModuleDocument, registries: Registries, bank: Bank
    ):
        self.folder, self.course, self.module, self.registries, self.bank = folder, course, module, registries, bank
        self.shown: dict[str, list[str]] = {}  #: check → the lessons of the base language that show it

    def check_all(self, lessons: dict[tuple[str, str], Lesson]) -> None:
        sections = {
            step: dict(lesson.sections()) for (lang, step), lesson in lessons.items() if lang == self.module.base
        }
        for (language, step), lesson in lessons.items():
            file = f"{self.module.key}/{language}/{step}.md"
            for line, message in sorted(self._faults(lesson, language, step, sections)):
                self.folder.faults.add(file, line, message)
        self._check_shown(lessons)
        self._check_media(lessons)

    def _faults(self, lesson: Lesson, language: str, step: str, sections: dict) -> Iterator[tuple[int, str]]:
        if lesson.pieces[0].kind != "prose":
            yield lesson.pieces[0].line, "Begin with a few words, before any heading or block: they lead in."
        for piece in lesson.pieces:
            if piece.kind == "heading":
                yield from self._of_heading(piece)
            elif piece.kind != "prose":
                yield from self._of_block(piece, language, step)
            for block in nested_blocks(piece):
                yield from self._of_nested(block, piece)
            for line in nested_headings(piece):
                yield line, "A heading stands by itself, not inside a block, a list or a quotation: move it out."
            for line in stray_fences(piece) if piece.closed else ():
                yield line, "No block begins or ends like this: write ::: name {#key}, and ::: after it."
            for reference in references(piece):
                yield from self._of_reference(reference, sections)

    def _of_heading(self, piece: Piece) -> Iterator[tuple[int, str]]:
        if piece.level not in (2, 3):
            yield piece.line, "Headings begin with ## or ###: the title of the lesson is in module.yaml."
        if piece.key is None:
            yield piece.line, "The heading has no key: end it with {#a-key}."
        elif not KEY.match(piece.key):
            yield piece.line, f"“{piece.key}” is no key: use 1 to 60 of a-z, 0-9 and -."
        if not piece.source.strip():
            yield piece.line, "The heading has no words: write some."

    def _of_block(self, piece: Piece, language: str, step: str) -> Iterator[tuple[int, str]]:
        yield from self._of_itself(piece)
        if piece.kind == "check":
            yield from self._of_check(piece, language, step)

    def _of_nested(self, block: Piece, outer: Piece) -> Iterator[tuple[int, str]]:
        known = self.registries.block_kinds
        if block.kind in known and known.get(block.kind).live:
            yield block.line, NESTED_LIVE.format(kind=block.kind)
        elif outer.kind == "prose" or block.level != 1:
            yield (
                block.line,
                "A block stands by itself, or in one other block, not in a list or a quotation: move it out.",
            )
        else:
            yield from self._of_itself(block)

    def _of_itself(self, block: Piece) -> Iterator[tuple[int, str]]:
        name, key, line = block.kind, block.key, block.line
        if not block.closed:
            yield line, "The end of this block is missing: write ::: on a line of its own after it."
        if name not in self.registries.block_kinds:
            known = ", ".join(self.registries.block_kinds)
            yield line, f"There is no block “{name}”: use {known}."
        elif key is None:
            yield line, f"The block has no key: write ::: {name} {{#a-key}}."
        elif not KEY.match(key):
            yield line, f"“{key}” is no key: use 1 to 60 of a-z, 0-9 and -."
        if name in self.registries.block_kinds and key is not None:
            for sentence in self.registries.block_kinds.get(name).faults(block):
                yield line, sentence

    def _of_check(self, piece: Piece, language: str, step: str) -> Iterator[tuple[int, str]]:
        if piece.key is None or not KEY.match(piece.key):
            return
        question = self.module.questions.get(piece.key)
        if question is None:
            if self.bank.file not in self.folder.broken:
                yield piece.line, f"There is no question “{piece.key}” in questions.yaml: look for a typing mistake."
        elif question.use != "check":
            yield piece.line, f"“{piece.key}” is graded in a quiz: a check is another question, with use: check."
        elif language == self.module.base:
            if piece.key in self.shown:
                yield piece.line, f"The check “{piece.key}” stands in a lesson already: show each once."
            self.shown.setdefault(piece.key, []).append(step)

    def _of_reference(self, reference: Reference, sections: dict) -> Iterator[tuple[int, str]]:
        line, target, broken = reference.line, reference.target, self.folder.broken
        match reference.kind:
            case "term" if target not in self.course.terms and GLOSSARY not in broken:
                yield (
                    line,
                    f"There is no term “{target}” in glossary.yaml: write it there, or look for a typing mistake.",
                )
            case "fact" | "value" if target not in self.course.facts and FACTS not in broken:
                yield line, f"There is no fact “{target}” in facts.yaml: write it there, or look for a typing mistake."
            case "value" if FACTS not in broken and not self.course.facts[target].value:
                yield line, f"The fact “{target}” has no value in facts.yaml: add it, or show the whole sentence."
            case "html":
                yield line, "HTML is not used in lessons, but for whole comments <!-- … -->: write Markdown."
            case "image":
                yield from self._of_image(reference)
            case "link":
                yield from self._of_link(line, target, sections)

    def _of_image(self, reference: Reference) -> Iterator[tuple[int, str]]:
        if reference.target not in self.module.media and not self._is_broken(f"media/{reference.target}"):
            yield reference.line, f"There is no picture media/{reference.target}: add it, or look for a typing mistake."
        if not reference.words.strip():
            yield reference.line, "The picture has no words for those who cannot see it: write ![what it shows](…)."

    def _of_link(self, line: int, target: str, sections: dict) -> Iterator[tuple[int, str]]:
        if target.startswith("step:"):
            step, _, section = target.removeprefix("step:").partition("#")
            if step not in {each.key for each in self.module.steps}:
                yield line, f"There is no step “{step}” in this module: look for a typing mistake."
            elif (
                section
                and section not in sections.get(step, {})
                and not self._is_broken(f"{self.module.base}/{step}.md")
            ):
                yield line, f"There is no section “{section}” in “{step}”: look for a typing mistake."
        elif not re.match(r"https?://[^/\s]+", target):
            yield line, f"“{target}” cannot be linked: use https://… or step:<step key>."

    def _is_broken(self, file: str) -> bool:
        return f"{self.module.key}/{file}" in self.folder.broken

    def _check_shown(self, lessons: dict[tuple[str, str], Lesson]) -> None:
        """Every check stands in a lesson, unless a lesson could not be read."""
        written = [step.key for step in self.module.steps if step.kind == "lesson"]
        if any((self.module.base, key) not in lessons for key in written):
            return
        for key, question in self.module.questions.items():
            if question.use == "check" and key not in self.shown:
                message = f"The check “{key}” stands in no lesson: add ::: check {{#{key}}}, or remove it."
                self.folder.faults.add(self.bank.file, self.bank.line(key), message)

    def _check_media(self, lessons: dict[tuple[str, str], Lesson]) -> None:
        used = {
            reference.target
            for lesson in lessons.values()
            for piece in lesson.pieces
            for reference in references(piece)
            if reference.kind == "image"
        }
        if any(file.startswith(f"{self.module.key}/") and file.endswith(".md") for file in self.folder.broken):
            return
        for name in self.module.media:
            if name not in used and original_name(name, self.module.languages) not in used:
                file = f"{self.module.key}/media/{name}"
                self.folder.faults.add(file, 1, "No lesson shows this picture: show it, or remove it.")


def original_name(name: str, languages: tuple[str, ...]) -> str:
    """chain.ar.svg, a language's own, stands for chain.svg."""
    stem, _, ending = name.rpartition(".")
    stem, _, language = stem.rpartition(".")
    return f"{stem}.{ending}" if language in languages else name
