"""Digests and receipts: what the server signs, so that it can prove or disprove that something was received."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import current_app

from lms.letters import western_digits

CODE_LENGTH = 8
#: RFC 4648 base 32 → Crockford's, which has no I, L, O, U to misread
_READABLE = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@dataclass(frozen=True)
class Receipt:
    """The server's short signed answer to a record."""

    record: UUID
    code: str  #: 8 characters of base 32
    outcome: str  #: "counted", "waiting" (a finish, for answers still to come) or "late" (kept, changes nothing)


def keys() -> Mapping[str, bytes]:
    """The ledger's keys by id, oldest first."""
    return current_app.extensions["lms"].settings.ledger_keys


def newest_key() -> str:
    return list(keys())[-1]


def canonical(value: Any) -> bytes:
    """One spelling for equal JSON values.

    :raises ValueError: for what JSON or a database cannot hold: not a number, half a surrogate pair, NUL
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    if "\\u0000" in text:
        raise ValueError("a NUL character")
    return text.encode()


def digest_of(content: Mapping[str, Any], key_id: str) -> str:
    """HMAC-SHA-256 (hex): without the key, nobody can try which answer a digest stands for."""
    return hmac.new(keys()[key_id], b"record\x00" + canonical(content), hashlib.sha256).hexdigest()


def code_of(record: UUID, digest: str, day: date, key_id: str) -> str:
    """The receipt's 8 characters."""
    signed = hmac.new(keys()[key_id], f"receipt\x00{record}\x00{digest}\x00{day}".encode(), hashlib.sha256).digest()
    return base64.b32encode(signed).decode().translate(_READABLE)[:CODE_LENGTH]


def readable(code: str) -> str:
    """K4Q97M2A → K4Q9-7M2A"""
    return f"{code[:4]}-{code[4:]}"


def typed(code: str) -> str:
    """A code as somebody reads it out: case, spaces, hyphens, Eastern digits and the letters Crockford leaves out are
    forgiven."""
    kept = "".join(letter for letter in western_digits(code).upper() if letter.isalnum())
    return kept.translate(str.maketrans("ILO", "110"))
