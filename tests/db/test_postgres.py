"""What is promised on PostgreSQL, on a real one, whatever the rest of the suite runs on (DESIGN 10)."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

import lms
from lms.cli import main
from lms.curriculum import services as curriculum_services
from lms.curriculum.models import Course, Passage, Revision
from lms.curriculum.search.queries import find
from lms.db import begin_writing, db, engines, migrations, saving
from lms.db.days import today
from lms.db.locks import PUBLISHING, one_at_a_time
from lms.errors import SettingsError
from lms.ledger.models import Enrolment
from lms.ledger.services import take_turn
from lms.registry import registries
from lms.settings import Settings
from tests import databases
from tests.conftest import TINY, settings_for
from tests.db.threads import in_threads
from tests.lives import live, new_learner
from tests.pages import Visitor

ROOT = Path(__file__).parents[2]
PREPARE = "from importlib import import_module\nimport_module('lms.cli.serve').prepare()"
serve = import_module("lms.cli.serve")  # the package's own `serve` is the command

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def migrated_there(tmp_path_factory, postgres_server) -> Path:
    """The folder of a database with the tiny course."""
    folder = databases.make_postgres(tmp_path_factory.mktemp("migrated-there"))
    app = lms.create_app(there(folder))
    with app.app_context():
        migrations.upgrade()
        with saving():
            curriculum_services.load(TINY, registries(), today())
        db.engine.dispose()
    return folder


def there(folder: Path) -> Settings:
    return settings_for(folder, database_url=databases.postgres_url(folder))


@pytest.fixture
def app(migrated_there, tmp_path) -> Iterator[Flask]:
    """Over a copy of that database."""
    databases.copy_postgres(migrated_there, tmp_path)
    made = lms.create_app(there(tmp_path))
    made.testing = True
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def empty(migrated_there, tmp_path) -> Iterator[Flask]:
    """Over a database with nothing in it."""
    databases.make_postgres(tmp_path)
    made = lms.create_app(there(tmp_path))
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


def number_of(table) -> int:
    found = db.session.scalar(select(func.count()).select_from(table))
    db.session.rollback()
    return found


def test_the_schema_is_that_of_the_models_and_goes_down_to_nothing_and_up_again(context):
    assert migrations.current() == migrations.newest()
    assert migrations.differences() == []
    migrations.downgrade("base")
    migrations.upgrade()
    assert migrations.differences() == []


def test_two_servers_that_start_at_once_on_an_empty_database_load_the_course_once(empty, monkeypatch):
    settings = empty.extensions["lms"].settings
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.database_url)
    monkeypatch.setattr(import_module("lms.cli.courses"), "COURSES", TINY.parent)
    program = f"from pathlib import Path\nimport lms.paths\nlms.paths.COURSES = Path({str(TINY.parent)!r})\n{PREPARE}"
    servers = [subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) for _ in range(3)]
    assert [server.wait(60) for server in servers] == [0, 0, 0]
    assert migrations.current() == migrations.newest()
    assert (number_of(Course), number_of(Revision)) == (1, 3)
    passages = number_of(Passage)
    serve.prepare()
    assert number_of(Passage) == passages > 10


def test_who_migrates_or_publishes_waits_as_long_as_it_takes(app, context, monkeypatch):
    """The patience that others have with a row is not enough for it, and stands again afterwards."""
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 50)
    db.engine.dispose()
    begin_writing()
    one_at_a_time(PUBLISHING)
    first, came = db.session(), threading.Event()

    def come_later():
        with saving():
            one_at_a_time(PUBLISHING)
            came.set()
            assert db.session.scalar(text("SHOW lock_timeout")) == "50ms"

    def let_it_wait():
        assert not came.wait(0.3)
        first.commit()
        assert came.wait(10)

    assert in_threads(app, [come_later, let_it_wait]) == []


def test_a_transaction_reads_what_others_committed_whatever_the_server_likes_better(app, tmp_path):
    databases.ask(f'ALTER DATABASE "{databases.name_of(tmp_path)}" SET default_transaction_isolation = serializable')
    with app.app_context():
        assert db.session.scalar(text("SHOW transaction_isolation")) == "read committed"


def test_writers_of_one_enrolment_wait_for_each_other_and_none_is_lost(app):
    with app.app_context():
        key = new_learner("calm-river-7")

    def take_five():
        for _ in range(5):
            with saving():
                enrolment = db.session.get_one(Enrolment, key)
                turn = take_turn(enrolment)
                assert enrolment.turn == turn

    assert in_threads(app, [take_five] * 4) == []
    with app.app_context():
        assert db.session.get_one(Enrolment, key).turn == 20


def test_a_writer_waits_no_longer_than_on_sqlite_and_writers_of_others_do_not_wait(app, monkeypatch):
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 50)
    with app.app_context():
        first, second = new_learner("calm-river-7"), new_learner("quiet-lake-9")
        db.engine.dispose()
        begin_writing()
        take_turn(db.session.get_one(Enrolment, first))

        def write_about(key):
            with saving():
                take_turn(db.session.get_one(Enrolment, key))

        assert in_threads(app, [lambda: write_about(second)]) == []
        (refused,) = in_threads(app, [lambda: write_about(first)])
        assert isinstance(refused, OperationalError)


def test_a_connection_that_was_lost_meanwhile_refuses_nobody(app):
    visit = Visitor(app.test_client())
    visit("/en/courses/t1")
    databases.shut(app.extensions["lms"].settings.data_dir)
    databases.open_again(app.extensions["lms"].settings.data_dir)
    assert visit("/en/courses/t1").heading == "Lanterns and kites"


@pytest.fixture
def doctor(app, monkeypatch) -> Callable[[], Result]:
    settings = app.extensions["lms"].settings
    monkeypatch.setenv("LMS_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LMS_DATABASE_URL", settings.database_url)
    return lambda: CliRunner().invoke(main, ["doctor"])


def test_the_doctor_stops_where_what_was_confirmed_can_be_lost(doctor, tmp_path):
    """The server of the tests is such a one."""
    said = doctor()
    assert said.exit_code == 1
    assert "fsync = off" in said.output
    assert "synchronous_commit = off" in said.output
    assert "UTF8" not in said.output
    databases.ask(f'ALTER DATABASE "{databases.name_of(tmp_path)}" SET synchronous_commit = on')
    assert "synchronous_commit" not in doctor().output


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("nonsense", "postgresql://"),
        ("oracle+nothing://host/name", "postgresql://"),
        ("mysql://host/name", "only SQLite and PostgreSQL"),
    ],
)
def test_an_address_of_no_database_of_ours_is_refused_with_the_mend(tmp_path, address, reason):
    with pytest.raises(SettingsError, match="LMS_DATABASE_URL") as raised:
        lms.create_app(settings_for(tmp_path, database_url=address))
    assert reason in str(raised.value)


def test_without_its_driver_the_mend_is_said(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SettingsError, match=r"lms\[postgres\]"):
        lms.create_app(settings_for(tmp_path, database_url="postgres://host/name"))


def test_everything_a_learner_does_is_kept_there(context):
    key = new_learner("calm-river-7")
    live(key)
    assert db.session.get_one(Enrolment, key).turn > 3


def test_words_are_found_through_the_index(context):
    assert [each.step for each in find("lanterns red", "en", ("en",)).found] == ["extra"]
    db.session.execute(text("SET LOCAL enable_seqscan = off"))
    plan = "\n".join(
        db.session.scalars(
            text("EXPLAIN SELECT id FROM lms_passage WHERE lms_fts_vector @@ to_tsquery('simple', '''red''')")
        )
    )
    assert "lms_fts_passage_vector" in plan


def test_the_words_of_the_index_are_those_that_were_made_here(context):
    """Its parser takes none of them apart, and leaves them as they are."""
    rows = db.session.execute(text("SELECT words, tsvector_to_array(lms_fts_vector) FROM lms_passage")).all()
    assert rows
    assert [set(words.split()) for words, _ in rows] == [set(found) for _, found in rows]
