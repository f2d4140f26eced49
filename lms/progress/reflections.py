"""What a learner writes for themselves in a reflection, when they choose to keep it here (DESIGN 6)."""

from datetime import date
from uuid import uuid4

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.curriculum.segments import parsed
from lms.db import db
from lms.errors import LmsError
from lms.ledger.kinds import COUNTED, NewRecord, RecordKind
from lms.ledger.models import Enrolment, Record
from lms.ledger.services import keep, kept_or_raise, take_turn
from lms.people.access import Permission, require
from lms.people.kept_key import opened, sealed
from lms.people.models import Person
from lms.progress.lessons import step_of
from lms.progress.models import KeptText

REFLECTION = "reflection"
LONGEST = 4000  #: letters


class TextTooLong(LmsError):
    """More than `LONGEST` letters."""


class ReflectionKept(RecordKind):
    """That a text is kept, or no longer; never the text. Payload: {"block": key, "kept": true or false}."""

    def refusal(self, enrolment: Enrolment, record: NewRecord) -> str | None:
        found = step_of(enrolment, record)
        if found is None:
            return "step-unknown"
        module, step = found
        if record.attempt or record.seq or set(record.payload) != {"block", "kept"}:
            return "payload-unknown"
        if not isinstance(record.payload["kept"], bool):
            return "payload-unknown"
        source = module.texts[module.base].lessons.get(step.key, "")
        blocks = {piece.key for piece in parsed(source).pieces if piece.kind == REFLECTION} if source else set()
        return None if record.payload["block"] in blocks else "block-unknown"

    def act(self, enrolment: Enrolment, record: Record, today: date) -> str:
        return COUNTED

    def in_words(self, record: Record, language: str) -> dict[str, str]:
        what = _("A text of your own was kept") if record.payload["kept"] else _("A text of your own was taken away")
        return {"what": what}

    def counted(self, number: int) -> str:
        return ngettext("%(num)s note that a text was kept", "%(num)s notes that a text was kept", number)


def keep_text(
    person: Person, enrolment: Enrolment, step: str, block: str, text: str, revision_id: int, today: date
) -> Record | None:
    """The text is kept in place of what was there; an empty one takes away what was there.

    :param step: module key / step key
    :returns: the new record; None when nothing is new
    :raises TextTooLong: for more than `LONGEST` letters
    :raises RecordRefused: when there is no such block
    """
    require(person, Permission.LEARNER_WRITE, enrolment.person_id)
    turn = take_turn(enrolment)
    if len(text) > LONGEST:
        raise TextTooLong(f"A text has at most {LONGEST} letters.")
    row = db.session.get(KeptText, (person.id, enrolment.id, step, block))
    before = opened(person, row.sealed, _about(step, block)) if row else ""
    if text == before:
        return None
    payload = {"block": block, "kept": bool(text)}
    record = kept_or_raise(
        keep(enrolment, turn, [NewRecord(uuid4(), "reflection_kept", step, payload, revision_id)], today)
    )[0]
    if not text:
        db.session.delete(row)
    elif row:
        row.sealed = sealed(person, text, _about(step, block))
    else:
        db.session.add(
            KeptText(
                person_id=person.id,
                enrolment_id=enrolment.id,
                step=step,
                block=block,
                sealed=sealed(person, text, _about(step, block)),
            )
        )
    db.session.flush()
    return record


def text_of(person: Person, step: str, block: str, kept: str) -> str:
    """What a row of a lesson's standing holds, in words.

    :raises CannotBeOpened: when the key of texts is not here
    """
    return opened(person, kept, _about(step, block))


def _about(step: str, block: str) -> str:
    return f"{step}\x00{block}"
