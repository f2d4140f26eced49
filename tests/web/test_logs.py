"""What goes wrong is logged by kind and place; no value of a request, a row or an error gets into the log."""

import logging

import pytest
from sqlalchemy.exc import IntegrityError

import lms
from lms.db import db
from lms.web import errors
from lms.web.app import LAST_WORDS
from lms.web.gate import open_to_all
from lms.web.logs import QuietFormatter, trace

SECRET = "calm-river-7"


@pytest.fixture
def served(app):
    """As in service: what goes wrong is answered, not raised."""
    app.testing = False

    @app.route("/broken/<token>")
    @open_to_all
    def broken(token):
        try:
            raise ValueError(f"{token} is no number")
        except ValueError as error:
            raise KeyError(token) from error

    return app


def test_an_error_is_logged_with_its_place_and_without_a_value(served, caplog):
    reply = served.test_client().get(f"/broken/{SECRET}?handle={SECRET}", headers={"User-Agent": SECRET})
    assert (reply.status_code, SECRET in reply.text) == (500, False)
    assert "GET broken" in caplog.text
    assert 'test_logs.py", line' in caplog.text
    assert caplog.text.index("ValueError") < caplog.text.index("KeyError")
    assert SECRET not in caplog.text
    assert all(record.exc_info is None for record in caplog.records)


def test_when_the_error_page_fails_too_there_is_an_answer_and_no_value_in_the_log(served, caplog, monkeypatch):
    def fail(code):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(errors, "_trouble", fail)
    reply = served.test_client().get(f"/broken/{SECRET}")
    assert (reply.status_code, reply.text) == (500, LAST_WORDS)
    assert "RuntimeError" in caplog.text
    assert SECRET not in caplog.text


def test_an_error_of_the_database_brings_no_statement_into_the_log():
    try:
        raise IntegrityError("INSERT INTO lms_person", {"handle": SECRET}, ValueError(SECRET))
    except IntegrityError as error:
        assert SECRET in str(error)
        assert SECRET not in trace(error)
        assert trace(error).endswith("IntegrityError")


def test_no_library_brings_a_value_into_the_log_of_the_server(capsys):
    handler = logging.StreamHandler()
    handler.setFormatter(QuietFormatter("%(message)s"))
    logger = logging.Logger("some.library")
    logger.addHandler(handler)
    try:
        raise KeyError(SECRET)
    except KeyError:
        logger.exception("A library failed")
    logged = capsys.readouterr().err
    assert "A library failed" in logged and "KeyError" in logged
    assert SECRET not in logged


def test_no_variable_of_the_environment_makes_the_site_talkative(settings, monkeypatch):
    monkeypatch.setenv("FLASK_DEBUG", "1")
    app = lms.create_app(settings)
    assert not app.debug
    with app.app_context():
        assert not db.engine.echo
