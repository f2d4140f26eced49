"""The route through a course as pages show it: courses, modules and steps, with what is done on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lms.curriculum import queries as curriculum
from lms.curriculum.document import CourseDocument, ModuleDocument, Step
from lms.curriculum.minutes import minutes
from lms.curriculum.queries import ModulePlace, Outline
from lms.progress.models import COURSE
from lms.progress.rules import name_of, percent, required

DONE, HERE, AHEAD = "done", "here", "ahead"
Done = Mapping[str, date]  #: what is complete → day; see `progress.queries.Standing`


@dataclass(frozen=True)
class StepView:
    course: str  #: address
    module: str  #: address
    address: str
    key: str
    title: str
    language: str  #: of the title
    kind: str
    minutes: int
    optional: bool
    state: str  #: DONE, HERE or AHEAD
    done_on: date | None


@dataclass(frozen=True)
class ModuleView:
    course: str  #: address
    address: str
    key: str
    revision: int
    title: str
    summary: str
    language: str
    outcomes: tuple[str, ...]
    steps: tuple[StepView, ...]
    done: int  #: required steps that are done
    required: int
    completed_on: date | None

    @property
    def lessons(self) -> int:
        return sum(step.kind == "lesson" for step in self.steps)

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)

    @property
    def percent(self) -> int:
        return percent(self.done, self.required)

    @property
    def new_since(self) -> int:
        """Required steps that were added after the module was completed and are still open."""
        return self.required - self.done if self.completed_on else 0

    @property
    def state(self) -> str:
        if self.completed_on:
            return DONE
        return HERE if any(step.state == HERE for step in self.steps) else AHEAD

    @property
    def next(self) -> StepView | None:
        """The first open step."""
        return next((step for step in self.steps if step.state == HERE), None)


@dataclass(frozen=True)
class CourseView:
    address: str
    title: str
    summary: str
    language: str
    modules: tuple[ModuleView, ...]
    enrolled: bool
    completed_on: date | None

    @property
    def done(self) -> int:
        return sum(module.done for module in self.modules)

    @property
    def required(self) -> int:
        return sum(module.required for module in self.modules)

    @property
    def percent(self) -> int:
        return percent(self.done, self.required)

    @property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules)

    @property
    def new_since(self) -> int:
        return self.required - self.done if self.completed_on else 0

    @property
    def next(self) -> StepView | None:
        return next((module.next for module in self.modules if module.next), None)


def course_view(outline: Outline, done: Done, enrolled: bool, language: str) -> CourseView:
    """The course in the reader's language, or, where it has no words in it, in its own."""
    course = curriculum.course_document(outline.revision_id)
    shown = language if language in course.texts else course.base
    modules: list[ModuleView] = []
    for place in in_order(course, outline):
        # one step is the next one: the first open one of the whole course
        beginning = not any(step.state == HERE for module in modules for step in module.steps)
        modules.append(module_view(outline, place, done, language, beginning))
    return CourseView(
        address=outline.course_address,
        title=course.texts[shown].title,
        summary=course.texts[shown].summary,
        language=shown,
        modules=tuple(modules),
        enrolled=enrolled,
        completed_on=done.get(COURSE),
    )


def in_order(course: CourseDocument, outline: Outline) -> list[ModulePlace]:
    """The published modules of a course in the order of its document."""
    places = {place.key: place for place in outline.modules}
    return [places[key] for key in course.modules if key in places]


def module_view(outline: Outline, place: ModulePlace, done: Done, language: str, mark_next: bool = True) -> ModuleView:
    """:param mark_next: whether the first open step is the one to go on with"""
    module = curriculum.module_document(place.revision_id)
    shown = language if language in module.texts else module.base
    text = module.texts[shown]
    names = required(module)
    open_step = next((step for step in module.steps if name_of(module, step) not in done and not step.optional), None)
    return ModuleView(
        course=outline.course_address,
        address=place.address,
        key=module.key,
        revision=place.revision_id,
        title=text.title,
        summary=text.summary,
        language=shown,
        outcomes=tuple(text.outcomes[key] for key in module.outcomes),
        steps=tuple(
            _step_view(outline, place, module, step, done, shown, mark_next and step is open_step)
            for step in module.steps
        ),
        done=sum(name in done for name in names),
        required=len(names),
        completed_on=done.get(module.key),
    )


def _step_view(
    outline: Outline, place: ModulePlace, module: ModuleDocument, step: Step, done: Done, language: str, is_next: bool
) -> StepView:
    name = name_of(module, step)
    return StepView(
        course=outline.course_address,
        module=place.address,
        address=step.address,
        key=step.key,
        title=module.texts[language].steps[step.key],
        language=language,
        kind=step.kind,
        minutes=minutes(module, step.key, language),
        optional=step.optional,
        state=DONE if name in done else HERE if is_next else AHEAD,
        done_on=done.get(name),
    )
