"""Whose rows a request changed."""

from pathlib import Path
from sqlite3 import Connection, connect

from flask import Flask

from lms.assessment.recount import findings
from lms.db import Base
from lms.people.held import person_columns
from tests.web.fuzz.people import Somebody

Rows = set[tuple[str, str]]  #: table and all that a row says


class Watch:
    """Sees each change of the database, and of whom the changed rows speak."""

    def __init__(self, app: Flask, file: Path, people: list[Somebody]):
        self.app, self.file = app, file
        self.tables = [table.name for table in Base.metadata.sorted_tables if person_columns(table)]
        self.owners = {person.id.hex: person for person in people if person.id}
        self.begin()

    def begin(self) -> None:
        """The database was put back."""
        self.connection: Connection = connect(self.file)
        self.version, self.rows = self._version(), self._rows()

    def end(self) -> None:
        self.connection.close()

    def changed(self) -> Rows:
        """The rows that are new or gone since it was asked last; a row that says something else is both."""
        version = self._version()
        if version == self.version:
            return set()
        before, self.version, self.rows = self.rows, version, self._rows()
        return before ^ self.rows

    def anothers(self, changed: Rows, person: Somebody) -> list[str]:
        """What changed of others: rows that speak of them and not of whoever asked."""
        found = []
        for table, row in changed:
            about = {owner.name for number, owner in self.owners.items() if number in row}
            if about and person.name not in about and not _may(person, table):
                found.append(f"{table} of {', '.join(sorted(about))}: {row[:300]}")
        return found

    def findings(self) -> list[str]:
        """What `lms progress check` finds."""
        with self.app.app_context():
            return list(findings())

    def _version(self) -> int:
        return self.connection.execute("PRAGMA data_version").fetchone()[0]

    def _rows(self) -> Rows:
        return {
            (table, repr(row)) for table in self.tables for row in self.connection.execute(f"SELECT * FROM {table}")
        }


def _may(person: Somebody, table: str) -> bool:
    """Whoever holds an invitation uses up the operator's row of it; operators withdraw what others gave."""
    return table == "lms_invitation" or (person.name == "operator" and table == "lms_grant")
