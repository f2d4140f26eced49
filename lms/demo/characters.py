"""Who the invented people are: where they live, how they learn, and how far they come. By chance, by a seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from random import Random

from lms.people.details import GENDERS, ORGANISATION_TYPES
from lms.people.handles import FIRST, SECOND

MONTHS = 7
DAYS = MONTHS * 30
#: country, and the language that is read there; twenty of those where such trainings are held
COUNTRIES = (
    ("BD", "en"), ("EG", "ar"), ("ET", "en"), ("GH", "en"), ("ID", "en"), ("IN", "en"), ("IQ", "ar"), ("JO", "ar"),
    ("KE", "en"), ("KW", "ar"), ("LB", "ar"), ("LK", "en"), ("MA", "fr"), ("MX", "en"), ("NP", "en"), ("PH", "en"),
    ("SN", "fr"), ("TH", "en"), ("TN", "fr"), ("UG", "en"),
)  # fmt: skip


class Pace(Enum):
    """How somebody takes the course: the least and the greatest number of days from one visit to the next."""

    EAGER = (0, 4)
    STEADY = (2, 9)
    SLOW = (6, 24)


class End(Enum):
    """How far somebody comes, if there is time."""

    FINISHES = "finishes"
    STOPS = "stops"  #: in the middle, and is not seen again
    READS = "reads"  #: answers checks, takes no quiz
    JOINS = "joins"  #: and never begins


PACES = {Pace.EAGER: 25, Pace.STEADY: 50, Pace.SLOW: 25}
ENDS = {End.FINISHES: 45, End.STOPS: 33, End.READS: 12, End.JOINS: 10}


@dataclass(frozen=True)
class Character:
    handle: str
    country: str  #: ISO 3166-1 alpha-2
    language: str  #: BCP 47
    organisation_type: str | None
    gender: str | None
    joined: int  #: days ago
    pace: Pace
    end: End
    share: float  #: for who stops: of the course's steps
    ability: float  #: how likely an answer is right
    writes: bool  #: keeps reflections here


def characters(number: int, chance: Random) -> Iterator[Character]:
    """So many people, in all the countries."""
    taken: set[str] = set()
    for index in range(number):
        country, language = COUNTRIES[index % len(COUNTRIES)]
        while (handle := f"{chance.choice(FIRST)}-{chance.choice(SECOND)}-{chance.randrange(10, 1000)}") in taken:
            continue
        taken.add(handle)
        yield Character(
            handle=handle,
            country=country,
            language=language if chance.random() < 0.85 else "en",
            organisation_type=chance.choice(ORGANISATION_TYPES) if chance.random() < 0.8 else None,
            gender=chance.choice(GENDERS) if chance.random() < 0.7 else None,
            joined=chance.randrange(3, DAYS),
            pace=_one_of(PACES, chance),
            end=_one_of(ENDS, chance),
            share=chance.uniform(0.1, 0.9),
            ability=chance.betavariate(5, 2),
            writes=chance.random() < 0.2,
        )


def _one_of(weights, chance: Random):
    return chance.choices(list(weights), list(weights.values()))[0]
