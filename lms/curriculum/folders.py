"""A course's folder: its files read once, with a fault for each that cannot be read."""

from pathlib import Path
from typing import Any

from lms.curriculum import yamls
from lms.curriculum.faults import Faults
from lms.curriculum.shapes import shaped
from lms.curriculum.yamls import Marked

MOST_TEXT_BYTES = 1024 * 1024


class Folder:
    """Files by their path relative to the course."""

    def __init__(self, root: Path, faults: Faults):
        self.root, self.faults = root, faults
        self.used: set[str] = set()  #: every file that belongs to something

    def exists(self, file: str) -> bool:
        return (self.root / file).is_file()

    def text(self, file: str, why: str = "") -> str | None:
        """The text of a file, with \\n at line ends; None, and a fault, when it is missing or no UTF-8.

        :param why: what the file is for, said when it is missing
        """
        self.used.add(file)
        path = self.root / file
        if not path.is_file():
            self.faults.add(file, 1, f"The file is missing{': ' + why if why else ''}. Write it.")
            return None
        if path.stat().st_size > MOST_TEXT_BYTES:
            self.faults.add(file, 1, "The file is larger than 1 MB: split the course into smaller parts.")
            return None
        raw = path.read_bytes()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            self.faults.add(file, line, "This is not UTF-8: save the file again as UTF-8.")
            return None
        if "\x00" in text:
            self.faults.add(file, text[: text.index("\x00")].count("\n") + 1, "A NUL character: remove it.")
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def yaml(self, file: str, why: str = "") -> Marked | None:
        """The file's values with their lines; None, and a fault, when there are none."""
        text = self.text(file, why)
        if text is None:
            return None
        try:
            marked = yamls.load(text)
        except yamls.YamlFault as fault:
            self.faults.add(file, fault.line, fault.message)
            return None
        return marked

    def shape(self, shape: type[Any], file: str, why: str = "") -> tuple[Any, Marked] | None:
        """The file as that shape, with its lines; None, and faults, when it is not."""
        marked = self.yaml(file, why)
        found = shaped(shape, marked, file, self.faults) if marked else None
        return (found, marked) if found is not None and marked else None

    def files(self, pattern: str) -> list[str]:
        """The files that match, hidden ones left out."""
        found = (path.relative_to(self.root) for path in self.root.glob(pattern) if path.is_file())
        return sorted(str(path.as_posix()) for path in found if not any(part.startswith(".") for part in path.parts))
