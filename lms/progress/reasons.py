"""Progress that explains itself: what a percent is made of, and what each completion rests on (DESIGN 4, rule 3).

Plain functions over what is published and what is kept; they read no database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lms.curriculum.document import ModuleDocument
from lms.progress.models import COURSE
from lms.progress.rules import name_of, percent


@dataclass(frozen=True)
class Earned:
    """A completion, as it is kept."""

    day: date
    revision: int
    reason: str  #: "done", "passed" or "all-steps"


@dataclass(frozen=True)
class Share:
    """Required steps that are done, of how many, and how the percent follows from them."""

    done: int
    of: int

    @property
    def percent(self) -> int:
        return percent(self.done, self.of)

    @property
    def is_raised(self) -> bool:
        """Less than 1 %, shown as 1 because something is done."""
        return 0 < 100 * self.done < self.of

    @property
    def is_rounded(self) -> bool:
        return bool(self.of) and not self.is_raised and 100 * self.done % self.of != 0


@dataclass(frozen=True)
class StepReason:
    name: str  #: module key / step key
    counts: bool  #: the published wording requires it
    earned: Earned | None

    @property
    def is_missing(self) -> bool:
        return self.counts and self.earned is None


@dataclass(frozen=True)
class ModuleReason:
    key: str
    steps: tuple[StepReason, ...]  #: of the published wording, in its order
    gone: tuple[StepReason, ...]  #: done, and no longer part of the module: kept, not counted
    earned: Earned | None

    @property
    def share(self) -> Share:
        required = [step for step in self.steps if step.counts]
        return Share(sum(not step.is_missing for step in required), len(required))

    @property
    def missing(self) -> tuple[StepReason, ...]:
        return tuple(step for step in self.steps if step.is_missing)

    @property
    def optional(self) -> tuple[StepReason, ...]:
        return tuple(step for step in self.steps if not step.counts)

    @property
    def new_since(self) -> int:
        """Required steps that are open although the module was completed: they came later."""
        return len(self.missing) if self.earned else 0


@dataclass(frozen=True)
class CourseReason:
    modules: tuple[ModuleReason, ...]
    earned: Earned | None

    @property
    def share(self) -> Share:
        shares = [module.share for module in self.modules]
        return Share(sum(share.done for share in shares), sum(share.of for share in shares))

    @property
    def new_since(self) -> int:
        return sum(len(module.missing) for module in self.modules) if self.earned else 0

    def module(self, key: str) -> ModuleReason:
        return next(module for module in self.modules if module.key == key)


def reasons(modules: Sequence[ModuleDocument], earned: Mapping[str, Earned]) -> CourseReason:
    """Why a course's progress is what it is.

    :param modules: as they are published, in the order of the course
    :param earned: what is complete (steps, modules, COURSE) → what is kept of it
    """
    return CourseReason(tuple(_module(module, earned) for module in modules), earned.get(COURSE))


def _module(module: ModuleDocument, earned: Mapping[str, Earned]) -> ModuleReason:
    steps = tuple(_step(name_of(module, step), not step.optional, earned) for step in module.steps)
    return ModuleReason(module.key, steps, tuple(_gone(module, steps, earned)), earned.get(module.key))


def _step(name: str, counts: bool, earned: Mapping[str, Earned]) -> StepReason:
    return StepReason(name, counts, earned.get(name))


def _gone(module: ModuleDocument, steps: Iterable[StepReason], earned: Mapping[str, Earned]) -> Iterable[StepReason]:
    known = {step.name for step in steps}
    for name in sorted(earned):
        if name.startswith(f"{module.key}/") and name not in known:
            yield _step(name, False, earned)
