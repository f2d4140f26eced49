"""What is wrong in a course's files: each fault names file, line, and the mend."""

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Fault:
    """`str(fault)` is what `lms courses check` prints."""

    file: str  #: relative to the course folder
    line: int  #: from 1
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass
class Faults:
    """Faults as they are found."""

    found: list[Fault] = field(default_factory=list)

    def add(self, file: str, line: int, message: str) -> None:
        self.found.append(Fault(file, max(line, 1), message))

    def listed(self) -> list[Fault]:
        """Each once, by file and line."""
        return sorted(set(self.found))
