"""What this package holds about a person: their attempts at quizzes."""

from collections.abc import Iterator
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import func, select

from lms.assessment.models import Attempt
from lms.db import db
from lms.ledger.personal_data import step_title
from lms.people.held import PersonalData, Row, rows_of


def export_attempts(person_id: UUID, language: str) -> Iterator[Row]:
    for (attempt,) in rows_of(Attempt, where=Attempt.person_id == person_id, order=(Attempt.step, Attempt.number)):
        yield {
            "quiz": step_title(attempt.revision_id, attempt.step, language),
            "number": attempt.number,
            "issued_on": attempt.issued_on,
            "closed_on": attempt.closed_on,
            "result": result_of(attempt),
            "id": str(attempt.id),
            "enrolment": str(attempt.enrolment_id),
            "step": attempt.step,
            "revision": attempt.revision_id,
            "questions": attempt.questions,
            "pass_percent": attempt.pass_percent,
            "points": attempt.points,
            "maximum": attempt.maximum,
            "passed": attempt.passed,
        }


def result_of(attempt: Attempt) -> str:
    if attempt.closed_by is None:
        return _("not sent in")
    points = _("%(points)s of %(of)s points", points=attempt.points, of=attempt.maximum)
    return f"{points}, {_('passed') if attempt.passed else _('not passed')}"


def count_attempts(person_id: UUID) -> Iterator[str]:
    if number := db.session.scalar(select(func.count()).where(Attempt.person_id == person_id)):
        yield ngettext("%(num)s attempt at a quiz", "%(num)s attempts at quizzes", number)


ATTEMPTS = PersonalData(
    tables=(Attempt,),
    title=_l("Your attempts at quizzes"),
    what=_l("Which questions you were given, and the result once you sent the quiz in."),
    why=_l("So that you can go on with a quiz on another day or device, and see your result again."),
    columns={
        "quiz": _l("Quiz"),
        "number": _l("Attempt"),
        "issued_on": _l("Begun on"),
        "closed_on": _l("Sent in on"),
        "result": _l("Result"),
    },
    export=export_attempts,
    counted=count_attempts,
)
