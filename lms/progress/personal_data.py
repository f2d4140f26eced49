"""What this package holds about a person: what they have completed."""

from collections.abc import Iterator
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import func, select

from lms.curriculum import queries as curriculum
from lms.db import db
from lms.ledger.models import Enrolment
from lms.ledger.personal_data import course_title, step_title
from lms.people.held import PersonalData, Row, rows_of
from lms.people.kept_key import CannotBeOpened
from lms.people.models import Person
from lms.progress.models import COURSE, Completion, KeptText
from lms.progress.reflections import text_of

REASONS = {"done": _l("marked as done"), "passed": _l("passed"), "all-steps": _l("all its steps are complete")}


def export_completions(person_id: UUID, language: str) -> Iterator[Row]:
    for (row,) in rows_of(Completion, where=Completion.person_id == person_id, order=(Completion.day, Completion.what)):
        yield {
            "what": title_of(row, language),
            "day": row.day,
            "reason": str(REASONS.get(row.reason, row.reason)),
            "key": row.what,
            "revision": row.revision_id,
            "enrolment": str(row.enrolment_id),
        }


def title_of(completion: Completion, language: str) -> str:
    """The step, module or course in words."""
    if completion.what == COURSE:
        enrolment = db.session.get_one(Enrolment, (completion.person_id, completion.enrolment_id))
        return _("The course: %(title)s", title=course_title(enrolment.course_id, language))
    if "/" in completion.what:
        return step_title(completion.revision_id, completion.what, language)
    module = curriculum.module_document(completion.revision_id)
    return _("The module: %(title)s", title=(module.texts.get(language) or module.texts[module.base]).title)


def count_completions(person_id: UUID, enrolment_id: UUID | None = None) -> Iterator[str]:
    """:param enrolment_id: only what was completed in this one"""
    query = select(func.count()).where(Completion.person_id == person_id)
    if number := db.session.scalar(query.where(Completion.enrolment_id == enrolment_id) if enrolment_id else query):
        yield ngettext("%(num)s completion", "%(num)s completions", number)


COMPLETIONS = PersonalData(
    tables=(Completion,),
    title=_l("What you have completed"),
    what=_l("Which lessons, quizzes, modules and courses are complete, and since which day."),
    why=_l("So that what you have completed stays completed, whatever is added later."),
    columns={"what": _l("What"), "day": _l("Day"), "reason": _l("Why")},
    export=export_completions,
    counted=count_completions,
)


def export_texts(person_id: UUID, language: str) -> Iterator[Row]:
    person = db.session.get_one(Person, person_id)
    for (row,) in rows_of(KeptText, where=KeptText.person_id == person_id, order=(KeptText.step, KeptText.block)):
        try:
            text = text_of(person, row.step, row.block, row.sealed)
        except CannotBeOpened:
            text = _("This text cannot be opened with the keys that are here.")
        yield {"text": text, "step": row.step, "block": row.block, "enrolment": str(row.enrolment_id)}


def count_texts(person_id: UUID, enrolment_id: UUID | None = None) -> Iterator[str]:
    """:param enrolment_id: only what is kept of this one"""
    query = select(func.count()).where(KeptText.person_id == person_id)
    if number := db.session.scalar(query.where(KeptText.enrolment_id == enrolment_id) if enrolment_id else query):
        yield ngettext("%(num)s text of your own", "%(num)s texts of your own", number)


TEXTS = PersonalData(
    tables=(KeptText,),
    title=_l("What you wrote for yourself"),
    what=_l(
        "Your words under “For yourself” in lessons, where you pressed “Keep here”. "
        "They are locked with a key of your own."
    ),
    why=_l("So that you find them again. Nobody evaluates them."),
    columns={"text": _l("Your words")},
    export=export_texts,
    counted=count_texts,
)
