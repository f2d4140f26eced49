"""Several enrolments' records in one call, as the API takes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, select

from lms.db import db
from lms.ledger.kinds import NewRecord
from lms.ledger.models import Enrolment
from lms.ledger.receipts import Receipt
from lms.ledger.services import EnrolmentGone, Refusal, accept
from lms.people.access import Permission, may
from lms.people.models import Person

UNKNOWN, GONE = "enrolment-unknown", "enrolment-gone"


@dataclass(frozen=True)
class Batch:
    enrolment: UUID
    records: tuple[NewRecord, ...]


def accept_all(
    person: Person, mine: Mapping[UUID, Enrolment], batches: Sequence[Batch], today: date
) -> list[list[Receipt | Refusal]]:
    """Each batch is accepted, all in one transaction.

    Turns are taken in the order of the enrolments' ids, whatever order they were sent in: two calls that name the
    same enrolments wait for each other one way round, never for ever.

    :param mine: what `mine_among` found, even in an earlier transaction
    :returns: in the order given, for each batch a receipt or a refusal for each of its records
    """
    answers: dict[int, list[Receipt | Refusal]] = {}
    for number in sorted(range(len(batches)), key=lambda number: batches[number].enrolment):
        batch = batches[number]
        enrolment = mine.get(batch.enrolment)
        if enrolment is None or not may(person, Permission.LEARNER_WRITE, enrolment.person_id):
            # somebody else's, or one that is no more: which of them, a stranger with an old id must not learn
            answers[number] = _refused(batch, UNKNOWN)
            continue
        try:
            answers[number] = accept(enrolment, batch.records, today)
        except EnrolmentGone:  # they left while this call waited for its turn: nothing of the batch was written
            answers[number] = _refused(batch, GONE)
    return [answers[number] for number in range(len(batches))]


def mine_among(person: Person, batches: Sequence[Batch]) -> dict[UUID, Enrolment]:
    """Those enrolments of the batches that are the person's; one statement."""
    named = {batch.enrolment for batch in batches}
    rows = db.session.scalars(_NAMED, {"person": person.id, "named": list(named)})
    return {enrolment.id: enrolment for enrolment in rows}


_NAMED = select(Enrolment).where(
    Enrolment.person_id == bindparam("person"), Enrolment.id.in_(bindparam("named", expanding=True))
)


def _refused(batch: Batch, reason: str) -> list[Receipt | Refusal]:
    return [Refusal(record.id, reason) for record in batch.records]
