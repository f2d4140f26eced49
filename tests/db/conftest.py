"""Looking at what is sent to the database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event

from lms.db import db


@pytest.fixture
def begun(context) -> Iterator[list[str]]:
    """For what each transaction from now on begins: "reading" or "writing"."""
    begun: list[str] = []

    def note(connection):
        begun.append("writing" if connection.get_execution_options().get("writes") else "reading")

    event.listen(db.engine, "begin", note)
    yield begun
    event.remove(db.engine, "begin", note)
