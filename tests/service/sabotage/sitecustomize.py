"""Broken on purpose, in every process of a server that is started with this folder on its path; BROKEN says what."""

import os
import secrets

from sqlalchemy import event

from lms.db import db, engines
from lms.ledger import services
from lms.ledger.models import Enrolment


def turn_without_waiting(person_id, enrolment_id):
    """Who writes about a learner waits for nobody."""
    enrolment = db.session.get(Enrolment, (person_id, enrolment_id))
    if enrolment is None:
        raise services.EnrolmentGone("This enrolment no longer exists.")
    enrolment.turn += 1
    return enrolment


def plain_begin(connection):
    """Who will write begins as who reads."""
    connection.exec_driver_sql("BEGIN")


def forget_some(session):
    """Every tenth answer is acknowledged and not kept."""
    if secrets.randbelow(10) == 0:
        session.connection().exec_driver_sql("DELETE FROM lms_record WHERE kind = 'answer_given'")


if "turn" in os.environ["BROKEN"]:
    services.take_turn_in = turn_without_waiting
if "begin" in os.environ["BROKEN"]:
    engines._begin = plain_begin
if "memory" in os.environ["BROKEN"]:
    event.listen(db.session, "before_commit", forget_some)
