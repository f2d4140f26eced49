"""Whose rows a request changed."""

from flask import Flask
from sqlalchemy import Connection, NullPool, create_engine

from lms.assessment.recount import findings
from lms.db import Base
from lms.people.held import person_columns
from tests import databases
from tests.web.fuzz.people import Somebody

Rows = set[tuple[str, str]]  #: table and all that a row says


class Watch:
    """Sees each change of the database, and of whom the changed rows speak."""

    def __init__(self, app: Flask, people: list[Somebody]):
        self.app = app
        self.engine = create_engine(app.extensions["lms"].settings.database, poolclass=NullPool)
        self.tables = [table.name for table in Base.metadata.sorted_tables if person_columns(table)]
        self.owners = {person.name: (person.id.hex, str(person.id)) for person in people if person.id}
        self.begin()

    def begin(self) -> None:
        """The database was put back."""
        self.connection: Connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self.version, self.rows = self._version(), self._rows()

    def end(self) -> None:
        self.connection.close()

    def changed(self) -> Rows:
        """The rows that are new or gone since it was asked last; a row that says something else is both."""
        version = self._version()
        if version == self.version and not databases.ON_POSTGRES:
            return set()
        before, self.version, self.rows = self.rows, version, self._rows()
        return before ^ self.rows

    def anothers(self, changed: Rows, person: Somebody) -> list[str]:
        """What changed of others: rows that speak of them and not of whoever asked."""
        found = []
        for table, row in changed:
            about = {name for name, ids in self.owners.items() if any(each in row for each in ids)}
            if about and person.name not in about and not _may(person, table):
                found.append(f"{table} of {', '.join(sorted(about))}: {row[:300]}")
        return found

    def findings(self) -> list[str]:
        """What `lms progress check` finds."""
        with self.app.app_context():
            return list(findings())

    def _version(self) -> int:
        """Of SQLite's file: another one after each transaction that wrote."""
        if databases.ON_POSTGRES:
            return 0
        return self.connection.exec_driver_sql("PRAGMA data_version").scalar_one()

    def _rows(self) -> Rows:
        return {
            (table, str(row))
            for table in self.tables
            for row in self.connection.exec_driver_sql(f"SELECT * FROM {table}")
        }


def _may(person: Somebody, table: str) -> bool:
    """Whoever holds an invitation uses up the operator's row of it; operators withdraw what others gave."""
    return table == "lms_invitation" or (person.name == "operator" and table == "lms_grant")
