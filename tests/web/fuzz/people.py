"""Who takes part: a visitor, two learners, a trainer and an operator, each with secrets that can be told apart."""

from dataclasses import dataclass, field
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.assessment.models import Attempt
from lms.curriculum import queries as curriculum
from lms.db import db, saving
from lms.db.days import today
from lms.ledger.models import Enrolment, Record
from lms.ledger.receipts import readable
from lms.ledger.services import receipt_of
from lms.people import demo, grants, invitations, secrecy, services
from lms.people.models import SignIn
from lms.people.roles import Held, Role
from tests import databases
from tests.api.conftest import Device, device_on
from tests.learn.conftest import finish_address, right_answers
from tests.pages import Visitor

LESSONS = ("/en/courses/t1/m1/s1", "/en/courses/t1/m1/s2")
QUIZ, WORKSHOP = "/en/courses/t1/m1/s4", "/en/courses/t1/m1/w1"
NAMES = ("visitor", "learner", "second", "trainer", "operator")
#: what an operator may see of others
SEEN_BY_OPERATORS = {"handle", "person", "report"}
COOKIE = "notebook"


@dataclass
class Somebody:
    """A browser, and what nobody but its owner may ever be shown."""

    name: str
    client: FlaskClient
    id: UUID | None = None
    handle: str = ""
    passphrase: str = ""
    words: str = ""  #: the six that bring the account back
    cookie: str = ""
    token: str = ""  #: of its forms
    device: Device | None = None  #: with an open attempt
    secrets: list[tuple[str, str]] = field(default_factory=list)  #: kind and text


def everybody(app: Flask) -> list[Somebody]:
    """Each has lived: read, answered, passed a quiz, begun two more, written something down."""
    people = [Somebody(name, app.test_client()) for name in NAMES]
    for number, person in enumerate(people[1:], start=1):
        _join(app, person, number)
        _live(person, Visitor(person.client))
    with app.app_context():
        course = curriculum.outline("t1").course_id
        db.session.rollback()
        with saving():
            grants.give(people[3].id, Held(Role.TRAINER, course), today(), None)
            grants.give(people[4].id, Held(Role.OPERATOR), today(), None)
        for person in people[1:]:
            person.secrets += _ids_and_receipts(person)
        db.session.remove()
    Visitor(people[1].client)(f"{LESSONS[0]}/report").send("report", words="report of zqxlearner")
    people[3].secrets.append(("report", "report of zqxlearner"))  # for trainers and operators, and nobody else
    for person in people:
        page = Visitor(person.client)("/en/account" if person.id else "/en/join")
        person.token = page.tree.xpath("string(//input[@name='csrf_token']/@value)")
        person.cookie = person.client.get_cookie(COOKIE).value
        if person.id:
            person.secrets.append(("cookie", person.cookie))
    return people


def _join(app: Flask, person: Somebody, number: int) -> None:
    person.handle, person.passphrase = f"wren-qz{number}xk{number}7", f"quail tamarind {number} zq"
    with app.app_context():
        person.words = " ".join(secrecy.new_recovery_words())
        hashes = secrecy.hashed(person.passphrase), secrecy.hashed(person.words)
        with saving():
            person.id = services.join(person.handle, *hashes, "en", today()).id
    for client in (app.test_client(), person.client):  # two devices
        Visitor(client)("/en/sign-in").send("sign-in", handle=person.handle, passphrase=person.passphrase)


def _live(person: Somebody, visit: Visitor) -> None:
    own = {kind: f"{kind} of zqx{person.name}" for kind in ("gender", "reflection", "typed answer")}
    visit("/en/courses/t1").send("enrol")
    visit(LESSONS[0]).send("checks", **{"q-c-first": "b"})
    visit(LESSONS[0]).send("done")
    visit(LESSONS[1]).send("reflections", text=own["reflection"])
    visit("/en/account/details").send("details", gender="own", gender_words=own["gender"])
    quiz = visit(QUIZ).send("attempts")
    quiz.send("answers", to=finish_address(quiz), anyway="1", **right_answers(quiz))
    person.device = device_on(visit(QUIZ).send("attempts"))
    visit(WORKSHOP).send("attempts").send("answers", **{"q-q-holder": own["typed answer"]})
    person.secrets += [("handle", person.handle), ("passphrase", person.passphrase), *own.items()]


def _ids_and_receipts(person: Somebody) -> list[tuple[str, str]]:
    ids = [("person", person.id)]
    for kind, table in (("enrolment", Enrolment), ("attempt", Attempt), ("record", Record), ("device", SignIn)):
        ids += [(kind, row.id) for row in db.session.scalars(select(table).where(table.person_id == person.id))]
    found = [(kind, text) for kind, each in ids for text in (str(each), each.hex)]
    for record in db.session.scalars(select(Record).where(Record.person_id == person.id)):
        code = receipt_of(record).code
        found += [("receipt", code), ("receipt", readable(code))]
    return found


class World:
    """The site with everybody in it, which can be put back to where it began."""

    def __init__(self, app: Flask):
        self.app = app
        app.testing, app.config["PROPAGATE_EXCEPTIONS"] = False, False
        self.people = everybody(app)
        self.open_invitations = self._invitations()
        self.folder = app.extensions["lms"].settings.data_dir
        self.kept = self.folder / "as-it-began"
        self.kept.mkdir()
        self._end_connections()
        databases.copy(self.folder, self.kept)

    def put_back(self) -> None:
        self._end_connections()
        databases.replace(self.kept, self.folder)

    def end(self) -> None:
        self._end_connections()
        databases.drop(self.kept)

    def _end_connections(self) -> None:
        """On SQLite, all is in the one file then."""
        with self.app.app_context():
            db.session.remove()
            if not databases.ON_POSTGRES:
                with db.engine.connect() as connection:
                    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.engine.dispose()

    def _invitations(self) -> list[str]:
        """Tokens: of an invitation that anybody may take up here, of one that was declined, and of a demo's link."""
        with self.app.app_context(), saving():
            tokens = [invitations.make(Held(Role.LEARNER), today(), self.people[4].id) for _ in range(2)]
            invitations._use_up(invitations.find(tokens[1], today()), today())
            invented = services.join("invented-willow-1", "no hash", "no hash", "en", today())
            return [*tokens, demo.make_link(invented.id)]
