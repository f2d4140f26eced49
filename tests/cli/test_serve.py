"""What `lms serve` does before and beside serving."""

from importlib import import_module

import pytest

import lms
from lms.db import db
from lms.people import erased
from tests import databases
from tests.conftest import settings_for
from tests.lives import live, new_learner, rows_about

serve = import_module("lms.cli.serve")  # the package's own `serve` is the command


@pytest.fixture
def data_folder(migrated, tmp_path, monkeypatch):
    """A data folder that the command finds."""
    databases.copy(migrated, tmp_path)
    for name, value in databases.environment_of(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(serve, "built_in_courses", list)
    return tmp_path


@pytest.fixture
def inside(data_folder):
    """The context of an app over the folder."""
    app = lms.create_app(settings_for(data_folder))
    with app.app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def test_whoever_is_on_the_list_is_erased_before_anything_is_served(inside):
    key, other = new_learner("calm-river-7"), new_learner("quiet-lake-9")
    live(key)
    erased.add([key[0]])
    db.session.remove()
    serve.prepare()
    assert set(rows_about(*key)) <= {"lms_outbox"}
    assert rows_about(*other)
