"""Somebody who left a trace in every table there is for it: for tests of export, leaving and erasing.

A branch that brings a table with a person in it adds a callable to `TRACES`, which leaves a row in it.
"""

from collections.abc import Callable
from random import Random
from uuid import UUID, uuid4

from sqlalchemy import Table, Uuid, func, or_, select

from lms.assessment import services as assessment
from lms.assessment.models import Attempt
from lms.assessment.services import Sheet
from lms.curriculum import queries as curriculum
from lms.db import Base, db, saving
from lms.db.days import today
from lms.ledger import services as ledger
from lms.ledger.kinds import NewRecord
from lms.ledger.models import Enrolment
from lms.people import audit, demo, grants, host_people, invitations
from lms.people import services as people
from lms.people.held import person_columns
from lms.people.models import Person
from lms.people.roles import Held, Role
from lms.progress.reflections import keep_text
from lms.progress.services import mark_done

Key = tuple[UUID, UUID]
#: the tables that have no enrolment in them: what is left of somebody who leaves a course
OF_THE_ACCOUNT = {
    *("lms_person", "lms_sign_in", "lms_grant", "lms_audit", "lms_invitation", "lms_demo_link", "lms_host_person"),
}


def lanterns():
    return curriculum.outline("t1").modules[0]


def sign_in(key: Key) -> None:
    people.sign_in(key[0], today())


def finish_lesson(key: Key) -> None:
    person, enrolment = db.session.get_one(Person, key[0]), db.session.get_one(Enrolment, key)
    mark_done(person, enrolment, "lanterns/lighting", lanterns().revision_id, today())


def answer_check(key: Key, record_id: UUID | None = None) -> None:
    payload = {"question": "c-first", "response": "a"}
    record = NewRecord(record_id or uuid4(), "check_answered", "lanterns/lighting", payload, lanterns().revision_id)
    ledger.accept(db.session.get_one(Enrolment, key), [record], today())


def take_quiz(key: Key, chance: Random | None = None) -> None:
    """An attempt, with answers in it and sent in."""
    person, enrolment = db.session.get_one(Person, key[0]), db.session.get_one(Enrolment, key)
    module = curriculum.module_document(lanterns().revision_id)
    quiz = next(step for step in module.steps if step.kind == "quiz")
    attempt = assessment.issue(person, enrolment, module, lanterns().revision_id, quiz, chance or Random(3), today())
    responses = dict.fromkeys(attempt.questions)
    sheet = Sheet(responses, 0, uuid4().hex[:16])
    attempt = db.session.get_one(Attempt, (key[0], attempt.id))
    assessment.finish(person, attempt, enrolment, sheet, True, today())


def keep_a_text(key: Key) -> None:
    person, enrolment = db.session.get_one(Person, key[0]), db.session.get_one(Enrolment, key)
    keep_text(person, enrolment, "lanterns/carrying", "my-lantern", "words of my own", lanterns().revision_id, today())


def say_details(key: Key) -> None:
    person = db.session.get_one(Person, key[0])
    person.country, person.organisation_type, person.gender = "LB", "ngo", "my own words"
    db.session.flush()


def hold_a_role(key: Key) -> None:
    grants.give(key[0], Held(Role.TRAINER), today(), key[0])


def be_looked_up(key: Key) -> None:
    audit.note(audit.Act.LOOKED_UP, audit.AT_THE_MACHINE, today(), about=key[0])


def invite(key: Key) -> None:
    invitations.make(Held(Role.LEARNER), today(), key[0])


def be_a_demo(key: Key) -> None:
    demo.make_link(key[0])


def come_from_a_host(key: Key) -> None:
    if host_people.bound(host_id := f"the host knows {key[0]}") is None:
        host_people.bind(host_id, key[0])


TRACES: tuple[Callable[[Key], None], ...] = (
    sign_in,
    finish_lesson,
    answer_check,
    take_quiz,
    keep_a_text,
    say_details,
    hold_a_role,
    be_looked_up,
    invite,
    be_a_demo,
    come_from_a_host,
)


def new_learner(handle: str) -> Key:
    """An account that takes the tiny course."""
    with writing():
        person = people.join(handle, "digest-of-the-passphrase", "digest-of-the-words", "en", today())
        enrolment = ledger.enrol(person, curriculum.outline("t1").course_id, today())
        return person.id, enrolment.id


def live(key: Key, *traces: Callable[[Key], None]) -> None:
    """What the person does, each thing in a transaction of its own; nothing said: everything there is."""
    for trace in traces or TRACES:
        with writing():
            trace(key)


def writing():
    db.session.rollback()
    return saving()


def rows_about(*ids: UUID) -> dict[str, int]:
    """By table, how many rows have one of the ids in any of their columns, whatever it is called."""
    found = {}
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, Uuid)]
        said = [column.cast(db.Text) for column in table.columns if isinstance(column.type, db.JSON)]
        matching = [column.in_(ids) for column in columns] + [text.contains(str(each)) for text in said for each in ids]
        if matching:
            found[table.name] = db.session.scalar(select(func.count()).select_from(table).where(or_(*matching)))
    db.session.rollback()
    return {name: number for name, number in found.items() if number}


def personal_tables() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if person_columns(table)]
