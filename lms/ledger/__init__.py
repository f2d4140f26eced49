"""The ledger: one way in for anything a learner does, each record kept once (DESIGN 4)."""

from lms.ledger.personal_data import ENROLMENTS, RECORDS
from lms.registry import Registries


def plug_in(registries: Registries) -> None:
    registries.personal_data.add("enrolments", ENROLMENTS)
    registries.personal_data.add("records", RECORDS)
