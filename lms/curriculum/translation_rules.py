"""A translation has the keys of its original, in the same order; made-from.yaml says what it was made from."""

import re
from itertools import zip_longest

from lms.curriculum.document import ModuleDocument
from lms.curriculum.folders import Folder
from lms.curriculum.markdown import Lesson, Piece
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
        if any(file.startswith((f"{module.key}/{language}/", f"{module.key}/questions")) for file in folder.broken):
            continue  # what could not be read may hold the segment
        known = segments(module, language)
        marked = folder.yaml(f"{module.key}/{language}/made-from.yaml") if made_from else None
        for key in made_from:
            if key not in known and marked is not None:
                file = f"{module.key}/{language}/made-from.yaml"
                folder.faults.add(
                    file, marked.line((key,)), f"There is no segment “{key}” any more: take the line out."
                )


def _compare(folder: Folder, file: str, original: Lesson, translation: Lesson) -> None:
    """One fault, at the first place where they part."""
    for theirs, ours in zip_longest(original.pieces, translation.pieces):
        if ours is None:
            line = translation.pieces[-1].line if translation.pieces else 1
            folder.faults.add(file, line, f"After this, {_named(theirs)} of the original is missing: translate it.")
            return
        if theirs is None:
            folder.faults.add(file, ours.line, f"The original ends before {_named(ours)}: take it out.")
            return
        if (theirs.kind, theirs.key) != (ours.kind, ours.key):
            message = (
                f"Here the original has {_named(theirs)}, the translation {_named(ours)}: keep its order and keys."
            )
            folder.faults.add(file, ours.line, message)
            return


def _named(piece: Piece) -> str:
    return f"{piece.kind} “{piece.key}”"
