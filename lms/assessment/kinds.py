"""The record kinds of quizzes and checks."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.assessment.closing import close_if_complete
from lms.assessment.draws import type_of
from lms.assessment.models import Attempt
from lms.curriculum import queries as curriculum
from lms.db import db
from lms.errors import PlugInMissing
from lms.ledger.kinds import COUNTED, LATE, WAITING, NewRecord, RecordKind
from lms.ledger.models import Enrolment, Record
from lms.progress.lessons import step_of


class CheckAnswered(RecordKind):
    """An ungraded answer inside a lesson. Payload: {"question": key, "response": …}."""

    def refusal(self, enrolment: Enrolment, record: NewRecord) -> str | None:
        found = step_of(enrolment, record)
        if found is None:
            return "step-unknown"
        if record.attempt or record.seq or set(record.payload) != {"question", "response"}:
            return "payload-unknown"
        question = found[0].questions.get(str(record.payload["question"]))
        if question is None or question.use != "check":
            return "question-unknown"
        return None if type_of(question).accepts(question, record.payload["response"]) else "response-unknown"

    def act(self, enrolment: Enrolment, record: Record, today: date) -> str:
        return COUNTED

    def in_words(self, record: Record, language: str) -> dict[str, str]:
        return {"what": _("Check answered"), **answer_in_words(record, language)}

    def counted(self, number: int) -> str:
        return ngettext("%(num)s check", "%(num)s checks", number)


class AnswerGiven(RecordKind):
    """An answer in an attempt. Payload: {"question": key, "response": …}."""

    def refusal(self, enrolment: Enrolment, record: NewRecord) -> str | None:
        attempt = attempt_of(enrolment, record)
        if attempt is None:
            return "attempt-unknown"
        if record.seq is None:
            return "seq-missing"
        if set(record.payload) != {"question", "response"}:
            return "payload-unknown"
        key = record.payload["question"]
        if key not in attempt.questions:
            return "question-unknown"
        question = curriculum.module_document(attempt.revision_id).questions[key]
        return None if type_of(question).accepts(question, record.payload["response"]) else "response-unknown"

    def act(self, enrolment: Enrolment, record: Record, today: date) -> str:
        attempt = held(enrolment.person_id, record.attempt_id)
        if attempt.closed_by:
            return LATE
        if attempt.waiting:
            close_if_complete(enrolment, attempt, today)
        return COUNTED

    def told(self, record: NewRecord) -> dict[str, Any]:
        """Whether the question is answered now, and what is to be said at once of the response."""
        question = curriculum.module_document(record.revision).questions[record.payload["question"]]
        kind, response = type_of(question), record.payload["response"]
        return {"answered": kind.is_answered(question, response), "remark": kind.remark(question, response)}

    def in_words(self, record: Record, language: str) -> dict[str, str]:
        return {"what": _("Quiz answer"), **answer_in_words(record, language)}

    def counted(self, number: int) -> str:
        return ngettext("%(num)s answer", "%(num)s answers", number)


class AttemptFinished(RecordKind):
    """A learner sends an attempt in. Payload: {"answers": [ids of the answers that stand]}."""

    def refusal(self, enrolment: Enrolment, record: NewRecord) -> str | None:
        attempt = attempt_of(enrolment, record)
        if attempt is None:
            return "attempt-unknown"
        if record.seq is None:
            return "seq-missing"
        if set(record.payload) != {"answers"} or not _are_ids(record.payload["answers"]):
            return "payload-unknown"
        return None

    def act(self, enrolment: Enrolment, record: Record, today: date) -> str:
        attempt = held(enrolment.person_id, record.attempt_id)
        if attempt.closed_by:
            return LATE
        attempt.waiting = True
        return COUNTED if close_if_complete(enrolment, attempt, today) else WAITING

    def in_words(self, _record: Record, _language: str) -> dict[str, str]:
        return {"what": _("Quiz sent in")}

    def counted(self, number: int) -> str:
        return ngettext("%(num)s quiz sent in", "%(num)s quizzes sent in", number)


def answer_in_words(record: Record, language: str) -> dict[str, str]:
    """The question, and the words of what was chosen, as the revision had them that was answered."""
    module = curriculum.module_document(record.revision_id)
    question = module.questions[record.payload["question"]]
    texts = module.texts.get(language)
    text = (texts and texts.questions.get(question.key)) or module.texts[module.base].questions[question.key]
    response = record.payload["response"]
    try:
        said = type_of(question).said(question, text, response)
    except PlugInMissing:  # whose it is gets it all the same, as it was kept
        said = () if response is None else (json.dumps(response, ensure_ascii=False),)
    return {"question": text.prompt, "answer": " · ".join(said) or _("no answer")}


def attempt_of(enrolment: Enrolment, record: NewRecord) -> Attempt | None:
    """The attempt a record names, when it is this enrolment's, of this step and wording."""
    if record.attempt is None:
        return None
    attempt = held(enrolment.person_id, record.attempt)
    if attempt is None or (attempt.enrolment_id, attempt.step) != (enrolment.id, record.step):
        return None
    return attempt if attempt.revision_id == record.revision else None


def held(person_id: UUID, attempt_id: UUID | None) -> Any:
    """The attempt, read once after the turn (which expired whatever was read before it)."""
    attempt = db.session.get(Attempt, (person_id, attempt_id))
    db.session.info["held"] = attempt  # else it is forgotten and read again for each thing that is asked of it
    return attempt


def _are_ids(answers: Any) -> bool:
    if not isinstance(answers, list):
        return False
    try:
        return all(str(UUID(answer)) == answer for answer in answers)
    except (ValueError, TypeError, AttributeError):
        return False
