"""A backup while people learn: what was acknowledged before it began is in it, and all that is in it fits together."""

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    create_engine,
    insert,
    select,
)

from lms.backup.rows import bare, columns_of, lines, sum_of, values
from tests.houses import HANDLES, inside, rows_in
from tests.lives import TRACES, live, new_learner
from tests.profile import THOROUGH

WRITERS, ACKNOWLEDGED = (4, 60) if THOROUGH else (2, 15)

#: answers a check again and again, and tells each record that is committed
WRITER = """
import sys
from pathlib import Path
from uuid import uuid4
from sqlalchemy import select
from lms.db import db
from lms.ledger.models import Enrolment
from lms.people.models import Person
from tests.houses import inside
from tests.lives import answer_check, take_quiz, writing
from random import Random
folder, handle, chance = Path(sys.argv[1]), sys.argv[2], Random(int(sys.argv[3]))
with inside(folder):
    person = db.session.scalars(select(Person.id).where(Person.handle == handle)).one()
    key = db.session.execute(select(Enrolment.person_id, Enrolment.id).where(Enrolment.person_id == person)).one()
    key = tuple(key)
    while True:
        record = uuid4()
        with writing():
            answer_check(key, record)
        print(record.hex, flush=True)
        if chance.random() < 0.2:
            with writing():
                take_quiz(key, chance)
"""


def acknowledged(outputs: list[Path]) -> list[set[str]]:
    return [set(path.read_text().split("\n")[:-1]) for path in outputs]


def test_every_answer_acknowledged_before_the_backup_began_is_in_it(house, run, tmp_path):
    outputs = [tmp_path / f"acknowledged-{number}" for number in range(WRITERS)]
    writers = []
    for number, path in enumerate(outputs):
        words = [sys.executable, "-c", WRITER, str(house), HANDLES[number % 2], str(number)]
        with path.open("w") as output:
            writers.append(subprocess.Popen(words, stdout=output, cwd=Path(__file__).parents[2]))
    try:
        ends = time.monotonic() + 60
        while min(map(len, acknowledged(outputs))) < ACKNOWLEDGED:
            assert time.monotonic() < ends
            assert all(writer.poll() is None for writer in writers)
            time.sleep(0.05)
        before = set().union(*acknowledged(outputs))
        assert run(house, "backup", tmp_path / "b").exit_code == 0
        after = set().union(*acknowledged(outputs))
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()
    assert after > before, "else nobody was learning meanwhile"
    assert run(tmp_path / "new", "restore", tmp_path / "b").exit_code == 0
    kept = {row[2].hex for row in rows_in(tmp_path / "new")["lms_record"]}
    assert before - kept == set()
    assert run(tmp_path / "new", "progress", "check").exit_code == 0


@pytest.mark.parametrize("seed", range(8) if THOROUGH else range(1))
def test_whatever_people_did_comes_back_table_by_table(house, run, tmp_path, seed):
    chance = Random(seed)
    with inside(house):
        keys = [new_learner(f"somebody-{number}") for number in range(4)]
        for _ in range(25):
            live(chance.choice(keys), chance.choice(TRACES))
    before = rows_in(house)
    assert run(house, "backup", tmp_path / "b").exit_code == 0
    assert run(tmp_path / "new", "restore", tmp_path / "b").exit_code == 0
    after = rows_in(tmp_path / "new")
    assert {name: after[name] == rows for name, rows in before.items()} == dict.fromkeys(before, True)
    assert run(tmp_path / "new", "backup", tmp_path / "again").exit_code == 0
    assert run(tmp_path / "third", "restore", tmp_path / "again").exit_code == 0
    assert rows_in(tmp_path / "third") == before


TABLE = Table(
    "lms_all", MetaData(), Column("id", Uuid, primary_key=True), Column("said", JSON(none_as_null=True)),
    Column("day", Date), Column("bytes", LargeBinary), Column("yes", Boolean), Column("number", Integer),
    Column("words", Text),
)  # fmt: skip
a_text = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))
a_json = st.recursive(
    st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | a_text,
    lambda inner: st.lists(inner) | st.dictionaries(a_text, inner),
).map(lambda value: [value])
rows = st.fixed_dictionaries(
    {
        "id": st.uuids(),
        "said": st.none() | a_json,
        "day": st.none() | st.dates(),
        "bytes": st.none() | st.binary(),
        "yes": st.none() | st.booleans(),
        "number": st.none() | st.integers(-(2**31), 2**31 - 1),
        "words": st.none() | a_text,
    }
)


@given(st.lists(rows, max_size=5, unique_by=lambda row: row["id"]), st.randoms(use_true_random=False))
def test_whatever_a_column_can_hold_comes_back(some, chance):
    columns = columns_of(TABLE)
    with create_engine("sqlite://").connect() as one, create_engine("sqlite://").connect() as other:
        for connection in (one, other):
            TABLE.create(connection)
        for row in some:
            one.execute(insert(TABLE), row)
        found = list(lines(one, "lms_all", columns))
        mixed = chance.sample(found, len(found))
        for line in mixed:
            other.execute(insert(bare("lms_all", columns)), values(line, columns))
        again = sum_of(lines(other, "lms_all", columns))
        assert (again.rows, again.digest) == (len(some), sum_of(found).digest)
        every = select(TABLE).order_by(TABLE.c.id)
        assert one.execute(every).all() == other.execute(every).all()
        one.rollback()
        other.rollback()
