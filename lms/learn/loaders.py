"""From addresses to what stands there; 404 where nothing does."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort, g, request, url_for

from lms.assessment.queries import LessonStanding, lesson_standing
from lms.curriculum import queries as curriculum
from lms.curriculum.document import CourseDocument, ModuleDocument, Step
from lms.curriculum.queries import ModulePlace, Outline
from lms.progress.rules import name_of
from lms.web.login import me


@dataclass(frozen=True)
class StepPlace:
    """A step, where it stands, and where the reader stands."""

    outline: Outline
    course: CourseDocument
    place: ModulePlace
    module: ModuleDocument
    step: Step
    standing: LessonStanding

    @property
    def name(self) -> str:
        return name_of(self.module, self.step)


@dataclass(frozen=True)
class LessonUrls:
    """Addresses for links inside a lesson."""

    course: str
    module: str
    language: str
    steps: tuple[tuple[str, str], ...]  #: step key, step address
    root: str  #: what stands before each address of ours

    def step(self, key: str, section: str | None = None) -> str:
        address = dict(self.steps)[key]
        return url_for("learn.step", course=self.course, module=self.module, step=address, _anchor=section)

    def media(self, digest: str, media_type: str) -> str:
        return url_for("places.media", digest=digest, ending=ENDINGS[media_type])


ENDINGS = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}


def find_outline(course: str) -> Outline:
    return curriculum.outline(course) or abort(404)


def find_module(outline: Outline, module: str) -> ModulePlace:
    course = curriculum.course_document(outline.revision_id)
    found = (place for place in outline.modules if place.address == module and place.key in course.modules)
    return next(found, None) or abort(404)


def find_step(course: str, module: str, step: str) -> StepPlace:
    """The step with the reader's standing; two statements when warm."""
    outline = find_outline(course)
    place = find_module(outline, module)
    document = curriculum.module_document(place.revision_id)
    found = next((each for each in document.steps if each.address == step), None) or abort(404)
    person = me()
    standing = lesson_standing(person.id, outline.course_id, name_of(document, found)) if person else LessonStanding()
    return StepPlace(outline, curriculum.course_document(outline.revision_id), place, document, found, standing)


def urls_in(outline: Outline, module: ModuleDocument, module_address: str) -> LessonUrls:
    steps = tuple((step.key, step.address) for step in module.steps)
    return LessonUrls(outline.course_address, module_address, g.lang, steps, request.script_root)


def uuid_or_400(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        abort(400)


def number_or_400(text: str | None) -> int:
    if not (text or "").isascii() or not (text or "").isdigit() or len(text or "") > 9:
        abort(400)
    return int(text or "")
