"""The shape of a call. What is inside a record is looked at record by record, so that a bad one stops no other."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from lms.ledger.kinds import NewRecord

STEP = r"^[a-z0-9-]{1,60}/[a-z0-9-]{1,60}$"


def canonical_id(text: Any) -> UUID:
    """:raises ValueError: for what is no UUID in its usual spelling; a second spelling would be a second record"""
    if not isinstance(text, str) or len(text) != 36 or str(UUID(text)) != text:
        raise ValueError("not a UUID in small letters")
    return UUID(text)


Id = Annotated[UUID, BeforeValidator(canonical_id)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SentRecord(Strict):
    """One record, as DESIGN 4 has it."""

    id: Id
    kind: Annotated[str, Field(max_length=60)]
    step: Annotated[str, Field(pattern=STEP)]
    payload: dict[str, Any]
    revision: int
    attempt: Id | None = None
    seq: int | None = None


class SentBatch(Strict):
    """Records of one enrolment; each is looked at later."""

    enrolment: Id
    records: list[Any]


_CALL: TypeAdapter[list[SentBatch]] = TypeAdapter(list[SentBatch])


def batches_in(call: Any) -> list[SentBatch]:
    """The batches of a call, which is one of them or a list.

    :raises ValidationError: when it is neither
    """
    return _CALL.validate_python(call if isinstance(call, list) else [call])


def record_in(sent: Any) -> NewRecord | str:
    """The record; or, of one that cannot be read, the first field that is not as it should be ("" for none of them)."""
    try:
        read = SentRecord.model_validate(sent)
    except ValidationError as error:
        where = error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"]
        return str(where[0])[:60] if where else ""
    return NewRecord(read.id, read.kind, read.step, read.payload, read.revision, read.attempt, read.seq)


def id_of(sent: Any) -> str | None:
    """The id that a record was sent with, if it can be read."""
    try:
        return str(canonical_id(sent["id"])) if isinstance(sent, Mapping) and "id" in sent else None
    except ValueError:
        return None
