"""Each table with a person in it is covered by exactly one entry, and nothing is left in any after an erasure."""

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, MetaData, Table, Uuid

from lms.db import Base, db
from lms.db.outbox import Work, later
from lms.ledger import leaving
from lms.ledger.models import Enrolment
from lms.people import erasing, held
from lms.people.models import Person
from tests.lives import OF_THE_ACCOUNT, TRACES, live, new_learner, personal_tables, rows_about, writing

pytestmark = pytest.mark.usefixtures("context")
handles = itertools.count()


def coverage(metadata: MetaData, covered: Counter) -> dict[str, int]:
    """The tables with a person in them that do not have exactly one entry."""
    tables = [table for table in metadata.sorted_tables if held.person_columns(table)]
    return {table.name: covered[table.name] for table in tables if covered[table.name] != 1}


def covered() -> Counter:
    return Counter(table.__tablename__ for entry in held.in_order() for table in entry.tables)


def test_each_table_with_a_person_in_it_is_covered_by_exactly_one_entry():
    assert len(personal_tables()) > 5
    assert coverage(Base.metadata, covered()) == {}


def test_no_entry_covers_a_table_that_holds_nobody():
    assert set(covered()) == {table.name for table in personal_tables()}


@pytest.mark.parametrize(
    "columns",
    [
        [Column("person_id", Uuid)],
        [Column("who_looked", Uuid, ForeignKey("lms_person.id"))],
        [
            Column("whose", Uuid),
            Column("what", Uuid),
            ForeignKeyConstraint(["whose", "what"], ["lms_enrolment.person_id", "lms_enrolment.id"]),
        ],
    ],
    ids=["by its name", "by its key", "by a key to what has one"],
)
def test_a_table_that_is_not_covered_would_be_seen(columns):
    metadata = MetaData()
    for table in Base.metadata.sorted_tables:
        table.to_metadata(metadata)
    Table("lms_forgotten", metadata, Column("id", Integer, primary_key=True), *columns)
    assert coverage(metadata, covered()) == {"lms_forgotten": 0}
    twice = covered()
    twice["lms_record"] += 1
    assert coverage(Base.metadata, twice) == {"lms_record": 2}


def test_what_refers_to_another_entrys_rows_stands_after_it():
    names = [table.__tablename__ for entry in held.in_order() for table in entry.tables]
    assert names.index("lms_person") < names.index("lms_enrolment") < names.index("lms_record")
    assert names.index("lms_enrolment") < names.index("lms_attempt")
    assert sorted(names) == sorted(covered())


def test_the_life_of_the_tests_leaves_a_trace_in_every_table():
    """Else what follows would prove nothing for a table: add what leaves one to `tests/lives.py`."""
    key = new_learner("calm-river-7")
    live(key)
    assert set(rows_about(key[0])) == {table.name for table in personal_tables()}


@given(st.lists(st.sampled_from(TRACES), max_size=6), st.lists(st.sampled_from(TRACES), max_size=4), st.booleans())
def test_whatever_was_done_before_nothing_is_left_and_others_keep_all(done, by_another, leaves_first):
    key, other = (new_learner(f"learner-{next(handles)}") for _ in range(2))
    for trace in done:
        live(key, trace)
    for trace in by_another:
        live(other, trace)
    before = rows_about(*other)
    if leaves_first:
        with writing():
            leaving.leave(db.session.get_one(Person, key[0]), db.session.get_one(Enrolment, key))
        assert set(rows_about(key[1])) <= {"lms_outbox"}, "only the work to list the id"
    with writing():
        erasing.erase_account(db.session.get_one(Person, key[0]), key[0])
    assert set(rows_about(*key)) <= {"lms_outbox"}
    assert rows_about(*other) == before
    with writing():
        db.session.query(Work).delete()


def test_leaving_erases_all_of_the_course_and_keeps_the_account():
    key = new_learner("calm-river-7")
    live(key)
    with writing():
        leaving.leave(db.session.get_one(Person, key[0]), db.session.get_one(Enrolment, key))
    assert set(rows_about(key[0])) == OF_THE_ACCOUNT


def test_work_that_names_whom_it_is_about_goes_with_them(context):
    key, other = new_learner("calm-river-7"), new_learner("quiet-lake-9")
    with writing():
        for person_id, enrolment_id in (key, other):
            later("letter", person_id=str(person_id))
            later("look", enrolment_id=str(enrolment_id))
        later("letter", to="everybody")
    with writing():
        leaving.leave(db.session.get_one(Person, key[0]), db.session.get_one(Enrolment, key))
        erasing.erase_account(db.session.get_one(Person, key[0]), key[0])
    left = [(row.name, row.args) for row in db.session.query(Work).filter(Work.name.in_(["letter", "look"]))]
    assert ("letter", {"to": "everybody"}) in left
    assert len(left) == 3
    assert not any(str(each) in str(left) for each in key)
