"""`docs/api.md` says what is so: its examples are sent, its lists are complete."""

import json
import re
from random import Random

import pytest

from lms.api.words import WORDS
from lms.learn import quizzes
from lms.ledger.services import MOST_PAYLOAD_BYTES, MOST_RECORDS
from lms.registry import registries
from lms.site import MOST_BYTES
from tests.test_architecture import ROOT

TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def example(name: str) -> str:
    (found,) = re.findall(rf"<!-- example: {name} -->\n```json\n(.*?)```", TEXT, re.S)
    return found


@pytest.fixture
def drawn(monkeypatch) -> None:
    """A draw with the question of the example in it."""
    monkeypatch.setattr(quizzes, "chance", Random(3))


def test_the_example_is_answered_as_the_page_says(drawn, device):
    assert "q-flame" in device.questions
    about = {"ENROLMENT": device.attempt["enrolment"], "ATTEMPT": device.attempt["attempt"]}
    call, reply = example("call"), example("reply")
    for name, value in about.items():
        call, reply = call.replace(name, value), reply.replace(name, value)
    told = device.send(json.loads(call)).json
    for each in told["records"]:
        if "receipt" in each:
            each["receipt"] = "RECEIPT"
    assert told == json.loads(reply)


def test_every_reason_has_words_and_a_place_in_the_page(context):
    assert [reason for reason in WORDS if f"`{reason}`" not in TEXT] == []
    assert [kind for kind in registries().record_kinds if f"`{kind}`" not in TEXT] == []


def test_the_limits_are_those_of_the_code():
    assert (MOST_RECORDS, MOST_BYTES, MOST_PAYLOAD_BYTES) == (500, 256 * 1024, 16 * 1024)
    for words in ("at most 500 records", "256 KB", "over 16 KB"):
        assert words in TEXT
