"""Every route, asked by everybody: one table says who is let in where. A route without a row fails.

in        the page, or what a form leads to (also that something in the form is missing)
sign-in   asked to sign in first
refused   “this page is not open to you”
none      no such thing, for this person: a stranger's attempt is not there
gone      no such thing, for anybody: these addresses name nothing
"""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from lms.curriculum import queries as curriculum
from lms.curriculum.models import Course
from lms.curriculum.reports import report
from lms.db import db, saving
from lms.db.days import today
from lms.people import grants, invitations
from lms.people.models import Person
from lms.people.roles import Held, Role
from tests.pages import Visitor

COLUMNS = ("visitor", "learner", "trainer", "elsewhere", "manager", "operator")
#: of the course t1; “elsewhere” trains another course, the learner takes t1 and has an attempt in it
TABLE = """
route                               visitor   learner   trainer   elsewhere manager   operator

GET  places.root                    in        in        in        in        in        in
GET  places.media                   gone      gone      gone      gone      gone      gone
GET  healthz                        in        in        in        in        in        in
GET  readyz                         in        in        in        in        in        in
GET  learn.home                     in        in        in        in        in        in
GET  learn.about                    in        in        in        in        in        in
GET  learn.help                     in        in        in        in        in        in
GET  learn.course                   in        in        in        in        in        in
GET  learn.module                   in        in        in        in        in        in
GET  learn.step                     in        in        in        in        in        in
GET  learn.search                   in        in        in        in        in        in
GET  learn.report_error             in        in        in        in        in        in
POST learn.report_error_now         in        in        in        in        in        in
POST learn.keep_reflection          sign-in   theirs    none      none      none      none
POST learn.answer_check             in        in        in        in        in        in
GET  learn.why                      in        in        in        in        in        in
POST api.records                    sign-in   in        in        in        in        in
POST learn.enrol                    sign-in   in        in        in        in        in
POST learn.done                     sign-in   in        theirs    theirs    theirs    theirs
POST learn.issue_attempt            sign-in   in        in        in        in        in
GET  learn.attempt                  sign-in   in        none      none      none      none
POST learn.save_answers             sign-in   in        theirs    theirs    theirs    theirs
POST learn.finish                   sign-in   in        theirs    theirs    theirs    theirs

GET  account.join                   in        in        in        in        in        in
POST account.join_or_confirm        in        in        in        in        in        in
GET  account.sign_in                in        in        in        in        in        in
POST account.sign_in_now            in        in        in        in        in        in
GET  account.recover                in        in        in        in        in        in
POST account.recover_now            in        in        in        in        in        in
GET  account.words                  sign-in   in        in        in        in        in
POST account.change_words           sign-in   in        in        in        in        in
POST account.words_written          sign-in   in        in        in        in        in
GET  account.passphrase             sign-in   in        in        in        in        in
POST account.change_passphrase      sign-in   in        in        in        in        in
GET  account.sessions               sign-in   in        in        in        in        in
POST account.end_sessions           sign-in   in        in        in        in        in
GET  account.details                sign-in   in        in        in        in        in
POST account.change_details         sign-in   in        in        in        in        in
GET  account.privacy                in        in        in        in        in        in
GET  account.export                 sign-in   in        in        in        in        in
POST account.export_now             sign-in   in        in        in        in        in
GET  account.erase                  sign-in   in        in        in        in        in
POST account.erase_now              sign-in   in        in        in        in        in
GET  learn.leave                    sign-in   in        in        in        in        in
POST learn.leave_now                sign-in   in        in        in        in        in
POST account.sign_out               sign-in   in        in        in        in        in
GET  account.overview               sign-in   in        in        in        in        in
POST account.choose_language        sign-in   in        in        in        in        in
GET  account.receipts               sign-in   in        in        in        in        in
GET  account.who_looked             sign-in   in        in        in        in        in

GET  studio.list_reports            sign-in   refused   in        refused   refused   in
POST studio.settle_report           sign-in   refused   in        refused   refused   in

GET  oversight.people               sign-in   refused   refused   refused   refused   in
POST oversight.find                 sign-in   refused   refused   refused   refused   in
GET  oversight.person               sign-in   refused   refused   refused   refused   in
POST oversight.grant                sign-in   refused   refused   refused   refused   in
GET  oversight.confirm_withdrawal   sign-in   refused   refused   refused   refused   in
POST oversight.withdraw             sign-in   refused   refused   refused   refused   in
POST oversight.invite               sign-in   refused   refused   refused   refused   in
POST oversight.withdraw_invitation  sign-in   refused   refused   refused   refused   in
GET  oversight.invitation           in        in        in        in        in        in
POST oversight.answer_invitation    sign-in   in        in        in        in        in
POST oversight.sign_in_as           gone      gone      gone      gone      gone      gone
"""
LAST = "account.sign_out"  #: walked last: after it nobody is signed in
#: what a form is sent with, so that it is not refused for what it lacks
FIELDS = {"account.choose_language": {"language": "en"}, "oversight.answer_invitation": {"answer": "decline"}}


def rows(table: str = TABLE) -> dict[tuple[str, str], dict[str, str]]:
    """Method and endpoint → outcome for each column."""
    lines = [line.split() for line in table.splitlines() if line.strip()]
    assert tuple(lines[0][1:]) == COLUMNS
    assert all(len(line) == 2 + len(COLUMNS) for line in lines[1:]), lines
    return {(line[0], line[1]): dict(zip(COLUMNS, line[2:], strict=True)) for line in lines[1:]}


def routes(app: Flask) -> set[tuple[str, str]]:
    found = {(method, rule.endpoint) for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    return {(method, endpoint) for method, endpoint in found if endpoint != "static" and method in ("GET", "POST")}


def outcome(method: str, reply) -> str:
    status, to = reply.status_code, reply.headers.get("Location", "")
    if status == 401 or (status == 303 and "/sign-in" in to):
        return "sign-in"
    if status == 403:
        return "refused"
    if status in (404, 409, 410):
        return "theirs" if status == 409 else "none"
    welcome = (200, 302, 303) if method == "GET" else (200, 302, 303, 400, 415, 422)
    return "in" if status in welcome else f"{status}"


@pytest.fixture
def visitors(app, another, make_person, make_enrolment, sign_in) -> dict[str, Visitor]:
    """A browser for each column."""
    ids = {name: make_person(f"{name}-1") for name in COLUMNS[2:]} | {"learner": make_enrolment("learner-1")[0]}
    with app.app_context(), saving():
        other = Course(key="other", address="o1")
        db.session.add(other)
        db.session.flush()
        here = curriculum.outline("t1").course_id
        held = {
            "trainer": Held(Role.TRAINER, here),
            "elsewhere": Held(Role.TRAINER, other.id),
            "manager": Held(Role.MANAGER),
            "operator": Held(Role.OPERATOR),
        }
        for name, each in held.items():
            grants.give(ids[name], each, today(), None)
    browsers = {name: another() for name in COLUMNS}
    for name in COLUMNS[1:]:
        sign_in(browsers[name], f"{name}-1")
    return browsers


@pytest.fixture
def attempt(visitors) -> str:
    """The learner's."""
    page = visitors["learner"]("/en/courses/t1/m1/s4").send("/attempts", follow=False)
    return page.headers["Location"].rpartition("/")[2]


@pytest.fixture
def fields_of(visitors, attempt) -> Callable[[str, Visitor], dict]:
    """What a form of the route is sent with: as the learner's page made it, with the token of whoever sends it."""
    learner = visitors["learner"]
    forms = {
        "learn.done": learner("/en/courses/t1/m1/s1").form("/done"),
        "learn.save_answers": learner(f"/en/attempts/{attempt}").form("/answers"),
    }
    given = {endpoint: dict(form.form_values()) for endpoint, form in forms.items()}
    given["learn.finish"] = given["learn.save_answers"]
    return lambda endpoint, visitor: {
        **given.get(endpoint, {}), **FIELDS.get(endpoint, {}), "csrf_token": token_of(visitor)
    }  # fmt: skip


@pytest.fixture
def address_of(app, attempt, make_person) -> Callable[[str, str], str]:
    """The address of a route, over things that are there; what is used up is made anew for each call."""
    person_id = make_person("somebody-1")
    with app.app_context():
        outline = curriculum.outline("t1")
        db.session.rollback()
        with saving():
            revision = outline.modules[0].revision_id
            report_id = report(outline.course_id, revision, "lighting", "en", "wrong", today()).id

    def build(method: str, endpoint: str) -> str:
        with app.app_context(), saving():
            grants.give(person_id, Held(Role.TRAINER), today(), None)
            token = invitations.make(Held(Role.LEARNER), today(), None)
            values = {
                "lang": "en", "course": "t1", "module": "m1", "step": "s4" if "attempt" in endpoint else "s1",
                "digest": "none", "ending": "svg", "attempt": UUID(attempt), "person": person_id,
                "grant": grants.of(person_id)[0].id, "token": token,
                "report": report_id,
                "invitation": invitations.still_open(today())[0].id,
            }  # fmt: skip
        rule = next(rule for rule in app.url_map.iter_rules(endpoint) if method in rule.methods)
        adapter = app.url_map.bind("localhost")
        return adapter.build(endpoint, {name: values[name] for name in rule.arguments}, method)

    return build


def token_of(visitor: Visitor) -> str:
    """A form token of this browser's; the guard against foreign forms is in place, as in service."""
    page = visitor("/en/sign-in" if visitor.client.get_cookie("notebook") is None else "/en/account")
    return page.tree.xpath("string(//input[@name='csrf_token']/@value)")


def test_every_route_has_a_row_and_every_row_a_route(app):
    assert set(rows()) == routes(app)


def test_a_route_without_a_row_would_be_seen(app):
    app.add_url_rule("/forgotten", view_func=lambda: "x", endpoint="forgotten")
    assert routes(app) - set(rows()) == {("GET", "forgotten")}


@pytest.mark.parametrize("column", COLUMNS)
def test_each_is_let_in_where_the_table_says_and_nowhere_else(column, visitors, address_of, fields_of):
    visitor, wrong = visitors[column], {}
    for (method, endpoint), row in sorted(rows().items(), key=lambda each: each[0][1] == LAST):
        address, expected = address_of(method, endpoint), row[column].replace("gone", "none")
        fields = fields_of(endpoint, visitor) if method == "POST" else None
        reply = visitor.client.open(address, method=method, data=fields)
        if (came := outcome(method, reply)) != expected:
            wrong[f"{method} {endpoint}"] = f"{came} ({reply.status_code}), not {expected}"
    assert wrong == {}


def test_nobody_becomes_an_operator_by_what_others_may_do(app, visitors, address_of):
    """After everybody but the operator has sent every form, the roles are as they were."""

    def roles() -> set[tuple[str, str]]:
        with app.app_context():
            named = select(Person.handle, grants.Grant.role).join(grants.Grant, grants.Grant.person_id == Person.id)
            return {(handle, role) for handle, role in db.session.execute(named) if handle != "somebody-1"}

    before = roles()
    for name in COLUMNS[:-1]:
        for method, endpoint in sorted(rows()):
            if method == "POST" and endpoint not in (LAST, "oversight.answer_invitation"):
                fields = {"csrf_token": token_of(visitors[name]), "role": "operator", "course": "", "handle": "x"}
                visitors[name].client.post(address_of(method, endpoint), data=fields)
    assert roles() == before
