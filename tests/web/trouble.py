"""What can befall a database, made to happen to that of an app."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Engine, NullPool, create_engine, event

from lms.db import db
from tests import databases


@contextmanager
def taken(app: Flask) -> Iterator[None]:
    """Another process is writing: on SQLite it holds the one lock of writers, on PostgreSQL the learners' rows."""
    other = create_engine(_engine(app).url, poolclass=NullPool)
    with other.connect() as connection:
        if databases.ON_POSTGRES:
            connection.exec_driver_sql("SELECT id FROM lms_enrolment FOR UPDATE")
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield


@contextmanager
def full_disk(app: Flask) -> Iterator[None]:
    """SQLite's file may not grow by a page."""

    def stop_growing(connection, _record):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with _on_new_connections(app, stop_growing):
        yield


@contextmanager
def only_to_be_read(app: Flask) -> Iterator[None]:
    """Each statement that writes is refused, as by a copy that took over."""
    refuse = "SET default_transaction_read_only = on" if databases.ON_POSTGRES else "PRAGMA query_only = on"

    def refuse_to_write(connection, _record):
        connection.execute(refuse)
        connection.commit()

    with _on_new_connections(app, refuse_to_write):
        yield


@contextmanager
def lost_while_saving(app: Flask) -> Iterator[None]:
    """The connection breaks when the first record is to be written."""

    def break_off(connection, _cursor, statement, *_rest):
        if statement.startswith("INSERT INTO lms_record"):
            driver = connection.connection.driver_connection
            if databases.ON_POSTGRES:
                databases.end_connection(driver.info.backend_pid)
            else:
                driver.close()

    engine = _engine(app)
    event.listen(engine, "before_cursor_execute", break_off)
    yield
    event.remove(engine, "before_cursor_execute", break_off)


@contextmanager
def away(app: Flask) -> Iterator[None]:
    """Nobody can connect, and whoever was connected is not any more."""
    folder = app.extensions["lms"].settings.data_dir
    if databases.ON_POSTGRES:
        databases.shut(folder)
        yield
        databases.open_again(folder)
        return
    _engine(app).dispose()
    (folder / "lms.db").rename(folder / "away")
    (folder / "lms.db").mkdir()
    yield
    (folder / "lms.db").rmdir()
    (folder / "away").rename(folder / "lms.db")


@contextmanager
def _on_new_connections(app: Flask, call: Callable) -> Iterator[None]:
    engine = _engine(app)
    event.listen(engine, "connect", call)
    engine.dispose()
    yield
    event.remove(engine, "connect", call)
    engine.dispose()


def _engine(app: Flask) -> Engine:
    with app.app_context():
        return db.engine
