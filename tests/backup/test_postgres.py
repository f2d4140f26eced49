"""A backup carries a site from SQLite to a real PostgreSQL, and back."""

from pathlib import Path

import pytest

from lms.backup.databases import PostgresBeside
from tests import databases
from tests.houses import inside, rows_in
from tests.lives import live, new_learner

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("postgres_server")]


@pytest.fixture
def there(tmp_path, monkeypatch) -> Path:
    """An empty folder whose database is on PostgreSQL."""
    folder = tmp_path / "there"
    folder.mkdir()
    databases.make_postgres(folder)
    monkeypatch.setenv("LMS_DATABASE_URL", databases.postgres_url(folder))
    return folder


def schemas(folder: Path) -> set[str]:
    found = databases.ask("SELECT schema_name FROM information_schema.schemata", databases.name_of(folder))
    return {name for (name,) in found}


def test_a_site_goes_from_sqlite_to_postgresql_and_back(furnished, made, there, run, tmp_path, monkeypatch):
    address = databases.postgres_url(there)
    assert run(there, "restore", made).exit_code == 0
    assert PostgresBeside.SCHEMA not in schemas(there)
    assert rows_in(there, LMS_DATABASE_URL=address) == rows_in(furnished)
    assert run(there, "progress", "check").exit_code == 0
    again = run(there, "restore", made, "--yes")
    assert again.exit_code == 0, again.output
    assert run(there, "backup", tmp_path / "from there").exit_code == 0
    monkeypatch.delenv("LMS_DATABASE_URL")
    assert run(tmp_path / "back", "restore", tmp_path / "from there").exit_code == 0
    assert rows_in(tmp_path / "back") == rows_in(furnished)


def test_after_a_restore_new_rows_have_numbers_that_are_not_taken(made, there, run):
    assert run(there, "restore", made).exit_code == 0
    with inside(there, LMS_DATABASE_URL=databases.postgres_url(there)):
        live(new_learner("plain-oak-11"))
