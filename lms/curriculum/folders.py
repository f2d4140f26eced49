"""A course's folder: its files read once, with a fault for each that cannot be read."""

from pathlib import Path
from typing import Any

from lms.curriculum import yamls
from lms.curriculum.faults import Faults
from lms.curriculum.shapes import shaped
from lms.curriculum.yamls import Marked

MOST_TEXT_BYTES = 1024 * 1024
APART = ("readme.md", "licence", "license")


class Folder:
    """Files by their path relative to the course."""

    def __init__(self, root: Path, faults: Faults):
        self.root, self.faults = root, faults
        self.used: set[str] = set()  #: every file that belongs to something
        self.broken: set[str] = set()  #: not read, or in part; what is not found there is no fault anywhere else

    def exists(self, file: str) -> bool:
        return (self.root / file).is_file()

    def fault(self, file: str, line: int, message: str) -> None:
        """A fault after which the file counts as broken."""
        self.broken.add(file)
        self.faults.add(file, line, message)

    def text(self, file: str, why: str = "") -> str | None:
        """The text of a file, with \\n at line ends; None, and a fault, when it is missing or no UTF-8.

        :param why: what the file is for, said when it is missing
        """
        self.used.add(file)
        path = self.root / file
        if not path.is_file():
            self.fault(file, 1, f"The file is missing{': ' + why if why else ''}. Write it.")
            return None
        try:
            raw = path.read_bytes() if path.stat().st_size <= MOST_TEXT_BYTES else None
        except OSError as error:
            self.fault(file, 1, f"The file cannot be opened ({error.strerror}): look at its rights.")
            return None
        if raw is None:
            self.fault(file, 1, "The file is larger than 1 MB: split the course into smaller parts.")
            return None
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            self.fault(file, line, "This is not UTF-8: save the file again as UTF-8.")
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if found := yamls.INVISIBLE.search(text):
            self.fault(file, text.count("\n", 0, found.start()) + 1, yamls.INVISIBLE_FOUND)
            return None
        return text

    def yaml(self, file: str, why: str = "") -> Marked | None:
        """The file's values with their lines; None, and a fault, when there are none."""
        text = self.text(file, why)
        if text is None:
            return None
        try:
            marked = yamls.load(text)
        except yamls.YamlFault as fault:
            self.fault(file, fault.line, fault.message)
            return None
        return marked

    def shape(self, shape: type[Any], file: str, why: str = "") -> tuple[Any, Marked] | None:
        """The file as that shape, with its lines; None, and faults, when it is not."""
        marked = self.yaml(file, why)
        found = self.entry(shape, marked, file) if marked else None
        return (found, marked) if found is not None and marked else None

    def entry(self, shape: type[Any], marked: Marked, file: str, at: tuple = ()) -> Any:
        """What stands at a place of the file, as that shape; None, and faults, when it is not."""
        found = shaped(shape, marked, file, self.faults, at)
        if found is None:
            self.broken.add(file)
        return found

    def entries(self, shape: type[Any], marked: Marked, file: str, name: str) -> list[tuple[tuple, Any]]:
        """The entries of a list that have the shape, each with its place; faults for the others."""
        places = [(name, number) for number in range(len(marked.value[name]))]
        found = [(at, self.entry(shape, marked, file, at)) for at in places]
        return [(at, entry) for at, entry in found if entry is not None]

    def map(self, file: str, what: str, why: str = "") -> Marked | None:
        """The file's names with values; None, and a fault with `what` belongs there, when it holds no such."""
        marked = self.yaml(file, why)
        if marked is not None and not isinstance(marked.value, dict):
            self.fault(file, marked.line(()), what)
            return None
        return marked

    def skim(self, top: str = "") -> None:
        """What cannot be read at all is a fault, even where nothing can be made of the rest."""
        for file in self.files(f"{top}**/*"):
            if file.endswith(".yaml") and file not in self.used:
                self.yaml(file)
            elif file.endswith(".md") and file not in self.used:
                self.text(file)

    def files(self, pattern: str) -> list[str]:
        """The files that match; those that belong to no course are left out."""
        found = (path.relative_to(self.root) for path in self.root.glob(pattern) if path.is_file())
        return sorted(path.as_posix() for path in found if not is_apart(path))


def is_apart(path: Path) -> bool:
    """Whether it may lie in a course's folder without being of the course: hidden, a read-me, a licence."""
    return any(part.startswith(".") for part in path.parts) or path.name.lower() in APART
