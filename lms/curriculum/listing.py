"""What is loaded, and which facts must be looked at: for operators and editors."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from lms.curriculum.models import Revision
from lms.curriculum.queries import course_document, module_document, outlines
from lms.db import db


@dataclass(frozen=True, order=True)
class FactDue:
    """A fact with the day by which it must be looked at again."""

    review_by: str
    course: str
    key: str
    as_of: str

    def __str__(self) -> str:
        return f"{self.review_by}  {self.course}  {self.key} (as of {self.as_of})"


@dataclass(frozen=True)
class CourseListed:
    key: str
    address: str
    title: str
    modules: tuple[dict[str, Any], ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def __str__(self) -> str:
        lines = [f"{self.address}  {self.key}: {self.title}"]
        for module in self.modules:
            languages = " ".join(module["languages"])
            lines.append(
                f"  {module['address']}  {module['key']}: {module['title']} [{languages}] {module['published_on']}"
            )
        return "\n".join(lines)


def courses() -> list[CourseListed]:
    """Every published course with its modules in order."""
    days = dict(db.session.execute(select(Revision.id, Revision.published_on)).all())
    listed = []
    for outline in outlines():
        course = course_document(outline.revision_id)
        places = {place.key: place for place in outline.modules}
        modules = []
        for key in course.modules:
            if place := places.get(key):
                module = module_document(place.revision_id)
                modules.append(
                    {
                        "key": key,
                        "address": place.address,
                        "title": module.texts[module.base].title,
                        "languages": list(module.languages),
                        "published_on": days[place.revision_id],
                    }
                )
        title = course.texts[course.base].title
        listed.append(CourseListed(course.key, course.address, title, tuple(modules)))
    return listed


def facts_due(today: date) -> list[FactDue]:
    """The facts whose day has come, the most urgent first."""
    found = []
    for outline in outlines():
        course = course_document(outline.revision_id)
        for fact in course.facts.values():
            if fact.review_by <= today.isoformat():
                found.append(FactDue(fact.review_by, course.key, fact.key, fact.as_of))
    return sorted(found)
