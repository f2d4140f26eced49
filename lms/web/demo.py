"""Whether everything in the database is invented, which each page then says."""

from flask import current_app, g
from sqlalchemy.exc import DBAPIError

from lms.db import db
from lms.people.demo import is_demo

KNOWN = "lms.is_invented"


def is_invented() -> bool:
    """Asked once in a process: a database does not become a demo, or cease to be one, while it is served."""
    known = current_app.extensions
    if KNOWN not in known and not g.get("database_away"):
        try:
            known[KNOWN] = is_demo()
        except DBAPIError:
            db.session.rollback()  # an error page is drawn without an answer, and the next page asks again
    return known.get(KNOWN, False)
