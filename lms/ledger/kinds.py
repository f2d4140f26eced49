"""What a kind of record must be able to do; each is registered in `record_kinds` by its plug-in."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from lms.ledger.models import Enrolment, Record

COUNTED, WAITING, LATE = "counted", "waiting", "late"


@dataclass(frozen=True)
class NewRecord:
    """A record as it is sent; nothing of it is trusted yet."""

    id: UUID
    kind: str
    step: str  #: module key / step key
    payload: dict[str, Any]
    revision: int
    attempt: UUID | None = None
    seq: int | None = None


class RecordKind(Protocol):
    """For the person's own eyes it may also have `in_words(record, language)`, which gives "what", "question" and
    "answer" in words, and `counted(number)`, which gives "12 answers"."""

    def refusal(self, enrolment: Enrolment, record: NewRecord) -> str | None:
        """Why this can never be kept, as a short code; None when it can. Must not depend on other records,
        so that the order in which they come changes nothing."""

    def act(self, enrolment: Enrolment, record: Record, today: date) -> str:
        """Let the record take effect; the outcome its receipt tells."""

    def told(self, record: NewRecord) -> dict[str, Any]:
        """What the page that sent a kept record is told beside its receipt."""
        return {}
