"""Whatever is sent: never a 500, nothing of another person's touched; and any order ends where once in order ends."""

import itertools
import json
import math
from collections.abc import Callable
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lms.assessment.models import Attempt
from lms.assessment.recount import findings_in
from lms.db import db
from lms.learn import quizzes
from lms.ledger.models import Enrolment, Record
from lms.web.limits import limiter
from tests.api.conftest import ADDRESS, Device, device_at
from tests.ledger.test_rules import sendings

leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.uuids().map(str)
anything = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
)
numbers = itertools.count()
FIELDS = ("id", "kind", "step", "payload", "revision", "attempt", "seq")


@pytest.fixture
def all_kept(app) -> Callable[[], list[tuple]]:
    """Whose each record is, and what it says."""

    def read() -> list[tuple]:
        with app.app_context():
            rows = db.session.scalars(select(Record).order_by(Record.person_id, Record.turn))
            return [(row.enrolment_id, row.id, row.digest, str(row.payload)) for row in rows]

    return read


@pytest.fixture
def state_of(app) -> Callable[[Device], tuple]:
    """What the attempt of a device is worth, and whether all follows from the ledger."""

    def read(device: Device) -> tuple:
        with app.app_context():
            attempt = db.session.scalars(select(Attempt).filter_by(id=UUID(device.attempt["attempt"]))).one()
            enrolment = db.session.scalars(select(Enrolment).filter_by(id=attempt.enrolment_id)).one()
            kept = len(db.session.scalars(select(Record).filter_by(enrolment_id=enrolment.id)).all())
            assert list(findings_in(enrolment)) == []
            return attempt.closed_by is not None, attempt.points, attempt.passed, kept

    return read


@pytest.fixture
def learn_anew(another, make_enrolment, sign_in, monkeypatch) -> Callable[[], list[Device]]:
    """A new learner on two devices; each new one draws the same paper."""

    def begin() -> list[Device]:
        limiter.reset()
        monkeypatch.setattr(quizzes, "chance", Random(3))
        handle = f"learner-{next(numbers)}"
        make_enrolment(handle)
        visitors = [another(), another()]
        for visitor in visitors:
            sign_in(visitor, handle)
        return [device_at(visitor) for visitor in visitors]

    return begin


@given(call=anything)
def test_random_json_is_never_a_500(device, all_kept, call):
    headers = {"X-CSRFToken": device.token, "Content-Type": "application/json"}
    reply = device.visitor.client.post(ADDRESS, data=json.dumps(_finite(call)), headers=headers)
    assert reply.status_code in (200, 400, 404)
    assert reply.is_json
    assert all_kept() == []


@given(data=st.data())
def test_almost_right_records_are_never_a_500_and_touch_nobody_elses(device, stranger, all_kept, data):
    """Mine and theirs, with some fields replaced by each other's or by anything."""
    theirs_before = [row for row in all_kept() if str(row[0]) == stranger.attempt["enrolment"]]
    batches = []
    for _ in range(data.draw(st.integers(1, 3))):
        records = []
        for _ in range(data.draw(st.integers(0, 4))):
            maker = data.draw(st.sampled_from([device, stranger]))
            answer = maker.answer(data.draw(st.integers(0, 2)), seq=data.draw(st.integers(-1, 5)))
            record: dict[str, Any] = data.draw(
                st.sampled_from([answer, maker.finish(answer), maker.lesson_done(), {**answer, "kind": "step_done"}])
            )
            for name in data.draw(st.lists(st.sampled_from(FIELDS), max_size=2)):
                record = {**record, name: _finite(data.draw(anything))}
            records.append(record)
        enrolment = data.draw(st.sampled_from([device.attempt["enrolment"], stranger.attempt["enrolment"]]))
        batches.append({"enrolment": enrolment, "records": records})
    reply = device.send(batches)
    assert reply.status_code in (200, 404)
    assert [len(batch["records"]) for batch in reply.json] == [len(batch["records"]) for batch in batches]
    for sent, told in zip(batches, reply.json, strict=True):
        if sent["enrolment"] == stranger.attempt["enrolment"]:
            assert all("refused" in each for each in told["records"])
    theirs = [row for row in all_kept() if str(row[0]) == stranger.attempt["enrolment"]]
    assert theirs == theirs_before


@given(data=st.data(), taps=st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.integers(1, 6)), max_size=6))
def test_any_order_repeated_and_from_two_devices_ends_where_once_in_order_ends(learn_anew, state_of, data, taps):
    states = []
    for in_order in (True, False):
        devices = learn_anew()
        answers = [
            # ids decide between equal numbers, so both learners send the same ones
            devices[0].answer(number, "right" if right else None, seq, id=f"00000000-0000-4000-8000-{at:012d}")
            for at, (number, right, seq) in enumerate(taps)
        ]
        records = [*answers, devices[0].finish(*answers), devices[0].lesson_done()]
        for batch in [records] if in_order else sendings(data.draw, records):
            device = devices[0 if in_order else data.draw(st.integers(0, 1))]
            reply = device.send(device.batch(*batch))
            assert all("receipt" in told for told in reply.json["records"])
        states.append(state_of(devices[0]))
    assert states[0] == states[1]
    assert states[0][0]  # closed
    assert states[0][3] == len(taps) + 2


def _finite(value: Any) -> Any:
    """Without what is no JSON: not a number, endless numbers, half letters."""
    if isinstance(value, float):
        return value if math.isfinite(value) else 0
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    if isinstance(value, list):
        return [_finite(each) for each in value]
    if isinstance(value, dict):
        return {_finite(key): _finite(each) for key, each in value.items()}
    return value
