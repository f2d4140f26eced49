"""Course faults as a table: what a trainer did to the tiny course, and what the checker must say about it.

The line that is expected is that of the mark in the changed text; the code under test has no part in finding it.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from lms import BUILT_IN
from lms.curriculum import files
from lms.curriculum.faults import Fault
from lms.registry import filled

TINY = Path(__file__).parent.parent / "courses" / "tiny"
REGISTRIES = filled(BUILT_IN)


@dataclass(frozen=True)
class Edit:
    """One place of a file reads otherwise."""

    file: str
    old: str  #: stands once in the file
    new: str

    def make(self, course: Path) -> None:
        path = course / self.file
        text = path.read_text(encoding="utf-8")
        assert text.count(self.old) == 1, f"{self.file} holds {text.count(self.old)} times {self.old!r}"
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


@dataclass(frozen=True)
class Write:
    """A file holds something else, or is there at all."""

    file: str
    content: bytes | str

    def make(self, course: Path) -> None:
        path = course / self.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.content if isinstance(self.content, bytes) else self.content.encode())


@dataclass(frozen=True)
class Append:
    """A file goes on."""

    file: str
    words: str

    def make(self, course: Path) -> None:
        with (course / self.file).open("a", encoding="utf-8") as file:
            file.write(self.words)


@dataclass(frozen=True)
class Remove:
    """A file or folder is gone."""

    file: str

    def make(self, course: Path) -> None:
        path = course / self.file
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


Change = Edit | Write | Append | Remove


@dataclass(frozen=True)
class Case:
    """One fault."""

    kind: str
    changes: tuple[Change, ...]
    file: str  #: where the fault is
    mark: str | int  #: words that stand once in that file, on the line of the fault; or the line
    says: str  #: a part of the message

    def __str__(self) -> str:
        return f"{self.kind} in {self.file}"


def edited(kind: str, file: str, old: str, new: str, says: str, mark: str | int = "") -> Case:
    """A case of one edit; the mark is what was written, unless another is given."""
    return Case(kind, (Edit(file, old, new),), file, mark or new.strip().partition("\n")[0], says)


def copied(folder: Path) -> Path:
    """A copy of the tiny course."""
    return Path(shutil.copytree(TINY, folder / "course"))


def checked(course: Path) -> list[Fault]:
    return files.check(course, REGISTRIES)


def line_of(path: Path, mark: str | int) -> int:
    """The line on which the mark stands, the only one."""
    if isinstance(mark, int):
        return mark
    lines = path.read_text(encoding="utf-8").split("\n")
    whole = [number for number, line in enumerate(lines, start=1) if line.strip() == mark]
    found = whole or [number for number, line in enumerate(lines, start=1) if mark in line]
    assert len(found) == 1, f"{mark!r} stands on the lines {found} of {path.name}"
    return found[0]
