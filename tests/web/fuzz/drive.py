"""Sends what was made, looks at what came, and says what must not have come."""

import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from flask import Flask, got_request_exception

from lms.web.limits import limiter
from tests.web.fuzz.judge import faults_of
from tests.web.fuzz.people import COOKIE, Somebody, World
from tests.web.fuzz.requests import Maker, Sending
from tests.web.fuzz.rows import Watch
from tests.web.fuzz.shapes import Shapes, read_site

ROUND = 250  #: requests, after which everything is put back
MOST_FAULTS = 5
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass
class Report:
    """What a run came to."""

    sent: int = 0
    seconds: float = 0
    statuses: Counter[int] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)  #: by route
    reached: set[str] = field(default_factory=set)  #: routes that somebody was let in to
    wrote: set[str] = field(default_factory=set)  #: routes that changed a row
    faults: list[str] = field(default_factory=list)


class Run:
    """A number of requests, the same for the same seed but for the random ids in them."""

    def __init__(self, app: Flask, seed: str):
        self.world, self.seed, self.report = World(app), seed, Report()
        self.shapes: Shapes = read_site(self.world)
        self.errors: list[BaseException] = []
        got_request_exception.connect(self._note, app)
        self.world.put_back()
        self.watch = Watch(app, self.world.people)

    def _note(self, _app: Flask, exception: BaseException) -> None:
        self.errors.append(exception)

    def go(self, number: int) -> Report:
        """First what the pages of the site send, by everybody; then changed requests, until there were so many."""
        begun = time.perf_counter()
        self._plain(Maker(self.world, self.shapes, Random(f"{self.seed}/plain")))
        for at in range(-(-(number - self.report.sent) // ROUND)):
            self._round(Random(f"{self.seed}/{at}"), number)
        self.report.seconds = time.perf_counter() - begun
        self.watch.end()
        self.world.end()
        return self.report

    def _plain(self, maker: Maker) -> None:
        """Every route by everybody from a page of their own, and from somebody else's where that is another; and by two
        of them with markup in every field."""
        people = self.world.people
        for route in self.shapes.routes:
            for person, other in zip(people, [*people[2:], *people[1:3]], strict=True):
                self._ask(person, maker.plain(route, person, person))
                if self.shapes.differ(route, person, other):
                    self._ask(person, maker.plain(route, person, other))
            for person in (people[0], people[-1]):
                self._ask(person, maker.marked(route, person))

    def _round(self, chance: Random, number: int) -> None:
        maker = Maker(self.world, self.shapes, chance)
        for _ in range(min(ROUND, number - self.report.sent)):
            if len(self.report.faults) >= MOST_FAULTS:
                return
            person = chance.choice(self.world.people)
            self._ask(person, maker.changed(chance.choice(self.shapes.routes), person))
        self.report.faults += self.watch.findings()
        self._put_back()

    def _put_back(self) -> None:
        self.watch.end()
        self.world.put_back()
        self.watch.begin()

    def _ask(self, person: Somebody, sending: Sending) -> None:
        """One request; where it leads to is read as well."""
        if self.report.sent % 10 == 0:
            limiter.reset()
        person.client.delete_cookie(COOKIE)
        person.client.set_cookie(COOKIE, person.cookie)
        self._send(person, sending)
        changed = self.watch.changed()
        if changed:
            self.report.wrote.add(sending.route)
            self._blame(person, sending, self.watch.anothers(changed, person))
            if any(table in ("lms_sign_in", "lms_grant", "lms_person") for table, _row in changed):
                self._put_back()  # somebody is signed out, erased, or may do more than before

    def _send(self, person: Somebody, sending: Sending, follow: bool = True) -> None:
        others = [each for each in self.world.people if each is not person]
        reply = person.client.open(
            sending.address, method=sending.method, headers=sending.headers, data=sending.body or None
        )
        with reply:
            faults = faults_of(reply, sending, person, others)
        self.report.sent += 1
        self.report.statuses[reply.status_code] += 1
        self.report.asked[sending.route] += 1
        as_meant = follow and sending.route.startswith(f"{sending.method} ")
        if as_meant and reply.status_code < 400 and "/sign-in" not in reply.headers.get("Location", ""):
            self.report.reached.add(sending.route)
        self._blame(person, sending, faults)
        if follow and reply.status_code in REDIRECTS and not faults:
            self._send(
                person, Sending(sending.route, "GET", reply.headers["Location"], said=sending.carries), follow=False
            )

    def _blame(self, person: Somebody, sending: Sending, faults: list[str]) -> None:
        for fault in faults:
            why = f"\n  {self.errors[-1]!r}" if self.errors and "status" in fault else ""
            self.report.faults.append(f"seed {self.seed}, the {person.name}: {fault}{why}\n  {sending}")
