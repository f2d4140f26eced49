"""What must hold between a course's files and what is published of it already: keys and addresses stay."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from lms.curriculum import queries
from lms.curriculum.course_files import COURSE
from lms.curriculum.document import CourseDocument, ModuleDocument
from lms.curriculum.faults import Fault, Faults
from lms.curriculum.files import Bundle
from lms.curriculum.folders import Folder
from lms.curriculum.models import Course
from lms.curriculum.yamls import Path as Place
from lms.db import db

STAYS = "addresses stand in histories and never change"


def faults_beside(path: Path, bundle: Bundle, course: Course | None) -> list[Fault]:
    """What does not fit to what is published.

    :param course: the course of that key, when it is published
    """
    rules = _Beside(Folder(path, Faults()))
    rules.check_course(bundle.course, course)
    outline = queries.outline(course.address) if course else None
    places = {place.key: place for place in outline.modules} if outline else {}
    for module in bundle.modules:
        taken = next((p for p in places.values() if p.address == module.address and p.key != module.key), None)
        if taken:
            message = f"The address “{module.address}” belongs to the module {taken.key}: take another."
            rules.add(f"{module.key}/module.yaml", ("address",), message)
        if module.key in places:
            rules.check_module(queries.module_document(places[module.key].revision_id), module)
    return rules.folder.faults.listed()


class _Beside:
    def __init__(self, folder: Folder):
        self.folder = folder

    def add(self, file: str, place: Place, message: str) -> None:
        marked = self.folder.yaml(file)
        self.folder.faults.add(file, marked.line(place) if marked else 1, message)

    def check_course(self, document: CourseDocument, course: Course | None) -> None:
        is_other = (Course.address == document.address) & (Course.key != document.key)
        other = db.session.scalar(select(Course).where(is_other))
        if other:
            message = f"The address “{document.address}” belongs to the course {other.key}: take another."
            self.add(COURSE, ("address",), message)
        if course and course.address != document.address:
            self.add(COURSE, ("address",), f"The address of this course is {course.address}: {STAYS}.")

    def check_module(self, published: ModuleDocument, module: ModuleDocument) -> None:
        file = f"{module.key}/module.yaml"
        if published.address != module.address:
            self.add(file, ("address",), f"The address of this module is {published.address}: {STAYS}.")
        for number, message in _of_steps(published, module):
            self.add(file, ("steps", number, "address"), message)
        here = _keys(module)
        for key in _keys(published):
            if key not in here:
                message = f"“{key}” was published and is gone: add it to retired, so that it is never used again."
                self.add(file, ("retired",), message)


def _of_steps(published: ModuleDocument, module: ModuleDocument) -> Iterator[tuple[int, str]]:
    addresses = {step.key: step.address for step in published.steps}
    keys = {step.address: step.key for step in published.steps}
    for number, step in enumerate(module.steps):
        if addresses.get(step.key, step.address) != step.address:
            yield number, f"The address of “{step.key}” is {addresses[step.key]}: {STAYS}."
        elif keys.get(step.address, step.key) != step.key:
            yield number, f"The address “{step.address}” is that of “{keys[step.address]}”: take another."


def _keys(module: ModuleDocument) -> list[str]:
    return [*(step.key for step in module.steps), *module.questions, *module.outcomes, *module.retired]
