"""The record kind `step_done`: a lesson is marked as done."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.curriculum import queries as curriculum
from lms.curriculum.document import ModuleDocument, Step
from lms.ledger.kinds import COUNTED, NewRecord, RecordKind
from lms.ledger.models import Enrolment, Record
from lms.progress.services import complete_step


class LessonDone(RecordKind):
    """Payload: {}. Quizzes are not marked as done; they are done when passed."""

    def refusal(self, enrolment: Enrolment, record: NewRecord) -> str | None:
        found = step_of(enrolment, record)
        if found is None:
            return "step-unknown"
        if found[1].kind != "lesson":
            return "not-a-lesson"
        if record.payload or record.attempt or record.seq:
            return "payload-unknown"
        return None

    def act(self, enrolment: Enrolment, record: Record, today: date) -> str:
        complete_step(enrolment, record.step, record.revision_id, "done", today)
        return COUNTED

    def in_words(self, _record: Record, _language: str) -> dict[str, str]:
        return {"what": _("Lesson done")}

    def counted(self, number: int) -> str:
        return ngettext("%(num)s lesson", "%(num)s lessons", number)


def step_of(enrolment: Enrolment, record: NewRecord) -> tuple[ModuleDocument, Step] | None:
    """The step as the record's revision has it; None when there is none, or it is of another course."""
    place = curriculum.place_of_revision(record.revision)
    if place is None or place.course_id != enrolment.course_id or place.module_id is None:
        return None
    module = curriculum.module_document(record.revision)
    module_key, _, step_key = record.step.partition("/")
    step = next((step for step in module.steps if step.key == step_key), None)
    return (module, step) if step and module.key == module_key else None
