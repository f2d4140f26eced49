"""An invitation gives its role once, to one person, for two weeks, and is kept as a digest only."""

import threading
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms.db import db, saving
from lms.db.days import today
from lms.people import grants, invitations, staff
from lms.people.access import Actor
from lms.people.invitations import OPEN_DAYS, Invitation, InvitationGone, RoleHeldAlready
from lms.people.models import Person
from lms.people.roles import Held, Role

TRAINER, OPERATOR = Held(Role.TRAINER), Held(Role.OPERATOR)


def do(call, *args):
    db.session.rollback()
    with saving():
        return call(*args)


@pytest.fixture
def token(operator) -> str:
    return do(staff.invite, operator, TRAINER, today())


def test_an_invitation_gives_its_role_to_the_first_who_accepts(actor, operator, token, entries):
    first, second = actor("calm-river-7"), actor("quiet-lake-9")
    assert do(invitations.accept, first, token, today()) == TRAINER
    with pytest.raises(InvitationGone):
        do(invitations.accept, second, token, today())
    assert [grant.held for grant in grants.of(first.id)] == [TRAINER]
    assert grants.of(first.id)[0].granted_by == operator.id
    assert grants.of(second.id) == []
    assert entries()[-1] == ("accepted", "operator", operator.id, first.id, "trainer")


def test_to_look_at_an_invitation_uses_nothing_up(token):
    for _ in range(5):
        assert invitations.find(token, today()).held == TRAINER


def test_who_holds_the_role_already_leaves_the_invitation_for_somebody_else(actor, token):
    trainer, other = actor("calm-river-7", TRAINER), actor("quiet-lake-9")
    with pytest.raises(RoleHeldAlready):
        do(invitations.accept, trainer, token, today())
    assert do(invitations.accept, other, token, today()) == TRAINER


def test_who_declines_ends_it_for_everybody(actor, token):
    first, second = actor("calm-river-7"), actor("quiet-lake-9")
    do(invitations.decline, first, token, today())
    with pytest.raises(InvitationGone):
        do(invitations.accept, second, token, today())
    assert grants.of(first.id) == []


@given(st.integers(0, 40))
def test_an_invitation_is_open_for_two_weeks_and_no_longer(app, days):
    """A context of its own: hypothesis calls this many times."""
    with app.app_context():
        token = do(invitations.make, TRAINER, today(), None)
        assert (invitations.find(token, today() + timedelta(days)) is not None) == (days <= OPEN_DAYS)
        db.session.rollback()


@given(st.text(max_size=60))
def test_a_guess_finds_nothing(app, guess):
    with app.app_context():
        assert invitations.find(guess, today()) is None


def test_only_a_digest_of_the_token_is_kept(token):
    row = db.session.execute(select(*Invitation.__table__.columns)).one()
    assert not any(token in str(value) for value in row)
    assert len(token) >= 32


def test_a_withdrawn_invitation_gives_nothing(actor, operator, token):
    invitation = invitations.find(token, today())
    do(staff.withdraw_invitation, operator, invitation.id, today())
    with pytest.raises(InvitationGone):
        do(invitations.accept, actor("calm-river-7"), token, today())
    assert invitations.still_open(today()) == []


def test_of_people_who_accept_at_the_same_moment_one_gets_the_role(app, make_person, token):
    people = [make_person(f"person-{number}") for number in range(4)]
    outcomes: list[str] = []
    start = threading.Barrier(4)

    def accept(person_id):
        with app.app_context():
            start.wait(10)
            try:
                with saving():
                    invitations.accept(Actor(db.session.get_one(Person, person_id)), token, today())
                outcomes.append("accepted")
            except InvitationGone:
                outcomes.append("gone")

    threads = [threading.Thread(target=accept, args=(person_id,)) for person_id in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["accepted", "gone", "gone", "gone"]


def test_the_first_operator_comes_by_a_link_that_is_new_at_each_start(context, actor, entries):
    earlier, token = do(invitations.make_first, today()), do(invitations.make_first, today())
    assert invitations.find(earlier, today()) is None
    person = actor("calm-river-7")
    assert do(invitations.accept, person, token, today()) == OPERATOR
    assert do(invitations.make_first, today()) is None
    assert entries() == [("accepted", "command", None, person.id, "operator")]


def test_the_first_link_is_worth_nothing_as_soon_as_there_is_an_operator(context, actor):
    token = do(invitations.make_first, today())
    actor("operator-1", OPERATOR)
    assert invitations.find(token, today()) is None
    with pytest.raises(InvitationGone):
        do(invitations.accept, actor("calm-river-7"), token, today())


def test_the_first_link_is_not_among_those_that_operators_see(context):
    do(invitations.make_first, today())
    assert invitations.still_open(today()) == []
