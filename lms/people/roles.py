"""Roles, and how far they reach: what a person may do beside learning, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    LEARNER = "learner"  #: anybody with an account learns; this one is for courses that are closed to others
    TRAINER = "trainer"
    MANAGER = "manager"
    OPERATOR = "operator"  #: of the whole site, always


@dataclass(frozen=True)
class Place:
    """Where a thing stands; each package's queries say it of their rows, and the rules compare it with roles."""

    course: int | None  #: None: the whole site
    programmes: frozenset[int] = frozenset()


EVERYWHERE = Place(None)


@dataclass(frozen=True)
class Held:
    """A role that somebody holds, or is to hold.

    :raises ValueError: for an operator of one course only
    """

    role: Role
    course: int | None = None  #: None: everything

    def __post_init__(self) -> None:
        if self.role is Role.OPERATOR and self.course is not None:
            raise ValueError("An operator looks after the whole site, not after one course.")

    def reaches(self, place: Place) -> bool:
        """Whether the place lies within this role's scope; the whole site lies within no single course."""
        return self.course is None or self.course == place.course
