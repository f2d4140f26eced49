"""Small things that wait in the browser, unreadable there: recovery words until they are written down, answers of a
session that ended. Encrypted under a key made from the secret key."""

import base64
import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from flask import current_app


def seal(purpose: str, value: Any) -> str:
    """The value as text that only this installation can open, and only for this purpose."""
    return _fernet(purpose).encrypt(json.dumps(value).encode()).decode()


def unseal(purpose: str, text: str) -> Any:
    """What was sealed; None when it was not sealed here, for this purpose."""
    try:
        return json.loads(_fernet(purpose).decrypt(text.encode()))
    except (InvalidToken, ValueError):
        return None


def _fernet(purpose: str) -> Fernet:
    secret = f"{purpose}\x00{current_app.extensions['lms'].settings.secret_key}".encode()
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(secret).digest()))
