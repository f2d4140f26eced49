"""What a person writes for themselves is sealed under a key of their own, which goes with the person's row.

That key lies in the database wrapped under the installation's key of texts, which lies in the data folder: who has
only a copy of the database can read nothing. AES-GCM, because Fernet's tokens hold the second they were made.
"""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

from lms.errors import LmsError
from lms.people.models import Person

NONCE_BYTES = 12


class CannotBeOpened(LmsError):
    """A kept text does not open with the keys that are here."""


def sealed(person: Person, text: str, about: str) -> str:
    """The text, for keeping; the person has a key afterwards.

    :param about: where it belongs; it opens nowhere else
    """
    return _locked(_key_of(person), text.encode(), f"{person.id}\x00{about}")


def opened(person: Person, kept: str, about: str) -> str:
    """:raises CannotBeOpened: when the key of texts was lost, or the row is damaged"""
    return _unlocked(_key_of(person), kept, f"{person.id}\x00{about}").decode()


def has_its_key(person: Person) -> bool:
    """Whether what the person keeps can be opened; so it is as long as nothing is kept."""
    try:
        return person.text_key is None or bool(_key_of(person))
    except CannotBeOpened:
        return False


def _key_of(person: Person) -> bytes:
    master = current_app.extensions["lms"].settings.text_key
    if person.text_key is None:
        key = secrets.token_bytes(32)
        person.text_key = _locked(master, key, str(person.id))
        return key
    return _unlocked(master, person.text_key, str(person.id))


def _locked(key: bytes, content: bytes, about: str) -> str:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, content, about.encode())).decode()


def _unlocked(key: bytes, kept: str, about: str) -> bytes:
    try:
        raw = base64.b64decode(kept, validate=True)
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], about.encode())
    except (InvalidTag, ValueError):
        raise CannotBeOpened("A kept text cannot be opened: put back the file text.key from a backup.") from None
