"""What an invented person does in a course, day after day; the services take it as they take it from anybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from lms.assessment import services as assessment
from lms.curriculum import queries as curriculum
from lms.curriculum.document import ModuleDocument, Step
from lms.curriculum.markdown import Piece
from lms.curriculum.queries import ModulePlace, Outline
from lms.curriculum.segments import parsed
from lms.demo.answers import answer_to
from lms.demo.characters import Character, End
from lms.ledger import services as ledger
from lms.ledger.kinds import NewRecord
from lms.ledger.models import Enrolment
from lms.people.models import Person
from lms.progress.reflections import REFLECTION, keep_text
from lms.progress.rules import name_of

MOST_TRIES = 3
ANSWERS_CHECK, PASSES_OVER, CHANGES_MIND, ONE_MORE = 0.6, 0.04, 0.1, 0.6  #: how likely
LEARNS = 0.5  #: of what somebody does not know, so much is known at the next try
REFLECTIONS = (
    "I had not thought of this before.",
    "I want to talk about this with the group on Friday.",
    "This is what happened to the family next door.",
)


@dataclass(frozen=True)
class Place:
    """A step, and the wording it is taken in."""

    module: ModuleDocument
    step: Step
    revision: int

    @property
    def name(self) -> str:
        return name_of(self.module, self.step)


def steps_of(outline: Outline) -> list[Place]:
    """Every step of the course, in order."""
    course = curriculum.course_document(outline.revision_id)
    published: dict[str, ModulePlace] = {place.key: place for place in outline.modules}
    found = []
    for place in (published[key] for key in course.modules if key in published):
        module = curriculum.module_document(place.revision_id)
        found += [Place(module, step, place.revision_id) for step in module.steps]
    return found


class Life:
    """Somebody takes a course, from the day they joined until today, or until they stop."""

    def __init__(self, person: Person, enrolment: Enrolment, character: Character, today: date, chance: Random):
        self.person, self.enrolment, self.character, self.chance = person, enrolment, character, chance
        self.day, self._today = today - timedelta(days=character.joined), today

    def live(self, steps: list[Place]) -> None:
        """What there was time for is done, the last of it on `day`: some lessons in one visit, each quiz in its own."""
        lessons: list[Place] = []
        for place in steps[: self._ends_at(len(steps))]:
            if place.step.kind == "lesson":
                lessons.append(place)
                if self.chance.random() < ONE_MORE:
                    continue
            if not self._take_lessons(lessons):
                return
            lessons = []
            if place.step.kind == "quiz" and self.character.end is not End.READS and not self._try(place):
                return
        self._take_lessons(lessons)

    def _ends_at(self, number: int) -> int:
        if self.character.end is End.JOINS:
            return 0
        return int(number * self.character.share) if self.character.end is End.STOPS else number

    def _comes_again(self) -> bool:
        """Whether the next day on which they come is not after today."""
        next_day = self.day + timedelta(days=self.chance.randint(*self.character.pace.value))
        if next_day > self._today:
            return False
        self.day = next_day
        return True

    def _take_lessons(self, lessons: list[Place]) -> bool:
        """Whether there was time for them."""
        if not lessons:
            return True
        if not self._comes_again():
            return False
        self._send([record for place in lessons for record in self._lesson(place)])
        for place in lessons if self.character.writes else ():
            self._reflect(place)
        return True

    def _lesson(self, place: Place) -> Iterator[NewRecord]:
        for piece in self._pieces(place):
            question = place.module.questions.get(piece.key or "") if piece.kind == "check" else None
            if question and self.chance.random() < ANSWERS_CHECK:
                response = answer_to(question, self._knows(self.character.ability), self.chance)
                yield self._record(place, "check_answered", {"question": question.key, "response": response})
        if self.character.end is not End.READS:
            yield self._record(place, "step_done", {})

    def _reflect(self, place: Place) -> None:
        for piece in self._pieces(place):
            if piece.kind == REFLECTION and piece.key:
                words = self.chance.choice(REFLECTIONS)
                keep_text(self.person, self.enrolment, place.name, piece.key, words, place.revision, self.day)

    def _pieces(self, place: Place) -> Sequence[Piece]:
        return parsed(place.module.texts[place.module.base].lessons[place.step.key]).pieces

    def _try(self, place: Place) -> bool:
        """Whether there was time for a quiz, as often as it takes; after some tries they go on without it."""
        ability = self.character.ability
        for _ in range(MOST_TRIES):
            if not self._comes_again():
                return False
            if self._take_quiz(place, ability):
                return True
            ability += (1 - ability) * LEARNS
        return True

    def _take_quiz(self, place: Place, ability: float) -> bool:
        """Whether it was passed."""
        attempt = assessment.issue(
            self.person, self.enrolment, place.module, place.revision, place.step, self.chance, self.day
        )
        answers: list[NewRecord] = []
        for key in attempt.questions:
            question = place.module.questions[key]
            times = 0 if self.chance.random() < PASSES_OVER else 2 if self.chance.random() < CHANGES_MIND else 1
            for _ in range(times):
                payload = {"question": key, "response": answer_to(question, self._knows(ability), self.chance)}
                answers.append(self._record(place, "answer_given", payload, attempt.id, len(answers) + 1))
        named = {"answers": sorted(str(answer.id) for answer in answers)}
        finish = self._record(place, "attempt_finished", named, attempt.id, len(answers) + 1)
        self._send([*answers, finish])
        return bool(attempt.passed)

    def _knows(self, ability: float) -> bool:
        return self.chance.random() < ability

    def _record(
        self, place: Place, kind: str, payload: dict, attempt: UUID | None = None, seq: int | None = None
    ) -> NewRecord:
        record_id = UUID(int=self.chance.getrandbits(128), version=4)
        return NewRecord(record_id, kind, place.name, payload, place.revision, attempt, seq)

    def _send(self, records: list[NewRecord]) -> None:
        """:raises ValueError: when one was refused: what is invented must be possible"""
        for answer in ledger.accept(self.enrolment, records, self.day):
            if isinstance(answer, ledger.Refusal):
                raise ValueError(answer)
