"""What a person may choose to say about themselves: for counting in figures, and for nothing else. All of it can go."""

from dataclasses import dataclass
from functools import cache

from babel import Locale

from lms.db import db
from lms.people.access import Permission, require
from lms.people.models import Person

ORGANISATION_TYPES = (
    "ngo",
    "trade_union",
    "lawyers_network",
    "faith_based",
    "migrant_community",
    "human_rights_institution",
    "government",
    "private_sector",
    "other",
)
GENDERS = ("woman", "man")  #: beside own words
LONGEST_GENDER = 60
#: two-letter territories of CLDR that are no countries of ISO 3166-1: unions, pseudo-languages, reserved codes of parts
NO_COUNTRIES = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())


@dataclass(frozen=True)
class Details:
    """None where the person would rather not say."""

    country: str | None = None  #: ISO 3166-1 alpha-2
    organisation_type: str | None = None
    gender: str | None = None  #: one of `GENDERS`, or own words


@cache
def countries() -> frozenset[str]:
    """Every code of ISO 3166-1 alpha-2, and XK, which people need and the standard leaves open."""
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - NO_COUNTRIES


def details_of(person: Person) -> Details:
    return Details(person.country, person.organisation_type, person.gender)


def change_details(by: Person, person: Person, details: Details) -> None:
    """What was said before is replaced; what is not said any more is gone."""
    require(by, Permission.ACCOUNT_CHANGE, person.id)
    person.country = details.country
    person.organisation_type = details.organisation_type
    person.gender = details.gender
    db.session.flush()
