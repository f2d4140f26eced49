"""Passphrases and recovery words: argon2id, at most two computed at once in a process (DESIGN 10)."""

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from mnemonic import Mnemonic

from lms.letters import folded

SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE = 10, 200
RECOVERY_WORDS = 6  #: of 2,048: 66 bits, behind argon2 and a rate limit
_at_once = threading.BoundedSemaphore(2)


def new_recovery_words() -> list[str]:
    """Six random words of the BIP 39 English list, made to be told apart when written by hand."""
    return Mnemonic("english").generate(strength=256).split()[:RECOVERY_WORDS]


def typed_words(text: str) -> list[str]:
    """The words in what somebody copied from paper: their case, and numbers, commas and spaces between them, are lost.

    >>> typed_words("1. Tower, 2. MOON")
    ['tower', 'moon']
    """
    return "".join(letter if letter.isalpha() else " " for letter in folded(text)).split()


def unknown_words(words: list[str]) -> list[str]:
    """Those that no recovery words can have in them; the list is public, so this says nothing about anybody."""
    return [word for word in words if word not in _word_list()]


def hashed(secret: str) -> str:
    """The argon2id hash, for keeping."""
    with _at_once:
        return _hasher().hash(plain(secret))


def is_hash_of(kept: str, secret: str) -> bool:
    with _at_once:
        try:
            return _hasher().verify(kept, plain(secret))
        except (VerificationError, InvalidHashError):
            return False


def proves(kept: str | None, secret: str) -> bool:
    """Whether the secret belongs to the hash of whoever has the handle; for nobody's handle it takes as long.

    :param kept: None for an unknown handle
    """
    nobodys = _nobodys_hash()  # made once in a process, by whichever handle comes first
    return is_hash_of(kept or nobodys, secret) and kept is not None


def plain(secret: str) -> str:
    """The same words typed on another keyboard are the same secret."""
    return " ".join(unicodedata.normalize("NFKC", secret).split())


@cache
def _nobodys_hash() -> str:
    return hashed("nobody has this passphrase")


@cache
def _word_list() -> frozenset[str]:
    return frozenset(Mnemonic("english").wordlist)


def _hasher() -> PasswordHasher:
    settings = current_app.extensions["lms"].settings
    return PasswordHasher(time_cost=settings.argon2_passes, memory_cost=settings.argon2_memory_kib, parallelism=1)
