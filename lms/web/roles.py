"""Roles as pages show them: with the title of the course, in the reader's language where it has one."""

from dataclasses import dataclass

from flask_babel import gettext as _

from lms.curriculum import queries as curriculum
from lms.curriculum.queries import Outline
from lms.people.roles import Held, Role
from lms.web.language import current_language


@dataclass(frozen=True)
class CourseName:
    course_id: int
    address: str
    title: str
    language: str  #: of the title


@dataclass(frozen=True)
class RoleView:
    role: Role
    course: CourseName | None  #: None: everything


def course_names() -> tuple[CourseName, ...]:
    """Every published course; one statement when warm."""
    return tuple(_name(outline) for outline in curriculum.outlines())


def role_view(held: Held, courses: tuple[CourseName, ...]) -> RoleView:
    """The role with the name of its course, which is said even when it is published no longer."""
    if held.course is None:
        return RoleView(held.role, None)
    unknown = CourseName(held.course, "", _("a course that is not published"), current_language())
    return RoleView(held.role, next((each for each in courses if each.course_id == held.course), unknown))


def _name(outline: Outline) -> CourseName:
    document = curriculum.course_document(outline.revision_id)
    language = current_language() if current_language() in document.texts else document.base
    return CourseName(outline.course_id, outline.course_address, document.texts[language].title, language)
