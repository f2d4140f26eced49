"""Passphrases and recovery words."""

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

import lms
from lms.people import secrecy
from tests.conftest import PASSPHRASE, settings_for

pytestmark = pytest.mark.usefixtures("context")


def test_a_hash_proves_its_passphrase_and_no_other():
    kept = secrecy.hashed(PASSPHRASE)
    assert secrecy.is_hash_of(kept, PASSPHRASE)
    for other in ("", "three plain word", PASSPHRASE.upper(), PASSPHRASE + "s"):
        assert not secrecy.is_hash_of(kept, other)


def test_where_there_is_no_hash_nothing_is_proven_and_it_takes_as_long(hashes):
    kept = secrecy.hashed(PASSPHRASE)
    assert secrecy.proves(kept, PASSPHRASE)
    for hash_or_none, secret in ((kept, "another"), (None, PASSPHRASE), (None, "nobody has this passphrase")):
        hashes.clear()
        assert not secrecy.proves(hash_or_none, secret)
        assert hashes == ["verify"]


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_passphrase_can_be_hashed_and_proven(secret):
    assert secrecy.is_hash_of(secrecy.hashed(secret), secret)


def test_the_hash_is_argon2id_with_a_salt_and_holds_nothing_of_the_passphrase():
    first, second = secrecy.hashed(PASSPHRASE), secrecy.hashed(PASSPHRASE)
    assert first.startswith("$argon2id$")
    assert first != second
    assert PASSPHRASE not in first
    assert len(first) <= 200


@pytest.mark.parametrize(
    ("typed", "again"),
    [
        ("three plain words", "  three  plain\twords "),
        ("cafe\u0301 du port", "café du port"),
        ("ثلاث كلمات سهلة", "ﺛﻼﺙ كلمات\u00a0سهلة"),
        ("ｔｈｒｅｅ words here", "three words here"),
    ],
)
def test_the_same_words_from_another_keyboard_are_the_same_passphrase(typed, again):
    assert secrecy.is_hash_of(secrecy.hashed(typed), again)


def test_spaces_between_words_are_not_left_out():
    assert not secrecy.is_hash_of(secrecy.hashed("three plain words"), "threeplainwords")


@pytest.mark.parametrize("kept", ["", "-", "$argon2id$v=19$m=8,t=1,p=1$broken", "plain"])
def test_a_damaged_hash_proves_nothing(kept):
    assert not secrecy.is_hash_of(kept, PASSPHRASE)


def test_recovery_words_are_six_of_the_list_and_new_each_time():
    known = set(Mnemonic("english").wordlist)
    assert len(known) == 2048
    made = [secrecy.new_recovery_words() for _ in range(50)]
    assert all(len(words) == secrecy.RECOVERY_WORDS == 6 and set(words) <= known for words in made)
    assert len({tuple(words) for words in made}) == 50


def test_each_of_the_six_words_can_be_any_of_the_list():
    """None of them is a checksum, or the same for all."""
    made = [secrecy.new_recovery_words() for _ in range(200)]
    for place in range(6):
        assert len({words[place] for words in made}) > 150


def test_the_costs_are_those_of_the_settings(tmp_path):
    settings = settings_for(tmp_path, argon2_memory_kib=64, argon2_passes=3)
    with lms.create_app(settings).app_context():
        assert "$m=64,t=3,p=1$" in secrecy.hashed(PASSPHRASE)


def test_the_costs_are_19_mib_and_two_passes_when_nothing_else_is_said():
    defaults = lms.Settings.__dataclass_fields__
    assert defaults["argon2_memory_kib"].default == 19 * 1024
    assert defaults["argon2_passes"].default == 2


def test_at_most_two_hashes_are_computed_at_once(app, monkeypatch):
    at_once, most, guard = [0], [0], threading.Lock()

    class Slow:
        def hash(self, _secret):
            with guard:
                at_once[0] += 1
                most[0] = max(most[0], at_once[0])
            time.sleep(0.02)
            with guard:
                at_once[0] -= 1
            return "hash"

    monkeypatch.setattr(secrecy, "_hasher", Slow)
    threads = [threading.Thread(target=secrecy.hashed, args=("x",)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert most[0] == 2
