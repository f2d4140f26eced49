"""What is held about a person: the entries of the registry `personal_data` (DESIGN 6).

A package that keeps rows about a person registers an entry for them in its plug-in. The privacy page says its words,
the export holds its rows, and leaving and erasing delete what it covers. `tests/people/test_held.py` walks the schema:
each table with a person in it is covered by exactly one entry.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import Column, Table, delete, or_, select

from lms.db import Base, db
from lms.db.outbox import Work
from lms.registry import registries

Words = Any  #: text, or what `lazy_gettext` gives
Row = dict[str, Any]  #: JSON-able, but for days, which are dates

SEEN_BY_YOU = _l("You, and whoever holds this server and its keys.")
UNTIL_LEAVING = _l("Until you leave the course or erase your account.")
UNTIL_ERASING = _l("Until you erase your account.")


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """One kind of thing that is held about people."""

    tables: tuple[type[Base], ...]  #: all that have rows of it
    title: Words
    what: Words  #: one sentence
    why: Words
    columns: Mapping[str, Words]  #: what the export shows of a row, in order: key → heading; its JSON has the rest too
    export: Callable[[UUID, str], Iterable[Row]]  #: of a person, in that language, in words a person understands
    counted: Callable[[UUID], Iterable[str]]  #: how much there is of a person: "12 answers"; nothing for nothing
    seen_by: Words = SEEN_BY_YOU
    until: Words = UNTIL_LEAVING
    applies: Callable[[], bool] = lambda: True  #: whether this site can come to hold such a thing
    hold: Callable[[UUID], None] | None = None  #: makes writers about the person wait; called before anything goes
    erase: Callable[[UUID], None] | None = None  #: none: every row with a column that refers to the person goes
    erase_enrolment: Callable[[UUID, UUID], None] | None = None  #: none: the rows with that `enrolment_id` go


def in_order() -> list[PersonalData]:
    """All entries; one whose rows refer to another's stands after it."""
    known = registries().personal_data
    entries: dict[str, PersonalData] = {name: known.get(name) for name in known}
    owner = {table.__table__: name for name, entry in entries.items() for table in entry.tables}
    graph: dict[str, set[str]] = {name: set() for name in entries}
    for table, name in owner.items():
        graph[name] |= {owner[key.column.table] for key in table.foreign_keys if key.column.table in owner} - {name}
    return [entries[name] for name in TopologicalSorter(graph).static_order()]


def erase(person_id: UUID) -> None:
    """No row of any table refers to the person, and no work that waits."""
    entries = in_order()
    for entry in entries:
        if entry.hold:
            entry.hold(person_id)
    for entry in reversed(entries):
        if entry.erase:
            entry.erase(person_id)
        else:
            _delete(entry, lambda table: [column == person_id for column in person_columns(table)])
    _drop_work("person_id", person_id)


def erase_enrolment(person_id: UUID, enrolment_id: UUID) -> None:
    """No row of any table refers to the enrolment, and no work that waits. Called inside a turn."""
    for entry in reversed(in_order()):
        if entry.erase_enrolment:
            entry.erase_enrolment(person_id, enrolment_id)
        else:
            _delete(entry, lambda table: [table.c.enrolment_id == enrolment_id] if "enrolment_id" in table.c else [])
    _drop_work("enrolment_id", enrolment_id)


def person_columns(table: Table) -> list[Column]:
    """The columns that name a person: the person's own id, what is called so, and what refers to one of these."""
    return [column for column in table.columns if _names_a_person(column)]


def rows_of(*columns: Any, where: Any, order: Sequence[Any] = ()) -> Iterator[Any]:
    """The rows, some at a time: somebody may have very many."""
    query = select(*columns).where(where).order_by(*order)
    return iter(db.session.execute(query.execution_options(yield_per=200)))


def _names_a_person(column: Column) -> bool:
    is_person = (column.table.name, column.name) == ("lms_person", "id") or column.name == "person_id"
    return is_person or any(_names_a_person(key.column) for key in column.foreign_keys)


def _delete(entry: PersonalData, conditions: Callable[[Table], list[Any]]) -> None:
    tables = [table for table in Base.metadata.sorted_tables if table in {each.__table__ for each in entry.tables}]
    for table in reversed(tables):
        if matching := conditions(table):
            db.session.execute(delete(table).where(or_(*matching)))


def _drop_work(name: str, value: UUID) -> None:
    """Work that names whom it is about has nothing to do any more."""
    db.session.execute(delete(Work).where(Work.args[name].as_string() == str(value)))
