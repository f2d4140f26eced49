"""Each migration by itself, with a row in every table there is: up, and down again."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Boolean, Column, Date, Integer, LargeBinary, MetaData, Table, Uuid, insert, select
from sqlalchemy.engine import Connection

import lms
from lms.db import Base, db, migrations
from tests import databases
from tests.conftest import settings_for

Rows = dict[str, dict[str, Any]]  #: table → its one row


@pytest.fixture
def empty(tmp_path) -> Iterator[None]:
    databases.make(tmp_path)
    with lms.create_app(settings_for(tmp_path)).app_context():
        yield
        db.engine.dispose()


def revisions() -> list[str]:
    """The first one first."""
    return [each.revision for each in ScriptDirectory.from_config(migrations._config()).walk_revisions()][::-1]


def tables(connection: Connection) -> list[Table]:
    """Ours, as they are now; one that refers to another stands after it."""
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: name.startswith("lms_") and not name.startswith("lms_fts_"))
    return [table for table in metadata.sorted_tables if table.name != "lms_version"]


def rows(filled: bool = False) -> Rows:
    """The one row of each table.

    :param filled: a table without one is given one
    """
    found: Rows = {}
    with db.engine.execution_options(writes=True).begin() as connection:
        for table in tables(connection):
            if filled and connection.execute(select(*table.primary_key)).first() is None:
                connection.execute(insert(table).values(new_row(table, found)))
            columns = [column for column in table.columns if column.computed is None]
            found[table.name] = dict(connection.execute(select(*columns)).mappings().one())
    return found


def new_row(table: Table, others: Rows) -> dict[str, Any]:
    """A value in every column, also where there need be none."""
    row = {column.name: value_for(column) for column in table.columns if column.computed is None}
    for key in table.foreign_key_constraints:
        target = others.get(key.referred_table.name, row)
        row.update({each.parent.name: target[each.column.name] for each in key.elements})
    return row


def value_for(column: Column) -> Any:
    """By the model's type: SQLite knows but few."""
    models = Base.metadata.tables[column.table.name]
    kind = models.c[column.name].type if column.name in models.c else column.type
    if isinstance(kind, Uuid):
        value = uuid4()
        return value if isinstance(column.type, Uuid) else value.hex
    of_types = ((JSON, {"a": 1}), (Boolean, True), (Date, date(2026, 5, 12)), (Integer, 1), (LargeBinary, b"\x00\xff"))
    return next((value for known, value in of_types if isinstance(kind, known)), "en")


def shared(before: Rows, after: Rows) -> tuple[Rows, Rows]:
    """Both, cut down to the tables and columns that both have."""
    names = {name: before[name].keys() & after[name].keys() for name in before.keys() & after.keys()}
    first, second = (
        {name: {column: rows[name][column] for column in names[name]} for name in names} for rows in (before, after)
    )
    return first, second


def test_up_and_down_with_a_row_in_every_table_no_migration_loses_or_changes_one(empty):
    chain = revisions()
    assert len(chain) > 7
    held: Rows = {}
    for revision in chain:
        migrations.upgrade(revision)
        kept, now = shared(held, filled := rows(filled=True))
        assert kept.keys() == held.keys(), f"{revision} takes a table away"
        assert kept == now, f"{revision} changes what was kept"
        held = filled
    assert held.keys() == Base.metadata.tables.keys()
    assert migrations.differences() == []
    for revision in [*chain[-2::-1], "base"]:
        migrations.downgrade(revision)
        kept, now = shared(held, left := rows())
        assert kept == now, f"the way down to {revision} changes what was kept"
        held = left
    assert held == {}
