"""Random histories of a learner, while the course is published anew; and what follows from them, counted once more.

Nothing here calls the code that explains: the wordings, what is done and the sentences are worked out from the story.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

FIRST = date(2026, 5, 1)
LESSONS = ("lighting", "carrying", "extra", "lantern-quiz")
LEAVE_OUT, OPTIONAL, REQUIRED = "leave out", "optional", "required"


@dataclass(frozen=True)
class Publish:
    """The module `lanterns` is published with these steps, each of them required or not."""

    steps: tuple[tuple[str, str], ...]  #: step key, REQUIRED or OPTIONAL


@dataclass(frozen=True)
class Do:
    """A step is done: a lesson marked, or the quiz passed; of `kites` or of `lanterns`, if it is there."""

    step: str


@dataclass(frozen=True)
class Fail:
    """The quiz is sent in with so many right answers as do not pass."""


def _wordings() -> st.SearchStrategy[Publish]:
    states = st.sampled_from([LEAVE_OUT, OPTIONAL, REQUIRED])
    chosen = st.tuples(*(states for _ in LESSONS)).map(
        lambda given: tuple((key, state) for key, state in zip(LESSONS, given, strict=True) if state != LEAVE_OUT)
    )
    return chosen.filter(bool).map(Publish)


steps = st.sampled_from([*(f"lanterns/{key}" for key in LESSONS), "kites/flying"])
histories = st.lists(_wordings() | steps.map(Do) | st.just(Fail()), max_size=10)


@dataclass
class Wording:
    number: int
    day: date
    steps: tuple[tuple[str, str], ...]

    def words(self) -> str:
        return f"wording {self.number}, published on {spelled(self.day)}"


@dataclass
class Story:
    """What is true after each event, by the one rule: all required steps done."""

    wordings: dict[str, list[Wording]]
    day: date = FIRST
    done: dict[str, tuple[date, Wording]] = field(default_factory=dict)
    complete: dict[str, tuple[date, Wording]] = field(default_factory=dict)  #: module key, or "" for the course

    def now(self, module: str) -> Wording:
        return self.wordings[module][-1]

    def required(self, module: str) -> list[str]:
        return [f"{module}/{key}" for key, state in self.now(module).steps if state == REQUIRED]

    def missing(self, module: str) -> list[str]:
        return [step for step in self.required(module) if step not in self.done]

    def is_there(self, step: str) -> bool:
        module, _, key = step.partition("/")
        return key in dict(self.now(module).steps)

    def tomorrow(self) -> None:
        self.day += timedelta(days=1)

    def publish(self, steps: tuple[tuple[str, str], ...]) -> bool:
        """Whether it is another wording than before."""
        if steps == self.now("lanterns").steps:
            return False
        self.wordings["lanterns"].append(Wording(self.now("lanterns").number + 1, self.day, steps))
        return True

    def do(self, step: str) -> None:
        if step not in self.done:
            self.done[step] = (self.day, self.now(step.partition("/")[0]))
        self.judge()

    def judge(self) -> None:
        for module in ("lanterns", "kites"):
            if module not in self.complete and self.required(module) and not self.missing(module):
                self.complete[module] = (self.day, self.now(module))
        if "" not in self.complete and {"lanterns", "kites"} <= set(self.complete):
            self.complete[""] = (self.day, self.now(""))


def spelled(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def share(required: list[str], done: dict) -> str:
    """The sentence of a percent."""
    of, number = len(required), len([step for step in required if step in done])
    if of == 0:
        return "No step is required here yet, so there is nothing to count: 0 %."
    exact = number * 100 / of
    verb = "is" if number == 1 else "are"
    rounded = "" if exact == int(exact) else " It is rounded down."
    return f"{number} of {of} required steps {verb} done: 100 × {number} ÷ {of} = {int(exact)} %.{rounded}"


def complete(day: date, open_steps: int) -> str:
    new = f" · {open_steps} new step{'s' * (open_steps != 1)} since" if open_steps else ""
    return f"Complete, {spelled(day)}{new}"
