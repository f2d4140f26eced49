"""A full disk, a database that goes away: answers are refused visibly, none is half kept, and all comes back."""

import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from lms.assessment.recount import findings_in
from lms.db import db
from lms.ledger.models import Enrolment, Record
from tests import databases
from tests.service import postgres
from tests.service.learner import Learner, Reply
from tests.service.site import Site, site_in

COMES_BACK = 30  #: seconds


@pytest.fixture
def site(tmp_path) -> Iterator[Site]:
    with site_in(tmp_path) as running:
        yield running


@pytest.fixture
def writer(site) -> "Writer":
    return Writer(site)


class Writer:
    """A learner in a quiz, who answers one question again and again."""

    def __init__(self, site: Site):
        self.site, self.learner = site, Learner(site.port)
        self.attempt = self.learner.issue()
        page = self.learner.get(f"/en/attempts/{self.attempt}").tree
        self.name = page.xpath("//input[@type='radio']/@name")[0]
        self.option, *_, self.another = page.xpath(f"//input[@name='{self.name}']/@value")
        self.form = {name: value for name, value in page.forms[-1].form_values() if not name.startswith("q-")}
        self.seq = 0

    def record(self) -> dict:
        self.seq += 1
        response = self.option if self.seq % 2 else None
        return self.learner.answer(self.attempt, self.name.removeprefix("q-"), response, self.seq)

    def answers(self) -> Reply:
        return self.learner.deliver(self.record())

    def sends_the_page(self) -> Reply:
        return self.learner.post(f"/en/attempts/{self.attempt}/answers", {**self.form, self.name: self.another})

    def kept(self) -> set[UUID]:
        return self.site.ask(lambda: set(db.session.scalars(select(Record.id))))

    def comes_back(self, record: dict) -> None:
        """The same record, sent again, is kept within half a minute."""
        end = time.monotonic() + COMES_BACK
        while (reply := self.learner.deliver(record)).status != 200:
            assert time.monotonic() < end, reply.text
            time.sleep(0.2)
        assert UUID(record["id"]) in self.kept()
        assert self.site.ask(self.findings) == []

    def findings(self) -> list[str]:
        mine = select(Enrolment).where(Enrolment.id == UUID(self.learner.enrolment))
        return list(findings_in(db.session.scalars(mine).one()))


def is_refused_visibly(reply: Reply) -> bool:
    """The script reads that it failed and tries again; a person reads that it is not saved."""
    return reply.status == 503 and ("not saved" in reply.text.lower() or "nothing was saved" in reply.text.lower())


def test_answers_to_a_full_disk_are_refused_and_kept_when_there_is_room_again(site, writer):
    assert writer.answers().status == 200
    with a_full_disk(site, writer):
        refused = writer.record()
        before = writer.kept()
        assert is_refused_visibly(writer.learner.deliver(refused))
        assert is_refused_visibly(writer.sends_the_page())
        assert writer.learner.get("/en/courses/k4/m1/s2").status == 200  # who reads notices nothing
        assert writer.kept() == before
    writer.comes_back(refused)


@pytest.mark.thorough("SQLite waits ten seconds for a lock, twice")
def test_answers_while_the_database_is_away_are_refused_and_kept_when_it_is_back(site, writer):
    assert writer.answers().status == 200
    before = writer.kept()
    with an_absent_database(site):
        refused = writer.record()
        assert is_refused_visibly(writer.learner.deliver(refused))
        assert is_refused_visibly(writer.sends_the_page())
    assert writer.kept() == before
    writer.comes_back(refused)


@contextmanager
def a_full_disk(site: Site, writer: Writer) -> Iterator[None]:
    """No file of the processes that write can grow."""
    if not databases.ON_POSTGRES:
        with limited(site.processes(), 1):
            yield
        return
    other = Writer(site)
    assert other.answers().status == 200
    most = site.ask(lambda: postgres.fill_records(other.learner.enrolment))
    with limited(postgres.processes(site.folder), most):
        while writer.answers().status == 200:  # the last page of the table still had room
            pass
        yield


@contextmanager
def limited(processes: list[int], most: int) -> Iterator[None]:
    """The processes, and those they start, may write no file larger than so many bytes."""
    for pid in processes:
        limit(pid, str(most))
    try:
        yield
    finally:
        for pid in processes:
            limit(pid, "unlimited")


def limit(pid: int, most: str) -> None:
    """As the user whose process it is; one that has ended needs no limit."""
    with suppress(FileNotFoundError):
        owner = Path(f"/proc/{pid}").stat().st_uid
        mine = {} if owner == os.getuid() else {"user": owner}
        subprocess.run(["prlimit", f"--pid={pid}", f"--fsize={most}:unlimited"], check=True, **mine)


@contextmanager
def an_absent_database(site: Site) -> Iterator[None]:
    """PostgreSQL ends every connection and takes none; the file of SQLite is locked for good by another process."""
    if databases.ON_POSTGRES:
        with postgres.closed_to_all(site.folder):
            yield
    else:
        holder = sqlite3.connect(site.folder / "lms.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            holder.execute("ROLLBACK")
            holder.close()
