"""A server that is killed again and again under learners who answer: what was acknowledged is there, once."""

import http.client
import itertools
import os
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select

from lms.assessment.recount import findings
from lms.db import db
from lms.ledger.models import Record
from lms.ledger.services import receipt_of
from tests.service.learner import Learner
from tests.service.site import Site, site_in

SECONDS = float(os.environ.get("LMS_KILL_SECONDS", 60))
CLIENTS = 16
DOWN = (ConnectionError, http.client.HTTPException, TimeoutError)


@dataclass
class Diary:
    """What one learner sent, and what was acknowledged."""

    learner: Learner
    sent: dict[str, dict] = field(default_factory=dict)  #: id of a record → the record
    acknowledged: dict[str, str] = field(default_factory=dict)  #: id of a record → code of its receipt

    def keep_answering(self, attempt: str, question: str, options: list[str], until: threading.Event) -> None:
        """One tap after the other, each sent until it is acknowledged, as the script does."""
        for seq, option in enumerate(itertools.cycle(options), start=1):
            record = self.learner.answer(attempt, question, option, seq)
            self.sent[record["id"]] = record
            while record["id"] not in self.acknowledged:
                if until.is_set():
                    return
                self.deliver(record)

    def deliver(self, record: dict) -> None:
        try:
            reply = self.learner.deliver(record)
        except DOWN:
            time.sleep(0.05)  # it is down, or went down over this
            return
        if reply.status == 200:
            self.acknowledged[record["id"]] = reply.records[0]["receipt"]


@pytest.mark.thorough("a minute of kills")
def test_what_was_acknowledged_survives_every_kill(tmp_path, capsys):
    diaries, kills, wrong = answered_under_kills(tmp_path, SECONDS, CLIENTS)
    told = sum(len(diary.acknowledged) for diary in diaries)
    with capsys.disabled():
        print(f"\n{kills} kills in {SECONDS:.0f} s under {CLIENTS} learners; {told} answers acknowledged")
    assert wrong == []
    assert kills >= 2
    assert told >= CLIENTS


@pytest.mark.thorough("ten seconds, for the guard of the one above")
def test_it_shows_when_an_acknowledged_answer_is_not_kept(tmp_path):
    assert answered_under_kills(tmp_path, 1, 2, "memory")[2]


def answered_under_kills(
    folder: Path, seconds: float, clients: int, *broken: str
) -> tuple[list[Diary], int, list[str]]:
    """What the learners noted, how often the site was killed, and a sentence for whatever is not as it must be.

    :param broken: what is broken on purpose, see `sabotage/`
    """
    with site_in(folder, *broken) as site:
        diaries = [Diary(Learner(site.port)) for _ in range(clients)]
        kills = kill_under_load(site, diaries, seconds, *broken)
        return diaries, kills, site.ask(lambda: [*findings(), *not_as_told(diaries)])


def kill_under_load(site: Site, diaries: list[Diary], seconds: float, *broken: str) -> int:
    """How often it was killed."""
    over, threads = threading.Event(), []
    for diary in diaries:
        attempt = diary.learner.issue()
        page = diary.learner.get(f"/en/attempts/{attempt}").tree
        radios = page.xpath("//input[@type='radio']")
        options = [each.get("value") for each in radios if each.name == radios[0].name]
        given = (attempt, radios[0].name.removeprefix("q-"), options, over)
        threads.append(threading.Thread(target=diary.keep_answering, args=given))
    for thread in threads:
        thread.start()
    chance, kills, end = Random(8), 0, time.monotonic() + seconds
    while time.monotonic() < end or kills < 2:
        time.sleep(chance.uniform(0.05, 1.5))
        site.kill()
        kills += 1
        site.start(*broken)
    time.sleep(1)  # the last taps are delivered
    over.set()
    for thread in threads:
        thread.join()
    return kills


def not_as_told(diaries: list[Diary]) -> list[str]:
    """A sentence for whatever is kept and was not sent, or was acknowledged and is not kept as it was sent."""
    rows = {str(row.id): row for row in db.session.scalars(select(Record).where(Record.kind == "answer_given"))}
    sent = {key: record for diary in diaries for key, record in diary.sent.items()}
    wrong = [f"{key} is kept, and nobody sent it" for key in rows.keys() - sent.keys()]
    for key, code in ((key, code) for diary in diaries for key, code in diary.acknowledged.items()):
        row = rows.get(key)
        if row is None:
            wrong.append(f"{key} was acknowledged, and is not kept")
        elif (row.payload, row.attempt_id) != (sent[key]["payload"], UUID(sent[key]["attempt"])):
            wrong.append(f"{key} is not kept as it was sent")
        elif receipt_of(row).code != code:
            wrong.append(f"{key} has another receipt now")
    return wrong
