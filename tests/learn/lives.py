"""The histories of `histories.py`, lived by a learner of the tiny course."""

from random import Random
from uuid import UUID, uuid4

from lms.assessment import services as assessment
from lms.assessment.draws import type_of
from lms.curriculum import queries as curriculum
from lms.curriculum.digests import digest, plain
from lms.curriculum.document import ModuleDocument
from lms.curriculum.models import Module, Revision
from lms.db import db, saving
from lms.db.days import today
from lms.ledger import services as ledger
from lms.ledger.kinds import NewRecord
from lms.ledger.models import Enrolment
from lms.people.models import Person
from lms.progress.services import judge
from tests.learn.histories import FIRST, OPTIONAL, REQUIRED, Do, Fail, Publish, Story, Wording

LANTERNS = (("lighting", REQUIRED), ("carrying", REQUIRED), ("extra", OPTIONAL), ("lantern-quiz", REQUIRED))


class Life:
    """The events of a history happen, a day apart; the story is told along with them."""

    def __init__(self, key: tuple[UUID, UUID], original: ModuleDocument):
        self.key, self.original, self.chance = key, original, Random(1)
        place = self.place("lanterns")
        numbers = db.session.query(Revision).filter_by(module_id=place.id).count()
        db.session.rollback()
        self.story = Story(
            {
                "lanterns": [Wording(numbers, FIRST, ())],
                "kites": [Wording(1, today(), (("flying", REQUIRED),))],
                "": [Wording(1, today(), ())],
            }
        )
        self.happen(Publish(LANTERNS))

    def place(self, module: str):
        db.session.rollback()
        return next(place for place in curriculum.outline("t1").modules if place.key == module)

    @property
    def enrolment(self) -> Enrolment:
        return db.session.get_one(Enrolment, self.key)

    def happen(self, event: Publish | Do | Fail) -> None:
        self.story.tomorrow()
        if isinstance(event, Publish):
            if self.story.publish(event.steps):
                self.publish(event.steps)
                self.story.judge()
        elif isinstance(event, Fail):
            if self.story.is_there("lanterns/lantern-quiz"):
                self.take_quiz(right=False)
        elif self.story.is_there(event.step):
            if event.step.endswith("quiz"):
                self.take_quiz(right=True)
            else:
                self.mark(event.step)
            self.story.do(event.step)

    def publish(self, steps: tuple[tuple[str, str], ...]) -> None:
        """Another wording of the module, and the sweep after it."""
        wanted = dict(steps)
        place = self.place("lanterns")
        of_original = [step for step in self.original.steps if step.key in wanted]
        changed = tuple(step.model_copy(update={"optional": wanted[step.key] == OPTIONAL}) for step in of_original)
        document = self.original.model_copy(update={"steps": changed})
        db.session.rollback()
        with saving():
            revision = Revision(
                course_id=db.session.get_one(Module, place.id).course_id,
                module_id=place.id,
                digest=digest(document),
                document=plain(document),
                origin="files",
                published_on=self.story.day,
            )
            db.session.add(revision)
            db.session.flush()
            db.session.get_one(Module, place.id).revision_id = revision.id
            ledger.take_turn(self.enrolment)
            judge(self.enrolment, self.story.day)

    def mark(self, step: str) -> None:
        revision = self.place(step.partition("/")[0]).revision_id
        db.session.rollback()
        with saving():
            record = NewRecord(uuid4(), "step_done", step, {}, revision)
            (answer,) = ledger.accept(self.enrolment, [record], self.story.day)
            assert isinstance(answer, ledger.Receipt)

    def take_quiz(self, right: bool) -> None:
        place = self.place("lanterns")
        module = curriculum.module_document(place.revision_id)
        quiz = next(step for step in module.steps if step.kind == "quiz")
        db.session.rollback()
        with saving():
            person = db.session.get_one(Person, self.key[0])
            day = self.story.day
            attempt = assessment.issue(person, self.enrolment, module, place.revision_id, quiz, self.chance, day)
            about = (attempt.step, attempt.revision_id, attempt.id)
            answers = []
            for seq, key in enumerate(attempt.questions if right else [], start=1):
                question = module.questions[key]
                response = type_of(question).read(question, sorted(type_of(question).right(question)))
                payload = {"question": key, "response": response}
                answers.append(NewRecord(uuid4(), "answer_given", about[0], payload, *about[1:], seq))
            named = {"answers": [str(answer.id) for answer in answers]}
            finish = NewRecord(uuid4(), "attempt_finished", about[0], named, *about[1:], 9)
            ledger.accept(self.enrolment, [*answers, finish], day)
