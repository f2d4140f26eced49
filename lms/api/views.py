"""`POST /api/v1/records`: each record gets a receipt or a refusal, in the order given."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, jsonify, make_response
from flask_babel import gettext as _

from lms.api.blueprint import bp
from lms.api.calls import came_from_here, read_call
from lms.api.shapes import SentBatch, batches_in, id_of, record_in
from lms.api.words import UNREADABLE, words_of
from lms.db import end_reading, saving
from lms.db.days import today
from lms.ledger.batches import Batch, accept_all, mine_among
from lms.ledger.kinds import NewRecord
from lms.ledger.models import Enrolment
from lms.ledger.queries import greatest_seqs
from lms.ledger.receipts import Receipt
from lms.ledger.services import MOST_RECORDS, Refusal
from lms.registry import registries
from lms.web.gate import begins_itself, keeps_what_was_typed, token_failed
from lms.web.host import entrance
from lms.web.login import me, myself


@dataclass(frozen=True)
class Delivered:
    answers: list[Receipt | Refusal]  #: one for each record that could be read
    seqs: dict[UUID, int]  #: attempt → how far it is now


@bp.post("/records")
@begins_itself
@keeps_what_was_typed
def records():
    """What can be kept of the call is kept in one transaction; when that fails, nothing of it is."""
    if me() is None:
        words = _("You are not signed in. Nothing was saved.")
        return failed(401, "not-signed-in", words, sign_in=entrance(None))
    try:
        call = read_call()
        batches = batches_in(call)
    except (ValueError, RecursionError):
        return failed(400, "call-unreadable", _("This call is not as it should be. Nothing was saved."))
    if max(len(batches), sum(len(batch.records) for batch in batches)) > MOST_RECORDS:
        words = _("At most %(number)s records at once. Nothing was saved.", number=MOST_RECORDS)
        return failed(413, "too-many-records", words)
    read = [[record_in(sent) for sent in batch.records] for batch in batches]
    readable = [
        Batch(batch.enrolment, tuple(record for record in records if isinstance(record, NewRecord)))
        for batch, records in zip(batches, read, strict=True)
    ]
    mine = mine_among(myself(), readable)
    if mine and (token_failed() or not came_from_here()):
        words = _("This was not sent from a page that you opened while signed in. Nothing was saved.")
        return failed(403, "page-unknown", words)
    told = [_told(*each) for each in zip(batches, read, delivered(mine, readable), strict=True)]
    unknown = len(batches) == 1 and not mine
    return make_response(jsonify(told if isinstance(call, list) else told[0]), 404 if unknown else 200)


def failed(status: int, code: str, words: str, **more: str) -> Response:
    """Nothing of the call was looked at."""
    return make_response(jsonify(code=code, error=words, **more), status)


def delivered(mine: dict[UUID, Enrolment], batches: list[Batch]) -> list[Delivered]:
    """What became of each batch, all in one transaction, which begins late: who writes keeps others waiting."""
    person = myself()
    end_reading()
    with saving():
        answers = accept_all(person, mine, batches, today())
        seqs = greatest_seqs(
            person.id, {attempt for each in zip(batches, answers, strict=True) for attempt in _of(*each)}
        )
    return [
        Delivered(told, {attempt: seqs[attempt] for attempt in _of(batch, told)})
        for batch, told in zip(batches, answers, strict=True)
    ]


def _of(batch: Batch, answers: list[Receipt | Refusal]) -> set[UUID]:
    """The attempts of which something was received."""
    pairs = zip(batch.records, answers, strict=True)
    return {record.attempt for record, answer in pairs if record.attempt and isinstance(answer, Receipt)}


def _told(batch: SentBatch, read: list[NewRecord | str], delivered: Delivered) -> dict[str, Any]:
    answers = iter(delivered.answers)
    told = [
        _answer(record, next(answers)) if isinstance(record, NewRecord) else _unreadable(sent, record)
        for sent, record in zip(batch.records, read, strict=True)
    ]
    seqs = {str(attempt): seq for attempt, seq in delivered.seqs.items()}
    return {"enrolment": str(batch.enrolment), "records": told, "seqs": seqs}


def _answer(record: NewRecord, answer: Receipt | Refusal) -> dict[str, Any]:
    if isinstance(answer, Receipt):
        told = registries().record_kinds.get(record.kind).told(record)
        return {"id": str(answer.record), "receipt": answer.code, "outcome": answer.outcome, **told}
    return {"id": str(answer.record), "refused": answer.reason, "words": words_of(answer.reason)}


def _unreadable(sent: Any, field: str) -> dict[str, Any]:
    return {"id": id_of(sent), "refused": UNREADABLE, "field": field, "words": words_of(UNREADABLE)}
