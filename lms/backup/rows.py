"""Rows as text that no database is needed to read: one JSON array a line, in the order of the table's columns.

The digest of a table does not depend on the order of its rows, in which databases differ.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    TableClause,
    Text,
    Uuid,
    cast,
    column,
    select,
    table,
)
from sqlalchemy.engine import Connection
from sqlalchemy.types import NullType, TypeEngine

Tag = Literal["uuid", "json", "day", "bytes", "yes", "number", "text"]
AT_ONCE = 500  #: rows in memory


@dataclass(frozen=True)
class Kind:
    """How the values of one kind of column are read, written and spelt."""

    of: type[TypeEngine]  #: columns of this type, and of types made from it
    stored: TypeEngine  #: what a value is given to the database as
    spelt: Callable[[Any], Any]
    value: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


KINDS: dict[Tag, Kind] = {
    "uuid": Kind(Uuid, Uuid(), lambda value: value.hex, UUID),
    # as the text it is kept as, so that not even a space changes; the database knows its own column's type
    "json": Kind(JSON, NullType(), _same, _same),
    "day": Kind(Date, Date(), date.isoformat, date.fromisoformat),
    "bytes": Kind(LargeBinary, LargeBinary(), lambda value: base64.b64encode(value).decode(), base64.b64decode),
    "yes": Kind(Boolean, Boolean(), bool, bool),
    "number": Kind(Integer, Integer(), int, int),
    "text": Kind(String, String(), _same, _same),
}


class UnknownKind(Exception):
    """A column of a model has a type that backups do not know yet: add it to `KINDS`."""


def tag_of(of: Column) -> Tag:
    """:raises UnknownKind:"""
    for tag, kind in KINDS.items():
        if isinstance(of.type, kind.of):
            return tag
    raise UnknownKind(f"{of.table.name}.{of.name}: {of.type!r}")


def columns_of(model: Table) -> dict[str, Tag]:
    return {each.name: tag_of(each) for each in model.columns}


def bare(name: str, columns: dict[str, Tag]) -> TableClause:
    """The table, known by its columns only: that of an older schema too."""
    return table(name, *(column(each, KINDS[tag].stored) for each, tag in columns.items()))


def everything(name: str, columns: dict[str, Tag]) -> Select:
    found = bare(name, columns).c
    return select(*(cast(found[each], Text) if tag == "json" else found[each] for each, tag in columns.items()))


def lines(connection: Connection, name: str, columns: dict[str, Tag]) -> Iterator[bytes]:
    """Every row of the table; each line ends with a line feed."""
    spell = [KINDS[tag].spelt for tag in columns.values()]
    for row in connection.execute(everything(name, columns), execution_options={"yield_per": AT_ONCE}):
        spelt = [None if value is None else how(value) for how, value in zip(spell, row, strict=True)]
        yield json.dumps(spelt, separators=(",", ":")).encode() + b"\n"


def values(line: bytes, columns: dict[str, Tag]) -> dict[str, Any]:
    """The row of a line, for the database.

    :raises ValueError: for what `lines` does not write
    """
    spelt = json.loads(line)
    if not isinstance(spelt, list) or len(spelt) != len(columns):
        raise ValueError("a row with too many or too few values")
    try:
        return {
            name: None if value is None else KINDS[tag].value(value)
            for (name, tag), value in zip(columns.items(), spelt, strict=True)
        }
    except (TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None


def in_batches(all_lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = iter(all_lines)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


class Sum:
    """The number of rows, and a digest that is the same in whatever order they come."""

    def __init__(self) -> None:
        self.rows, self._sum = 0, 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(line).digest(), "big")) % 2**256

    @property
    def digest(self) -> str:
        return f"{self._sum:064x}"


def sum_of(all_lines: Iterable[bytes]) -> Sum:
    total = Sum()
    for line in all_lines:
        total.add(line)
    return total
