"""A translation has the keys of its original, in the same order; made-from.yaml says what it was made from."""

import re
from itertools import zip_longest

from lms.curriculum.document import ModuleDocument
from lms.curriculum.folders import Folder
from lms.curriculum.markdown import Lesson, Piece, nested_blocks
from lms.curriculum.segments import segments

DIGEST = re.compile(r"[0-9a-f]{16}\Z")


def read_made_from(folder: Folder, module: str, language: str) -> dict[str, str]:
    """Segment → 16 hex of the original it was made from."""
    file = f"{module}/{language}/made-from.yaml"
    what = "Here segments with digests are expected: `lms courses stamp` writes this file."
    marked = folder.map(file, what) if folder.exists(file) else None
    if marked is None:
        return {}
    made_from = {}
    for key, digest in marked.value.items():
        if DIGEST.match(str(digest)):
            made_from[key] = str(digest)
        else:
            folder.faults.add(file, marked.line((key,)), f"“{key}” has no digest of 16 hex: run `lms courses stamp`.")
    return made_from


def check_order(folder: Folder, module: ModuleDocument, lessons: dict[tuple[str, str], Lesson]) -> None:
    """The faults of translations that do not follow their original are in the folder."""
    for (language, step), lesson in lessons.items():
        original = lessons.get((module.base, step))
        if language != module.base and original is not None:
            _compare(folder, f"{module.key}/{language}/{step}.md", original, lesson)
    for language, made_from in module.made_from.items():
        if made_from:
            _check_made_from(folder, module, language, made_from)


def _check_made_from(folder: Folder, module: ModuleDocument, language: str, made_from: dict[str, str]) -> None:
    places = tuple(f"{module.key}/{place}" for place in (f"{language}/", f"{module.base}/", "questions.yaml"))
    if any(broken.startswith(places) for broken in folder.broken):
        return  # what could not be read may hold the segment
    file = f"{module.key}/{language}/made-from.yaml"
    marked, originals = folder.yaml(file), segments(module, module.base)
    for key in made_from:
        if marked and (key not in originals or _is_untranslated(module, language, key)):
            folder.faults.add(file, marked.line((key,)), f"There is no segment “{key}” any more: take the line out.")


def _is_untranslated(module: ModuleDocument, language: str, key: str) -> bool:
    """Whether the segment is of a lesson, or of questions, that the language has not got."""
    holder, text = key.partition(".")[0], module.texts[language]
    return (
        holder not in text.lessons
        and any(step.key == holder for step in module.steps)
        or (holder in module.questions and not text.questions)
    )


def _compare(folder: Folder, file: str, original: Lesson, translation: Lesson) -> None:
    """One fault, at the first place where they part."""
    for theirs, ours in zip_longest(original.pieces, translation.pieces):
        if ours is None:
            line = translation.pieces[-1].line if translation.pieces else 1
            folder.fault(file, line, f"After this, {_named(theirs)} of the original is missing: translate it.")
            return
        if theirs is None:
            folder.fault(file, ours.line, f"The original ends before {_named(ours)}: take it out.")
            return
        if _form(theirs) != _form(ours):
            message = (
                f"Here the original has {_named(theirs)}, the translation {_named(ours)}: keep its order and keys."
            )
            folder.fault(file, ours.line, message)
            return


def _form(piece: Piece) -> tuple:
    return piece.kind, piece.key, piece.level, tuple((block.kind, block.key) for block in nested_blocks(piece))


def _named(piece: Piece) -> str:
    inside = "".join(f", in it {_named(block)}" for block in nested_blocks(piece))
    return f"{piece.kind} “{piece.key}”{inside}" + (f" ({'#' * piece.level})" if piece.kind == "heading" else "")
