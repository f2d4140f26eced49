"""The demo: who is in it, and the four whose eyes one can look through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import select

from lms.curriculum import queries as curriculum
from lms.curriculum import reports
from lms.curriculum.queries import Outline
from lms.db import db
from lms.demo.characters import COUNTRIES, DAYS, Character, End, Pace, characters
from lms.demo.lives import Life, Place, steps_of
from lms.ledger import services as ledger
from lms.people import commands, demo, services
from lms.people.demo import NO_SECRET
from lms.people.details import Details, change_details
from lms.people.models import Person
from lms.people.roles import Held, Role

PEOPLE = 200  #: who learn; three who look after them come to these
#: how those are called whose eyes one can look through
SEEN_THROUGH = {
    Role.LEARNER: "demo-learner",
    Role.TRAINER: "demo-trainer",
    Role.MANAGER: "demo-manager",
    Role.OPERATOR: "demo-operator",
}
STAFF = (Role.TRAINER, Role.MANAGER, Role.OPERATOR)
REPORTS = (
    "The second sentence says “two years”. In my country it is one.",
    "I do not understand the word in the third paragraph.",
    "The picture is missing on my phone.",
)


@dataclass(frozen=True)
class Link:
    role: Role
    token: str


def make(number: int, seed: int, today: date) -> Iterator[str]:
    """So many people learned for months, and are looked after; yields the handle of each as they come in.

    The same seed and day give the same people, days, answers and results; only ids are new each time. Part of the
    caller's transaction.

    :raises NotEmpty: when there is somebody already
    """
    demo.begin(seed, today)
    chance = Random(seed)
    outlines = curriculum.outlines()
    steps = {outline.course_id: steps_of(outline) for outline in outlines}
    for character in (_learner(), *characters(number - 1, chance)):
        _live(character, outlines, steps, today, chance)
        yield character.handle
    for role in STAFF:
        _take_office(role, today)
        yield SEEN_THROUGH[role]
    for outline in outlines:
        _report(outline, steps[outline.course_id], today, chance)


def links() -> list[Link]:
    """New ones, each for one sign-in; earlier ones are worth nothing any more. Who was erased has none."""
    found = []
    for role, handle in SEEN_THROUGH.items():
        person_id: UUID | None = db.session.scalar(select(Person.id).where(Person.handle == handle))
        if person_id:
            found.append(Link(role, demo.make_link(person_id)))
    return found


def _learner() -> Character:
    """The one whose eyes one looks through: well on the way, with something still to do."""
    country, _ = COUNTRIES[0]
    return Character(
        handle=SEEN_THROUGH[Role.LEARNER], country=country, language="en", organisation_type="trade_union",
        gender="woman", joined=60, pace=Pace.STEADY, end=End.STOPS, share=0.6, ability=0.9, writes=True,
    )  # fmt: skip


def _live(
    character: Character, outlines: Sequence[Outline], steps: dict[int, list[Place]], today: date, chance: Random
) -> None:
    joined = last = today - timedelta(days=character.joined)
    person = _person(character.handle, character.language, joined)
    details = Details(character.country, character.organisation_type, character.gender)
    change_details(person, person, details)
    for outline in outlines:
        if character.end is not End.JOINS:
            enrolment = ledger.enrol(person, outline.course_id, joined)
            life = Life(person, enrolment, character, today, chance)
            life.live(steps[outline.course_id])
            last = max(last, life.day)
    _seen_last(person, last)


def _take_office(role: Role, today: date) -> None:
    since = today - timedelta(days=DAYS)
    person = _person(SEEN_THROUGH[role], "en", since)
    commands.grant(person.id, Held(role), since)
    _seen_last(person, today)


def _person(handle: str, language: str, day: date) -> Person:
    """No passphrase is theirs, so none has to be hashed, which takes long on purpose."""
    return services.join(handle, NO_SECRET, NO_SECRET, language, day)


def _seen_last(person: Person, day: date) -> None:
    """The account is kept from that day on; no device stays signed in."""
    device = services.sign_in(person.id, day)
    services.sign_out(person.id, device.id)


def _report(outline: Outline, steps: list[Place], today: date, chance: Random) -> None:
    lessons = [place for place in steps if place.step.kind == "lesson"]
    for words in REPORTS if lessons else ():
        place, day = chance.choice(lessons), today - timedelta(days=chance.randrange(1, 40))
        reports.report(outline.course_id, place.revision, place.step.key, place.module.base, words, day)
