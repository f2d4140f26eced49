"""What the hasher is asked to do."""

import pytest

from lms.people import secrecy


@pytest.fixture
def hashes(monkeypatch) -> list[str]:
    """What the hasher was asked to do."""
    asked: list[str] = []
    hasher = secrecy._hasher

    class Counted:
        def hash(self, secret):
            asked.append("hash")
            return hasher().hash(secret)

        def verify(self, kept, secret):
            asked.append("verify")
            return hasher().verify(kept, secret)

    monkeypatch.setattr(secrecy, "_hasher", Counted)
    return asked
