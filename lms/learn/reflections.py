"""Reflections: what a learner writes for themselves, kept here or only on the page."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from lms.learn.loaders import StepPlace
from lms.people.kept_key import CannotBeOpened
from lms.progress.reflections import LONGEST, text_of
from lms.web.login import me


@dataclass(frozen=True)
class ReflectionView:
    key: str
    action: str
    text: str
    kept: bool  #: the text is kept here
    hidden: tuple[tuple[str, str], ...]  #: empty for who does not take the course: nothing can be kept then
    longest: int = LONGEST
    error: str = ""


def reflection_view(here: StepPlace, key: str, typed: str | None = None, error: str = "") -> ReflectionView:
    """:param typed: what this request could not keep"""
    kept = here.standing.texts.get(key)
    text = typed if typed is not None else ""
    person = me()
    if typed is None and kept is not None and person is not None:
        try:
            text = text_of(person, here.name, key, kept)
        except CannotBeOpened:
            error = _("What you keep here cannot be opened at the moment. Please tell whoever runs this site.")
    hidden: tuple[tuple[str, Any], ...] = ()
    if here.standing.enrolment:
        names = ("enrolment", here.standing.enrolment), ("revision", here.place.revision_id), ("block", key)
        hidden = tuple((name, str(value)) for name, value in names)
    course, module, step = here.outline.course_address, here.place.address, here.step.address
    action = url_for("learn.keep_reflection", course=course, module=module, step=step)
    return ReflectionView(key, action, text, kept is not None, hidden, error=error)
