"""Writing to the ledger: enrol, take a turn, accept each record once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from lms.db import db
from lms.errors import LmsError
from lms.ledger.kinds import COUNTED, NewRecord
from lms.ledger.models import Enrolment, Record
from lms.ledger.receipts import Receipt, canonical, code_of, digest_of, newest_key
from lms.people.access import Permission, require
from lms.people.models import Person
from lms.registry import registries

MOST_RECORDS, MOST_PAYLOAD_BYTES, GREATEST_SEQ = 500, 16 * 1024, 1_000_000


class EnrolmentGone(LmsError):
    """This enrolment no longer exists."""


class RecordRefused(LmsError):
    """A page sent something that cannot be kept: it was tampered with, or is older than what it speaks of."""


@dataclass(frozen=True)
class Refusal:
    """A record that is not kept, and why, as a short code."""

    record: UUID
    reason: str


def enrol(person: Person, course_id: int, today: date) -> Enrolment:
    """The person takes the course; asking twice changes nothing."""
    require(person, Permission.COURSE_TAKE)
    mine = select(Enrolment).where(Enrolment.person_id == person.id, Enrolment.course_id == course_id)
    if found := db.session.scalar(mine):
        return found
    enrolment = Enrolment(person_id=person.id, id=uuid4(), course_id=course_id, turn=0, enrolled_on=today)
    try:
        with db.session.begin_nested():
            db.session.add(enrolment)
    except IntegrityError:  # the other of two taps was first, or the account was erased meanwhile
        if found := db.session.scalar(mine):
            return found
        raise EnrolmentGone("This account no longer exists.") from None
    return enrolment


def take_turn(enrolment: Enrolment) -> int:
    """The first statement of every write about a learner: writers of one enrolment wait for each other from here.

    What the session held is forgotten, so that all that follows is read after the turn; the enrolment is as it is now.

    :returns: the turn, greater than that of every record kept before
    :raises EnrolmentGone: when the learner has left in the meantime
    """
    return take_turn_in(enrolment.person_id, enrolment.id).turn


def take_turn_in(person_id: UUID, enrolment_id: UUID) -> Enrolment:
    """The same, for an enrolment of which only the key is known; it is read with the turn.

    :raises EnrolmentGone: when this person has no such enrolment
    """
    db.session.expire_all()
    enrolment = db.session.scalar(_TAKE_TURN, {"person": person_id, "enrolment": enrolment_id})
    if enrolment is None:
        raise EnrolmentGone("This enrolment no longer exists.")
    return enrolment


_TAKE_TURN = (
    update(Enrolment)
    .where(Enrolment.person_id == bindparam("person"), Enrolment.id == bindparam("enrolment"))
    .values(turn=Enrolment.turn + 1)
    .returning(Enrolment)
    .execution_options(synchronize_session=False, populate_existing=True)
)


def accept(enrolment: Enrolment, records: Sequence[NewRecord], today: date) -> list[Receipt | Refusal]:
    """Each record is kept once and its kind has acted on it.

    :param enrolment: as it was read at any time before; it is read again with the turn
    :param today: UTC
    :returns: in the order given, a receipt or a refusal for each; one seen before gives its first receipt
    :raises EnrolmentGone: when the learner has left in the meantime
    :raises ValueError: for more than 500 records
    """
    now = take_turn_in(enrolment.person_id, enrolment.id)
    kept = keep(now, now.turn, records, today)
    return [each if isinstance(each, Refusal) else receipt_of(each) for each in kept]


def keep(enrolment: Enrolment, turn: int, records: Sequence[NewRecord], today: date) -> list[Record | Refusal]:
    """As `accept`, for a caller that has taken its turn and made the records from what it read after it.

    :returns: in the order given, the kept record or a refusal
    """
    if len(records) > MOST_RECORDS:
        raise ValueError(f"at most {MOST_RECORDS} records at once")
    known = _known(enrolment, [record.id for record in records])
    judged = [(record, _refusal(enrolment, record, known.get(record.id))) for record in records]
    answers: list[Record | Refusal] = []
    for record, refusal in judged:  # all are judged before the first is written
        if refusal is None and record.id in known and _differs(record, known[record.id]):
            refusal = "id-used"  # twice in this very batch, with two contents
        if refusal is not None:
            answers.append(Refusal(record.id, refusal))
            continue
        if record.id not in known:
            known[record.id] = _kept(enrolment, record, turn, today)
            turn += 1
        answers.append(known[record.id])
    enrolment.turn = max(enrolment.turn, turn - 1)
    db.session.flush()
    return answers


def kept_or_raise(answers: Sequence[Record | Refusal]) -> list[Record]:
    """For records the server made itself from a form.

    :raises RecordRefused: when one of them was refused
    """
    for answer in answers:
        if isinstance(answer, Refusal):
            raise RecordRefused(answer.reason)
    return [answer for answer in answers if isinstance(answer, Record)]


def receipt_of(record: Record) -> Receipt:
    """The first receipt of a kept record, made again."""
    code = code_of(record.id, record.digest, record.received_on, record.key_id)
    return Receipt(record.id, code, record.outcome)


def _known(enrolment: Enrolment, ids: Sequence[UUID]) -> dict[UUID, Record]:
    if not ids:
        return {}
    values = {"person": enrolment.person_id, "enrolment": enrolment.id, "ids": ids}
    return {record.id: record for record in db.session.scalars(_KNOWN, values)}


_KNOWN = (
    select(Record)
    .where(
        Record.person_id == bindparam("person"),
        Record.enrolment_id == bindparam("enrolment"),
        Record.id.in_(bindparam("ids", expanding=True)),
    )
    .execution_options(populate_existing=True)
)


def _refusal(enrolment: Enrolment, record: NewRecord, known: Record | None) -> str | None:
    """Why the record is not kept; what it depends on never changes, so neither does the verdict."""
    if record.id.version != 4:
        return "id-not-random"
    if record.kind not in registries().record_kinds:
        return "kind-unknown"
    if record.seq is not None and not 1 <= record.seq <= GREATEST_SEQ:
        return "seq-out-of-range"
    if not 1 <= record.revision < 2**31:
        return "revision-unknown"
    try:
        if len(canonical(record.payload)) > MOST_PAYLOAD_BYTES:
            return "payload-too-large"
    except (ValueError, RecursionError):
        return "payload-unreadable"
    if known is not None:
        return "id-used" if _differs(record, known) else None
    return registries().record_kinds.get(record.kind).refusal(enrolment, record)


def is_as_it_came(record: Record) -> bool:
    """Whether a kept record still has the content its digest was made of."""
    content = NewRecord(
        record.id, record.kind, record.step, record.payload, record.revision_id, record.attempt_id, record.seq
    )
    return not _differs(content, record)


def _differs(record: NewRecord, known: Record) -> bool:
    return digest_of(_content(record), known.key_id) != known.digest


def _content(record: NewRecord) -> Mapping[str, Any]:
    return {
        "id": str(record.id),
        "kind": record.kind,
        "step": record.step,
        "payload": record.payload,
        "revision": record.revision,
        "attempt": str(record.attempt) if record.attempt else None,
        "seq": record.seq,
    }


def _kept(enrolment: Enrolment, new: NewRecord, turn: int, today: date) -> Record:
    """The record is written, by one plain statement: it is never changed, so nobody needs to follow it."""
    key_id = newest_key()
    values = {
        "person_id": enrolment.person_id,
        "enrolment_id": enrolment.id,
        "id": new.id,
        "turn": turn,
        "kind": new.kind,
        "step": new.step,
        "revision_id": new.revision,
        "attempt_id": new.attempt,
        "seq": new.seq,
        "payload": new.payload,
        "digest": digest_of(_content(new), key_id),
        "key_id": key_id,
        "outcome": COUNTED,
        "received_on": today,
    }
    db.session.connection().execute(_KEEP, values)
    record = Record(**values)
    record.outcome = registries().record_kinds.get(new.kind).act(enrolment, record, today)
    if record.outcome != COUNTED:  # told once, by this first receipt
        db.session.connection().execute(_TELL, {"person": record.person_id, "of": record.id, "told": record.outcome})
    return record


_KEEP = insert(Record.__table__)  # type: ignore[arg-type]
_TELL = (
    update(Record.__table__)  # type: ignore[arg-type]
    .where(Record.person_id == bindparam("person"), Record.id == bindparam("of"))
    .values(outcome=bindparam("told"))
)
