"""Many learners, written straight into the tables: what the app would have written, had they all come.

Each has an account, a device, the course, some lessons marked as done and a go at the first quiz: about ten records,
with true digests, so that `lms progress check` finds nothing (`test_population.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from lms.assessment.closing import is_passed, score
from lms.assessment.draws import draw
from lms.assessment.models import Attempt
from lms.curriculum import queries as curriculum
from lms.curriculum.document import ModuleDocument
from lms.curriculum.queries import ModulePlace
from lms.db import Base, db
from lms.demo.answers import answer_to
from lms.ledger.kinds import COUNTED, NewRecord
from lms.ledger.models import Enrolment, Record
from lms.ledger.receipts import digest_of, newest_key
from lms.ledger.services import _content
from lms.people.models import Person, SignIn
from lms.people.secrecy import hashed
from lms.progress.models import Completion

PASSPHRASE = "three plain words"
AFTERNOONS = 40  #: different ones, which all take turns in
MOST_LESSONS = 3  #: and never the last one: nobody completes the module
AT_ONCE = 2_000  #: learners in one transaction
TABLES: tuple[type[Base], ...] = (Person, SignIn, Enrolment, Attempt, Record, Completion)
Rows = dict[type[Base], list[dict[str, Any]]]


@dataclass(frozen=True)
class Afternoon:
    """What somebody did."""

    lessons: tuple[str, ...]
    paper: list[dict[str, Any]]
    answers: tuple[tuple[str, Any], ...]  #: question, response
    result: dict[str, Any]  #: of the attempt; empty: it is open


def handle_of(number: int) -> str:
    return f"learner-{number}"


class Population:
    """Learners of one course, the first published one, by a seed."""

    def __init__(self, today: date):
        self.chance, self.today, self.hash = Random(4), today, hashed(PASSPHRASE)
        self.outline = curriculum.outlines()[0]
        first = curriculum.course_document(self.outline.revision_id).modules[0]
        self.place: ModulePlace = next(place for place in self.outline.modules if place.key == first)
        self.module: ModuleDocument = curriculum.module_document(self.place.revision_id)
        self.quiz = next(step for step in self.module.steps if step.kind == "quiz")
        self.afternoons = [self._afternoon() for _ in range(AFTERNOONS)]

    def write(self, numbers: Iterable[int]) -> None:
        """Learners of these numbers are in the database, in the order of their ids, as fast as it takes them."""
        rows: Rows = {table: [] for table in TABLES}
        ids = sorted(self._uuid() for _ in numbers)
        for number, person_id in zip(numbers, ids, strict=True):
            self._live(number, person_id, rows)
        for table in TABLES:
            db.session.connection().execute(insert(table.__table__), rows[table])  # type: ignore[arg-type]

    def _afternoon(self) -> Afternoon:
        lessons = [step.key for step in self.module.steps if step.kind == "lesson" and not step.optional]
        number = min(self.chance.randint(1, MOST_LESSONS), len(lessons) - 1)
        done = tuple(f"{self.module.key}/{key}" for key in lessons[:number])
        paper = draw(self.module, self.quiz, (), self.chance)
        keys = [drawn["key"] for drawn in paper]
        right = self.chance.random()
        given = {key: answer_to(self.module.questions[key], self.chance.random() < right, self.chance) for key in keys}
        answers = tuple((key, response) for key, response in given.items() if response is not None)
        if self.chance.random() < 0.25:
            return Afternoon(done, paper, answers[: len(answers) // 2], {})
        records = {key: Record(payload={"question": key, "response": response}) for key, response in answers}
        points, maximum = score(self.module, keys, records)
        passed = is_passed(points, maximum, self.quiz.pass_percent)
        return Afternoon(done, paper, answers, {"points": points, "maximum": maximum, "passed": passed})

    def _live(self, number: int, person_id: UUID, rows: Rows) -> None:
        afternoon = self.chance.choice(self.afternoons)
        day = self.today - timedelta(days=self.chance.randrange(300))
        key = {"person_id": person_id, "enrolment_id": self._uuid()}
        attempt = self._uuid()
        records = self._records(afternoon, key, day, attempt)
        rows[Person].append(self._person(number, person_id, day))
        rows[SignIn].append({"person_id": person_id, "id": self._uuid(), "signed_in_on": day})
        rows[Enrolment].append({
            "person_id": person_id, "id": key["enrolment_id"], "course_id": self.outline.course_id,
            "turn": len(records), "enrolled_on": day,
        })  # fmt: skip
        rows[Attempt].append(self._attempt(afternoon, key, day, attempt, records[-1]["id"]))
        rows[Record] += records
        passed = {f"{self.module.key}/{self.quiz.key}": "passed"} if afternoon.result.get("passed") else {}
        done = {**dict.fromkeys(afternoon.lessons, "done"), **passed}
        rows[Completion] += [
            {**key, "what": what, "day": day, "revision_id": self.place.revision_id, "reason": reason}
            for what, reason in done.items()
        ]

    def _person(self, number: int, person_id: UUID, day: date) -> dict[str, Any]:
        handle = handle_of(number)
        return {
            "id": person_id, "handle": handle, "handle_folded": handle, "passphrase_hash": self.hash,
            "recovery_hash": self.hash, "language": self.chance.choice(("ar", "en", "fr")), "joined_on": day,
            "used_on": day,
        }  # fmt: skip

    def _attempt(
        self, afternoon: Afternoon, key: dict[str, Any], day: date, attempt: UUID, last: UUID
    ) -> dict[str, Any]:
        closed = {"closed_by": last, "closed_on": day} if afternoon.result else {}
        nothing = dict.fromkeys(("closed_by", "closed_on", "points", "maximum", "passed"))
        return {
            **nothing, **key, **closed, **afternoon.result, "id": attempt,
            "step": f"{self.module.key}/{self.quiz.key}", "number": 1, "revision_id": self.place.revision_id,
            "paper": afternoon.paper, "pass_percent": self.quiz.pass_percent, "issued_on": day, "waiting": False,
        }  # fmt: skip

    def _records(self, afternoon: Afternoon, key: dict[str, Any], day: date, attempt: UUID) -> list[dict[str, Any]]:
        quiz, revision = f"{self.module.key}/{self.quiz.key}", self.place.revision_id
        new = [NewRecord(self._uuid(), "step_done", step, {}, revision) for step in afternoon.lessons]
        payloads = [{"question": question, "response": response} for question, response in afternoon.answers]
        answers = [
            NewRecord(self._uuid(), "answer_given", quiz, payload, revision, attempt, seq)
            for seq, payload in enumerate(payloads, start=1)
        ]
        new += answers
        if afternoon.result:
            named = {"answers": sorted(str(answer.id) for answer in answers)}
            new.append(NewRecord(self._uuid(), "attempt_finished", quiz, named, revision, attempt, len(answers) + 1))
        return [_row(record, key, turn, day) for turn, record in enumerate(new, start=1)]

    def _uuid(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)


def _row(record: NewRecord, key: dict[str, Any], turn: int, day: date) -> dict[str, Any]:
    key_id = newest_key()
    return {
        **key, "id": record.id, "turn": turn, "kind": record.kind, "step": record.step,
        "revision_id": record.revision, "attempt_id": record.attempt, "seq": record.seq, "payload": record.payload,
        "digest": digest_of(_content(record), key_id), "key_id": key_id, "outcome": COUNTED, "received_on": day,
    }  # fmt: skip
