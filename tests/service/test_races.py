"""Three requests of one learner at the same moment, at several server processes (DESIGN 4, rules 1 to 5)."""

from collections.abc import Iterator
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import func, select

from lms.assessment.draws import type_of
from lms.assessment.models import Attempt
from lms.assessment.recount import findings
from lms.curriculum import queries as curriculum
from lms.db import db
from lms.ledger.models import Record
from lms.progress.models import Completion
from tests import databases
from tests.profile import THOROUGH
from tests.service.learner import LESSONS, Learner, Reply
from tests.service.site import Site, at_once, site_in

ROUNDS = 40 if THOROUGH else 3
MOST_BROKEN_ROUNDS = 12  #: in which something that is broken on purpose must show


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    with site_in(tmp_path_factory.mktemp("races"), workers=3) as running:
        yield running


def test_nothing_is_lost_doubled_or_changed(site):
    learner = Learner(site.port)
    for number in range(ROUNDS):
        assert list(race(site, learner)) == [], f"round {number} of {ROUNDS}"
        learner.leave()
        learner.enrol()
    assert site.ask(lambda: list(findings())) == []


#: each must show; a transaction that begins IMMEDIATE makes all writers wait on SQLite, so there both must be broken
BROKEN = [("turn",)] if databases.ON_POSTGRES else [("turn", "begin")]


@pytest.mark.parametrize("broken", BROKEN)
def test_it_shows_when_writers_do_not_wait(tmp_path, broken):
    """The guard of the guard: these rounds find what goes wrong without the turn."""
    with site_in(tmp_path, *broken, workers=3) as site:
        learner = Learner(site.port)
        assert any(list(race(site, learner)) for _ in range(MOST_BROKEN_ROUNDS))


def race(site: Site, learner: Learner) -> Iterator[str]:
    """A learner takes the module, each thing three times at once.

    :returns: a sentence for whatever is not as it must be
    """
    issued = at_once(*[learner.issue_or_none] * 3)
    if len(set(issued)) != 1 or None in issued:
        yield f"three attempts at once: {issued}"
        return
    attempt, right = issued[0], site.ask(partial(right_responses, issued[0]))
    answers = [learner.answer(attempt, key, response, seq) for seq, (key, response) in enumerate(right.items(), 1)]
    yield from all_kept("the same answer", learner, [answers[0]] * 3, 1)
    yield from all_kept("different answers", learner, answers[1:4], 3)
    yield from kept("the other answers", [learner.deliver(*answers[4:])])
    finishes = [learner.finish(attempt, answers, 90 + number) for number in range(2)]
    late = learner.answer(attempt, next(iter(right)), None, 99)
    yield from all_kept("two finishes and an answer", learner, [*finishes, late], 3)
    yield from kept("lessons", [learner.deliver(learner.done(lesson)) for lesson in LESSONS[:-1]])
    yield from all_kept("the last step", learner, [learner.done(LESSONS[-1]) for _ in range(3)], 3)
    sent = {each["id"] for each in [*answers, *finishes, late]}
    yield from site.ask(partial(what_is_wrong, UUID(learner.enrolment), UUID(attempt), sent))


def all_kept(what: str, learner: Learner, records: list[dict], receipts: int) -> Iterator[str]:
    """One request for each record, all at once; as many receipts as records that differ."""
    replies = at_once(*[partial(learner.deliver, record) for record in records])
    yield from kept(what, replies)
    codes = {each.get("receipt") for reply in replies if reply.status == 200 for each in reply.records}
    if len(codes) != receipts:
        yield f"{what}: {len(codes)} receipts, not {receipts}"


def kept(what: str, replies: list[Reply]) -> Iterator[str]:
    for reply in replies:
        if reply.status != 200:
            yield f"{what}: {reply.status} {reply.text[:200]}"
        elif refused := [each for each in reply.records if "receipt" not in each]:
            yield f"{what}: {refused}"


def right_responses(attempt: str) -> dict[str, object]:
    """Question key → the right response, for each question of the attempt."""
    row = db.session.scalars(select(Attempt).where(Attempt.id == UUID(attempt))).one()
    questions = curriculum.module_document(row.revision_id).questions
    drawn = [questions[key] for key in row.questions]
    return {each.key: type_of(each).read(each, sorted(type_of(each).right(each))) for each in drawn}


def what_is_wrong(enrolment: UUID, attempt_id: UUID, sent: set[str]) -> list[str]:
    """What the database has of the round that it must not have, or has not."""
    wrong = [finding for finding in findings() if str(enrolment) in finding]
    attempts = db.session.scalars(select(Attempt).where(Attempt.enrolment_id == enrolment)).all()
    if [(each.id, each.passed) for each in attempts] != [(attempt_id, True)]:
        wrong.append(f"attempts: {[(each.id, each.passed) for each in attempts]}")
    records = db.session.scalars(select(Record).where(Record.enrolment_id == enrolment)).all()
    if {str(each.id) for each in records if each.attempt_id} != sent:
        wrong.append("what is kept of the attempt is not what was sent")
    if sorted(each.turn for each in records) != sorted({each.turn for each in records}):
        wrong.append("two records have one turn")
    counted = (
        select(Completion.what, func.count()).where(Completion.enrolment_id == enrolment).group_by(Completion.what)
    )
    done = dict(db.session.execute(counted).all())
    expected = {*LESSONS, "conceptual-frameworks/final-quiz", "conceptual-frameworks"}
    if set(done) - {""} != expected or set(done.values()) != {1}:
        wrong.append(f"complete: {done}")
    return wrong
