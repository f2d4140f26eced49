"""Joining, proving who one is, signing in and out."""

import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from lms.db import db, saving
from lms.db.days import today
from lms.errors import PermissionRefused
from lms.people import queries, services
from lms.people.handles import folded
from lms.people.models import Person, SignIn
from lms.people.services import HandleTaken, proven
from tests.conftest import PASSPHRASE

pytestmark = pytest.mark.usefixtures("context")


def join(handle: str) -> Person:
    db.session.rollback()
    with saving():
        return services.join(handle, "-", "-", "ar", today())


def people() -> int:
    return db.session.scalar(select(func.count()).select_from(Person))


def test_a_person_is_a_handle_and_nothing_else_unless_they_say_it():
    person = join(" Calm-River-7 ")
    assert (person.handle, person.handle_folded) == ("Calm-River-7", "calm-river-7")
    assert (person.language, person.joined_on) == ("ar", today())
    assert (person.country, person.organisation_type, person.gender) == (None, None, None)
    assert set(Person.__table__.columns.keys()) == {
        "id", "handle", "handle_folded", "passphrase_hash", "recovery_hash", "language", "joined_on",
        "text_key", "used_on",
        "country", "organisation_type", "gender",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [("calm-river-7", "calm-river-7"), ("calm-river-7", "CALM-River-7"), ("ﻣﺮﻳﻢ", "مريم"), ("calm", " calm ")],
)
def test_a_handle_is_given_once_however_it_is_spelt(first, second):
    join(first)
    with pytest.raises(HandleTaken):
        join(second)
    assert people() == 1


def test_after_a_handle_that_is_taken_the_transaction_still_saves():
    join("calm-river-7")
    db.session.rollback()
    with saving():
        with pytest.raises(HandleTaken):
            services.join("calm-river-7", "-", "-", "en", today())
        services.join("calm-river-8", "-", "-", "en", today())
    assert people() == 2


def test_of_people_who_take_one_handle_at_the_same_moment_one_gets_it(app):
    outcomes: list[str] = []
    start = threading.Barrier(4)

    def take():
        with app.app_context():
            start.wait(10)
            try:
                join("calm-river-7")
                outcomes.append("joined")
            except HandleTaken:
                outcomes.append("taken")

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["joined", "taken", "taken", "taken"]
    assert people() == 1


def test_a_passphrase_proves_the_person_however_the_handle_is_spelt(make_person):
    person_id = make_person()
    for handle in ("calm-river-7", "Calm-RIVER-7", " calm-river-7 "):
        assert proven(handle, PASSPHRASE).id == person_id


def test_a_wrong_passphrase_or_handle_proves_nobody(make_person):
    make_person()
    assert proven("calm-river-7", "another passphrase") is None
    assert proven("calm-river-8", PASSPHRASE) is None
    assert proven("", "") is None


def test_nobody_can_be_somebody_with_the_passphrase_of_nobody():
    assert proven("calm-river-8", "nobody has this passphrase") is None


def test_an_unknown_handle_costs_what_a_known_one_costs(make_person, hashes):
    """Else the time of the answer would tell who has an account."""
    make_person()
    proven("quiet-lake-9", "a wrong passphrase")  # the first one also makes nobody's hash, once in a process
    costs = []
    for handle in ("calm-river-7", "quiet-lake-9", "another-9"):
        hashes.clear()
        proven(handle, "a wrong passphrase")
        costs.append(list(hashes))
    assert costs == [["verify"]] * 3


def test_a_device_is_signed_in_until_it_signs_out(make_person):
    person_id = make_person()
    with saving():
        phone, laptop = services.sign_in(person_id, today()), services.sign_in(person_id, today())
    assert queries.signed_in(person_id, phone.id).id == person_id
    phone_id, laptop_id = phone.id, laptop.id
    db.session.rollback()
    with saving():
        services.sign_out(person_id, phone_id)
    assert queries.signed_in(person_id, phone_id) is None
    assert queries.signed_in(person_id, laptop_id).id == person_id


def test_a_device_is_signed_in_as_its_own_person_only(make_person):
    first, second = make_person(), make_person("quiet-lake-9")
    with saving():
        device_id = services.sign_in(first, today()).id
    assert queries.signed_in(second, device_id) is None
    assert queries.signed_in(first, uuid4()) is None
    db.session.rollback()
    with saving():
        services.sign_out(second, device_id)
    assert queries.signed_in(first, device_id) is not None


def test_only_the_person_signs_out_their_devices_from_elsewhere(make_person):
    first, second = make_person(), make_person("quiet-lake-9")
    with saving():
        phone, laptop, tablet = (services.sign_in(first, today()).id for _ in range(3))
    person, other = (db.session.get_one(Person, each) for each in (first, second))
    for refused in (
        lambda: services.sign_out_one(other, first, phone),
        lambda: services.sign_out_others(other, first, phone),
    ):
        db.session.rollback()
        with pytest.raises(PermissionRefused), saving():
            refused()
    db.session.rollback()
    with saving():
        services.sign_out_one(person, first, phone)
    assert {device.id for device in queries.devices(first, today())} == {laptop, tablet}
    db.session.rollback()
    with saving():
        services.sign_out_others(person, first, tablet)
    assert [device.id for device in queries.devices(first, today())] == [tablet]


def test_devices_are_listed_and_forgotten_by_their_day(make_person):
    person_id, monday = make_person(), date(2026, 11, 23)
    days = [monday, monday - timedelta(days=1), monday - timedelta(days=2)]
    with saving():
        for day in reversed(days):
            services.sign_in(person_id, day)
    assert [device.signed_in_on for device in queries.devices(person_id, days[2])] == days
    assert [device.signed_in_on for device in queries.devices(person_id, days[1])] == days[:2]
    db.session.rollback()
    with saving():
        services.forget_ended(person_id, before=days[1])
    assert [device.signed_in_on for device in queries.devices(person_id, days[2])] == days[:2]


def test_of_a_device_that_is_signed_in_nothing_is_kept_but_the_day(make_person):
    person_id = make_person()
    with saving():
        device = services.sign_in(person_id, today())
    assert set(SignIn.__table__.columns.keys()) == {"person_id", "id", "signed_in_on"}
    assert device.id.version == 4
    assert device.signed_in_on == today()


def test_people_are_found_by_what_their_handles_are_compared_by():
    person = join("Straße-7")
    assert queries.by_handle("STRASSE-7") is person
    assert person.handle_folded == folded("straße-7")
    assert queries.by_handle("strasse-8") is None


def test_a_language_is_chosen_for_good(make_person):
    person_id = make_person()
    with saving():
        services.choose_language(db.session.get_one(Person, person_id), "ar")
    db.session.expire_all()
    assert db.session.get_one(Person, person_id).language == "ar"
