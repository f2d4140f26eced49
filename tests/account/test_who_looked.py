"""What staff looked up or changed about me: by which role and on which day, never who it was."""

from datetime import timedelta

import pytest

from lms.db import db, saving
from lms.db.days import today
from lms.people import audit, commands, staff
from lms.people.access import Actor
from lms.people.audit import Act
from lms.people.models import Person
from lms.people.roles import Held, Role
from lms.web.language import format_day

PAGE = "/en/account/who-looked"
OPERATOR = Held(Role.OPERATOR)


@pytest.fixture
def operator(app, make_person):
    """Does something as an operator, in a transaction of its own."""
    person_id = make_person("operator-of-old")

    def do(call, *args):
        with app.app_context(), saving():
            return call(Actor(db.session.get_one(Person, person_id), frozenset({OPERATOR})), *args, today())

    return do


@pytest.fixture
def person(visit, make_person, sign_in):
    """The id of who is signed in at `visit`."""
    made = make_person()
    sign_in(visit)
    return made


def lines(page) -> list[str]:
    return [" ".join(row.text_content().split()) for row in page.tree.xpath("(//ul[@class='rows'])[1]/li")]


def test_at_first_nobody_looked(visit, person):
    page = visit(PAGE)
    assert "Nobody did." in page.text
    assert "None beside learning" in page.text
    assert PAGE in visit("/en/account").links()


def test_a_look_is_one_line_with_its_day_and_no_handle(app, visit, person, operator):
    for _ in range(3):
        operator(staff.look_up, "calm-river-7")
    with app.test_request_context("/en/"):
        day = format_day(today())
    page = visit(PAGE)
    assert lines(page) == [f"An operator looked up your handle. {day}"]
    assert "operator-of-old" not in page.text


def test_what_was_changed_is_said_in_words(app, visit, person, operator):
    operator(staff.grant, person, Held(Role.MANAGER))
    with app.app_context(), saving():
        commands.grant(person, Held(Role.TRAINER), today())
        commands.reset(db.session.get_one(Person, person), "-", today())
        audit.note(Act.WITHDRAWN, audit.By(None, Role.OPERATOR), today(), person, OPERATOR)
        audit.note(Act.ADDED, audit.AT_THE_MACHINE, today(), person)
        audit.note(Act.ACCEPTED, audit.AT_THE_MACHINE, today(), person, OPERATOR)
    visit("/en/").visitor("/en/sign-in").send("sign-in", handle="calm-river-7", passphrase="three plain words")
    page = visit(PAGE)
    for number, words in enumerate((
        "You took up a role that you were invited to: operator of this site.",
        "Whoever runs this site made this account.",
        "An operator withdrew a role of yours: operator of this site.",
        "Whoever runs this site made new recovery words",
        "Whoever runs this site gave you a role: trainer of every course.",
        "An operator gave you a role: manager of every course.",
    )):  # fmt: skip
        assert lines(page)[number].startswith(words)
    assert len(lines(page)) == 6
    assert page.text.count("manager of every course") == 2  # the entry, and the role that is held


def test_nobody_sees_what_was_done_about_others(visit, person, operator, another, make_person, sign_in):
    make_person("quiet-lake-9")
    other = another()
    sign_in(other, "quiet-lake-9")
    operator(staff.look_up, "calm-river-7")
    assert "Nobody did." in other(PAGE).text


@pytest.mark.parametrize(("entries", "pages"), [(50, 1), (51, 2), (120, 3)])
def test_there_are_fifty_on_a_page(app, visit, person, entries, pages):
    with app.app_context(), saving():
        for days in range(entries):
            audit.note(Act.RESET, audit.AT_THE_MACHINE, today() - timedelta(days), person)
    page, seen, walked = visit(PAGE), 0, 1
    while True:
        seen += len(lines(page))
        older = page.tree.xpath("//nav[@class='pager']/a[contains(., 'Older')]/@href")
        if not older:
            break
        page, walked = visit(older[0]), walked + 1
    assert (seen, walked) == (entries, pages)


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "٢", "999999"])
def test_pages_that_are_not_there_are_not_found(visit, person, page):
    visit(f"{PAGE}?page={page}", status=404)
