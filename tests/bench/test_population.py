"""The learners of the bench are such as the app itself would have made."""

import pytest
from sqlalchemy import func, select

from lms.assessment.recount import findings
from lms.db import db, saving
from lms.db.days import today
from lms.ledger.models import Record
from lms.people.models import Person
from lms.people.services import proven
from tests.bench.population import PASSPHRASE, Population, handle_of

LEARNERS = 60
pytestmark = pytest.mark.usefixtures("context")


def test_what_the_population_did_follows_from_its_records_and_each_can_sign_in():
    with saving():
        Population(today()).write(range(LEARNERS))
    assert list(findings()) == []
    assert db.session.scalar(select(func.count()).select_from(Person)) == LEARNERS
    assert db.session.scalar(select(func.count()).select_from(Record)) > 2 * LEARNERS
    assert proven(handle_of(LEARNERS - 1), PASSPHRASE)
