"""What proves who one is, and what happens when two devices change it at the same moment."""

import threading
from itertools import count
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.db import db, saving
from lms.db.days import today
from lms.errors import PermissionRefused
from lms.people import proofs, secrecy, services
from lms.people.models import Person, SignIn
from lms.people.proofs import ProofOutdated, proven_by_words
from lms.people.services import proven
from tests.conftest import PASSPHRASE

pytestmark = pytest.mark.usefixtures("context")
WORDS = ["tower", "moon", "river", "apple", "bench", "cable"]
numbers = count(1)


def person_with_words() -> Person:
    hashes = secrecy.hashed(PASSPHRASE), secrecy.hashed(" ".join(WORDS))
    db.session.rollback()
    with saving():
        return services.join(f"calm-river-{next(numbers)}", *hashes, "en", today())


def devices_of(person_id: UUID) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(SignIn).where(SignIn.person_id == person_id))


def test_six_words_prove_the_person_however_the_handle_is_spelt():
    person = person_with_words()
    assert proven_by_words(person.handle.upper(), WORDS).id == person.id


def test_other_words_or_another_order_or_another_handle_prove_nobody():
    person = person_with_words()
    assert proven_by_words(person.handle, WORDS[::-1]) is None
    assert proven_by_words(person.handle, WORDS[:5]) is None
    assert proven_by_words(person.handle, []) is None
    assert proven_by_words("quiet-lake-9", WORDS) is None
    assert proven_by_words("quiet-lake-9", ["nobody", "has", "this", "passphrase"]) is None


def test_words_for_an_unknown_handle_cost_what_those_for_a_known_one_cost(hashes):
    """Else the time of the answer would tell who has an account."""
    person = person_with_words()
    for first in (person.handle, "quiet-lake-9"):  # the first one in a process also makes the hash of nobody
        secrecy._nobodys_hash.cache_clear()
        costs = []
        for handle in (first, person.handle, "quiet-lake-9", "another-9"):
            hashes.clear()
            assert proven_by_words(handle, WORDS[::-1]) is None
            costs.append(list(hashes))
        assert costs == [["hash", "verify"], *[["verify"]] * 3]


def test_after_a_recovery_the_old_secrets_are_worth_nothing_and_every_device_is_signed_out():
    person = person_with_words()
    person_id, handle, words_hash = person.id, person.handle, person.recovery_hash
    db.session.rollback()
    with saving():
        services.sign_in(person_id, today())
        services.sign_in(person_id, today())
    db.session.rollback()
    with saving():
        proofs.recover(person_id, words_hash, secrecy.hashed("a new passphrase"), secrecy.hashed("new words"))
    assert devices_of(person_id) == 0
    assert proven(handle, PASSPHRASE) is None
    assert proven_by_words(handle, WORDS) is None
    assert proven(handle, "a new passphrase").id == person_id
    assert proven_by_words(handle, ["new", "words"]).id == person_id


def test_nobody_changes_the_secrets_of_another_person():
    person, other = person_with_words(), person_with_words()
    kept = other.passphrase_hash, other.recovery_hash
    for change in (
        lambda: proofs.change_passphrase(person, other.id, kept[0], "mine"),
        lambda: proofs.change_words(person, other.id, *kept, "mine"),
    ):
        db.session.rollback()
        with pytest.raises(PermissionRefused), saving():
            change()
    assert (other.passphrase_hash, other.recovery_hash) == kept


class Pending:
    """Proven at the beginning, written later: what each device does while the other one does something too."""

    def __init__(self, person: Person):
        self.person, self.id = person, person.id
        self.passphrase, self.words = person.passphrase_hash, person.recovery_hash

    def write(self, what: str, mark: str) -> bool:
        db.session.rollback()
        try:
            with saving():
                if what == "recover":
                    proofs.recover(self.id, self.words, f"passphrase of {mark}", f"words of {mark}")
                elif what == "passphrase":
                    proofs.change_passphrase(self.person, self.id, self.passphrase, f"passphrase of {mark}")
                elif what == "words":
                    proofs.change_words(self.person, self.id, self.passphrase, self.words, f"words of {mark}")
                else:
                    proofs.still_stands(self.id, passphrase_hash=self.passphrase)
                services.sign_in(self.id, today())
        except ProofOutdated:
            return False
        return True


NEEDS = {"recover": {"words"}, "passphrase": {"passphrase"}, "words": {"passphrase", "words"}, "enter": {"passphrase"}}
CHANGES = {"recover": {"words", "passphrase"}, "passphrase": {"passphrase"}, "words": {"words"}, "enter": set()}


@given(st.lists(st.sampled_from(sorted(NEEDS)), min_size=2, max_size=5))
def test_of_devices_that_proved_at_once_each_writes_only_while_what_it_proved_still_stands(order):
    pending = Pending(person_with_words())
    replaced: set[str] = set()
    expected = [pending.passphrase, pending.words]
    for number, what in enumerate(order):
        written = pending.write(what, f"device {number}")
        assert written == (not NEEDS[what] & replaced), (order, number)
        if written:
            replaced |= CHANGES[what]
            for place, name in enumerate(("passphrase", "words")):
                if name in CHANGES[what]:
                    expected[place] = f"{name} of device {number}"
    person = db.session.get_one(Person, pending.id, populate_existing=True)
    assert [person.passphrase_hash, person.recovery_hash] == expected


def test_a_passphrase_change_that_comes_after_a_recovery_changes_nothing():
    """Whoever holds the paper wins over whoever knows the old passphrase."""
    pending = Pending(person_with_words())
    assert pending.write("recover", "the owner")
    assert not pending.write("passphrase", "somebody else")
    assert db.session.get_one(Person, pending.id).passphrase_hash == "passphrase of the owner"
    assert devices_of(pending.id) == 1


def test_a_recovery_that_comes_after_a_passphrase_change_counts_and_signs_that_device_out():
    pending = Pending(person_with_words())
    assert pending.write("passphrase", "somebody else")
    assert pending.write("recover", "the owner")
    assert db.session.get_one(Person, pending.id).passphrase_hash == "passphrase of the owner"
    assert devices_of(pending.id) == 1


@pytest.mark.parametrize("kinds", [("recover",) * 4, ("recover", "passphrase", "enter", "words")])
def test_devices_that_write_at_the_same_moment_leave_one_whole_outcome(app, kinds):
    person = person_with_words()
    person_id = person.id
    db.session.rollback()
    outcomes: dict[int, bool] = {}
    start = threading.Barrier(len(kinds))

    def write(number: int) -> None:
        with app.app_context():
            pending = Pending(db.session.get_one(Person, person_id))
            db.session.rollback()
            start.wait(10)
            outcomes[number] = pending.write(kinds[number], f"device {number}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(len(kinds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    won = [number for number in outcomes if outcomes[number] and kinds[number] == "recover"]
    assert len(outcomes) == len(kinds)
    assert len(won) <= 1
    if set(kinds) == {"recover"}:
        assert len(won) == 1
    after = db.session.get_one(Person, person_id, populate_existing=True)
    if won:
        assert (after.passphrase_hash, after.recovery_hash) == (
            f"passphrase of device {won[0]}", f"words of device {won[0]}",
        )  # fmt: skip
        assert devices_of(person_id) == 1
    else:
        assert after.recovery_hash == "words of device 3"  # only newer words can have been in the way
        assert outcomes[3]
