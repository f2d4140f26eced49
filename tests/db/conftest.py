"""Looking at what is sent to the database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event

from lms.db import db


@pytest.fixture
def begun(context) -> Iterator[list[str]]:
    """How each transaction from now on begins."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield statements
    event.remove(db.engine, "before_cursor_execute", note)
