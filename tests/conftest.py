"""What tests share: an app over a fresh, migrated database with the tiny course, and callables that make data."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Pool, event
from sqlalchemy.engine.interfaces import DBAPIConnection

import lms
from lms.curriculum import queries as curriculum
from lms.curriculum import services as curriculum_services
from lms.db import db, migrations, saving
from lms.db.days import today
from lms.ledger import services as ledger
from lms.ledger.models import Enrolment
from lms.people import secrecy, services
from lms.people.models import Person
from lms.registry import registries
from lms.settings import Settings
from lms.web.limits import limiter
from tests import compiled, databases
from tests.hosts.mounted import mounted
from tests.pages import Visitor
from tests.profile import PROFILE, THOROUGH

TINY = Path(__file__).parent / "courses" / "tiny"
IS_MOUNTED = "LMS_TESTS_MOUNTED" in os.environ
PASSPHRASE = "three plain words"

for name, examples in (("quick", 25), ("thorough", 300)):
    hypothesis_settings.register_profile(
        name, max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck)
    )
hypothesis_settings.load_profile(PROFILE)
compiled.share()


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL, tests about SQLite itself are left out, and in the quick profile long ones; each says why."""
    for marker, is_left_out in (("sqlite", databases.ON_POSTGRES), ("thorough", not THOROUGH)):
        marked = [item for item in items if item.get_closest_marker(marker)]
        for item in marked:
            assert item.get_closest_marker(marker).args, f"{item.nodeid}: say in the marker “{marker}” why"
        if is_left_out and marked:
            config.hook.pytest_deselected(items=marked)
            items[:] = [item for item in items if item not in marked]
    for item in items if IS_MOUNTED else ():
        if item.get_closest_marker("alone"):
            item.add_marker(pytest.mark.skip(reason="holds only while the site is ours alone"))


@pytest.fixture(autouse=True)
def _connections_are_closed() -> Iterator[None]:
    """Also those of an app that a test made beside its own: open ones hold a file, or a place on a server."""
    opened: list[DBAPIConnection] = []

    def note(connection: DBAPIConnection, _record: object) -> None:
        opened.append(connection)

    event.listen(Pool, "connect", note)
    yield
    event.remove(Pool, "connect", note)
    for connection in opened:
        connection.close()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Nothing but this machine can be reached."""
    connect = socket.socket.connect

    def guarded(self, address):
        is_local = self.family == socket.AF_UNIX or str(address[0]) in ("127.0.0.1", "::1", "localhost")
        assert is_local, f"a test wanted to reach {address}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def settings_for(folder: Path, **given) -> Settings:
    """Settings whose hashes cost as little as argon2 allows."""
    return Settings(
        **{
            "data_dir": folder,
            "database_url": databases.url_of(folder),
            "secret_key": "only for tests",
            "ledger_keys": {"a": b"a key of the ledger, for tests"},
            "text_key": b"a key of texts, thirty-two bytes",
            "argon2_memory_kib": 8,
            "argon2_passes": 1,
            **given,
        }
    )


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Path:
    """The folder of a database with the newest schema and the tiny course, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    databases.make(folder)
    app = lms.create_app(settings_for(folder))
    with app.app_context():
        migrations.upgrade()
        with saving():
            curriculum_services.load(TINY, registries(), today())
        if not databases.ON_POSTGRES:
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> None:
    """A PostgreSQL is there, for the tests that need one whatever the others run on."""
    try:
        databases.ask("SELECT 1")
    except ImportError as error:
        reason = f"there is no PostgreSQL to test with: {error}"
        if "postgres" in os.environ.get("LMS_TESTS_MUST_RUN", "").split(","):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def settings(migrated, tmp_path) -> Iterator[Settings]:
    databases.copy(migrated, tmp_path)
    yield settings_for(tmp_path)
    databases.drop(tmp_path)


@pytest.fixture
def app(settings, tmp_path) -> Iterator[Flask]:
    """The app; with LMS_TESTS_MOUNTED, mounted in a host, see `tests.hosts.mounted`."""
    made = mounted(settings, tmp_path) if IS_MOUNTED else lms.create_app(settings)
    made.testing = True
    limiter.reset()
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def context(app) -> Iterator[None]:
    """An app context, for tests of services and queries."""
    with app.app_context():
        yield
        db.session.rollback()


@pytest.fixture
def visit(app) -> Visitor:
    return Visitor(app.test_client())


@pytest.fixture
def another(app) -> Callable[[], Visitor]:
    """Another browser."""
    return lambda: Visitor(app.test_client())


@pytest.fixture
def make_person(app) -> Callable[..., UUID]:
    """The id of a new person."""

    def make(handle: str = "calm-river-7") -> UUID:
        with app.app_context():
            passphrase_hash = secrecy.hashed(PASSPHRASE)
            with saving():
                return services.join(handle, passphrase_hash, passphrase_hash, "en", today()).id

    return make


@pytest.fixture
def make_enrolment(app, make_person) -> Callable[..., tuple[UUID, UUID]]:
    """The key (person, enrolment) of a new enrolment in the tiny course."""

    def make(handle: str = "calm-river-7") -> tuple[UUID, UUID]:
        person_id = make_person(handle)
        with app.app_context(), saving():
            outline = curriculum.outline("t1")
            enrolment = ledger.enrol(db.session.get_one(Person, person_id), outline.course_id, today())
            return person_id, enrolment.id

    return make


@pytest.fixture
def enrolment_of() -> Callable[[tuple[UUID, UUID]], Enrolment]:
    return lambda key: db.session.get_one(Enrolment, key)


@pytest.fixture
def sign_in() -> Callable[..., None]:
    def enter(visit: Visitor, handle: str = "calm-river-7", passphrase: str = PASSPHRASE) -> None:
        page = visit("/en/sign-in").send("sign-in", handle=handle, passphrase=passphrase)
        assert page.status == 200, page.text

    return enter


@pytest.fixture
def hashes(monkeypatch) -> list[str]:
    """What the hasher was asked to do, and took its time for."""
    asked: list[str] = []
    hasher = secrecy._hasher

    class Counted:
        def hash(self, secret):
            asked.append("hash")
            return hasher().hash(secret)

        def verify(self, kept, secret):
            asked.append("verify" if kept.startswith("$argon2id$") else "nothing")  # what is no hash costs nothing
            return hasher().verify(kept, secret)

    monkeypatch.setattr(secrecy, "_hasher", Counted)
    return asked


@pytest.fixture
def count_statements(app) -> Callable[[Callable[[], object]], list[str]]:
    """The statements that a call sends to the database, but for beginning and ending transactions."""

    def count(call: Callable[[], object]) -> list[str]:
        sent: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            if not statement.startswith(("BEGIN", "PRAGMA")):
                sent.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            call()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return sent

    return count


@pytest.fixture
def learner(visit, make_enrolment, sign_in) -> Visitor:
    """Signed in, and taking the course."""
    make_enrolment()
    sign_in(visit)
    return visit
