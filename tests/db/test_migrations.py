"""From an empty database up, down again, and up once more."""

import ast
import threading
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, inspect, select

import lms
from lms.curriculum import services as curriculum
from lms.db import Base, db, migrations, saving
from lms.db.days import today
from lms.errors import LmsError
from lms.paths import MIGRATIONS
from lms.people.models import Person
from lms.registry import registries
from tests import databases
from tests.conftest import TINY, settings_for

#: what would take something away that a learner did
LOSING = {"drop_table", "drop_column", "delete", "truncate"}


@pytest.fixture
def empty(tmp_path) -> Iterator[Flask]:
    """An app over a database with nothing in it."""
    folder = tmp_path / "empty"
    folder.mkdir()
    databases.make(folder)
    app = lms.create_app(settings_for(folder))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables() -> set[str]:
    """But for those that SQLite makes for itself."""
    return {name for name in inspect(db.engine).get_table_names() if not name.startswith(migrations.OF_THE_ENGINE)}


def counts() -> dict[str, int]:
    """How many rows each table of ours has."""
    found = {
        name: db.session.scalar(select(func.count()).select_from(table)) for name, table in Base.metadata.tables.items()
    }
    db.session.rollback()
    return found


def losses(source: str) -> list[str]:
    """The calls in a migration's `upgrade()` that would delete something."""
    upgrade = next(
        node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name == "upgrade"
    )
    calls = [node for node in ast.walk(upgrade) if isinstance(node, ast.Call)]
    names = [call.func.attr for call in calls if isinstance(call.func, ast.Attribute)]
    said = [node.value for node in ast.walk(upgrade) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [name for name in names if name in LOSING] + [
        words for words in said if words.upper().startswith(("DELETE", "DROP", "TRUNCATE"))
    ]


def test_an_empty_database_comes_to_the_newest_schema(empty):
    assert migrations.current() is None
    migrations.upgrade()
    assert migrations.current() == migrations.newest()
    assert tables() == {*Base.metadata.tables, "lms_version"}


def test_the_newest_schema_is_that_of_the_models(empty):
    migrations.upgrade()
    assert migrations.differences() == []


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE lms_person ADD COLUMN email VARCHAR(200)",
        "ALTER TABLE lms_person DROP COLUMN language",
        "DROP TABLE lms_sign_in",
        "DROP INDEX ix_lms_enrolment_person_id_course_id",
    ],
)
def test_a_schema_that_differs_is_seen(context, change):
    with saving():
        db.session.connection().exec_driver_sql(change)
    assert len(migrations.differences()) == 1


def test_tables_of_a_host_in_the_same_database_are_left_alone(context):
    with saving():
        db.session.connection().exec_driver_sql("CREATE TABLE host_page (id INTEGER)")
    assert migrations.differences() == []


def test_to_upgrade_what_is_up_to_date_changes_nothing(context, make_enrolment):
    make_enrolment()
    before = counts()
    assert before["lms_person"] == before["lms_enrolment"] == 1
    migrations.upgrade()
    assert counts() == before


def test_down_to_nothing_and_up_again_with_rows_in(context, make_enrolment):
    make_enrolment()
    migrations.downgrade("base")
    assert migrations.current() is None
    assert {name for name in tables() if name.startswith("lms_")} == {"lms_version"}
    migrations.upgrade()
    assert migrations.differences() == []
    assert set(counts().values()) == {0}
    with saving():
        curriculum.load(TINY, registries(), today())


def test_two_servers_that_start_together_both_find_the_newest_schema(empty):
    raised: list[BaseException] = []
    start = threading.Barrier(2)

    def start_up():
        try:
            with empty.app_context():
                start.wait(10)
                migrations.upgrade()
        except BaseException as error:
            raised.append(error)

    servers = [threading.Thread(target=start_up) for _ in range(2)]
    for server in servers:
        server.start()
    for server in servers:
        server.join(30)
    assert raised == []
    assert migrations.current() == migrations.newest()


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(empty):
    with db.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE lms_record (id INTEGER)")  # in the way of the last step
    with pytest.raises(Exception, match="already exists"):
        migrations.upgrade()
    assert tables() == {"lms_record"}
    assert migrations.current() is None


def test_no_upgrade_deletes_what_a_learner_did():
    sources = list((MIGRATIONS / "versions").glob("*.py"))
    assert sources
    assert {path.name: losses(path.read_text(encoding="utf-8")) for path in sources} == {
        path.name: [] for path in sources
    }


@pytest.mark.parametrize("call", ["op.drop_table('lms_record')", "op.execute('DELETE FROM lms_record')"])
def test_an_upgrade_that_would_delete_is_seen(call):
    assert losses(f"def upgrade():\n    {call}\ndef downgrade():\n    pass\n")


@pytest.mark.sqlite("foreign keys are off while it migrates; on PostgreSQL they never are")
def test_a_migration_that_leaves_an_orphan_changes_nothing(app):
    with app.app_context():
        with pytest.raises(LmsError, match="nothing was changed"), migrations._migrating() as connection:
            connection.exec_driver_sql("INSERT INTO lms_sign_in (person_id, id, signed_in_on) VALUES ('a', 'b', 'c')")
        assert db.session.execute(db.text("SELECT count(*) FROM lms_sign_in")).scalar() == 0
        assert db.session.execute(db.text("PRAGMA foreign_keys")).scalar() == 1


def test_accounts_from_before_the_count_are_kept_from_the_day_they_joined(context, make_enrolment):
    make_enrolment()
    migrations.downgrade("20261124_first_tables")
    with saving():
        db.session.connection().exec_driver_sql("UPDATE lms_person SET joined_on = '2026-05-12'")
    migrations.upgrade()
    used_on = db.session.scalars(select(Person.used_on)).all()
    db.session.rollback()
    assert used_on == [date(2026, 5, 12)]
    assert counts()["lms_enrolment"] == 1
