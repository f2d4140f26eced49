"""The database: our declarative base, the session, and `saving()`, which commits once.

The SQLite rules of DESIGN 10 are in `engines.py`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, MetaData, Uuid, event
from sqlalchemy.orm import DeclarativeBase, Session, registry

from lms.errors import WriteOutsideSaving

WRITES = {"writes": True}


class Base(DeclarativeBase):
    """The base of every table of ours; tables are named `lms_*`."""

    #: on the registry, because Flask-SQLAlchemy derives from this class once more
    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={dict[str, Any]: JSON, UUID: Uuid},
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)


def begin_writing() -> None:
    """The session's transaction is one that may write: BEGIN IMMEDIATE on SQLite.

    :raises WriteOutsideSaving: when a transaction for reading is open already: upgrading it would fail at once
        with SQLITE_BUSY_SNAPSHOT as soon as another writer came between
    """
    if not db.session().in_transaction():
        db.session.connection(execution_options=WRITES)
    elif not _may_write(db.session()):
        raise WriteOutsideSaving("A transaction for reading is open: begin to write before the first read.")


def end_reading() -> None:
    """The transaction that only read is over, and the next may write. What it read stays as it was, and is followed no
    longer: it costs no second reading."""
    db.session.expunge_all()
    db.session.rollback()


@contextmanager
def saving() -> Iterator[None]:
    """What is written inside is committed once at the end, or not at all."""
    begin_writing()
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def _may_write(session: Session) -> bool:
    return bool(session.connection().get_execution_options().get("writes"))


@event.listens_for(db.session, "before_flush")
def _refuse_writes_while_reading(session: Session, _context: object, _instances: object) -> None:
    if (session.new or session.dirty or session.deleted) and not _may_write(session):
        raise WriteOutsideSaving("This request was opened for reading: mark its view @writes, or use saving().")
