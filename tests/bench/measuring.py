"""One engine measured: the bare app and ours over databases of several sizes, all of them running, one under load."""

import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.bench import engines, servers
from tests.bench.learners import LESSON, WHY, BareLearner, Learner
from tests.bench.load import Client, Measured, run
from tests.bench.population import handle_of
from tests.bench.servers import Server
from tests.bench.sites import Site, make_bare, make_site

AT_ONCE = (1, 16, 64)  #: clients
PAGE, INSERT = "bare page", "bare insert"
#: operation → what of the bare app it stands beside
BESIDE = {"lesson": PAGE, "why": PAGE, "search": PAGE, "answer": INSERT, "finish": INSERT}
BARE = 0  #: instead of the number of learners


@dataclass(frozen=True)
class Plan:
    engines: tuple[str, ...]
    learners: tuple[int, ...]  #: sizes of our databases, at least as many as there are clients
    rounds: int
    seconds: float  #: for each operation and number of clients in a round
    starts: int


@dataclass(frozen=True)
class Figure:
    """Medians of the rounds."""

    rate: float  #: requests a second
    p50: float  #: milliseconds
    p95: float


@dataclass(frozen=True)
class Result:
    """What was measured on one engine."""

    engine: str
    figures: dict[tuple[str, int, int], Figure]  #: operation, learners (BARE for the bare app), clients
    written: dict[int, float]  #: learners → seconds that writing them took
    starts: dict[int, float]  #: learners → seconds from the start of the process to its first page, median
    memory: dict[int, float]  #: learners → MiB after the load


@dataclass(frozen=True)
class Subject:
    """An operation on one server."""

    operation: str
    learners: int
    port: int
    clients: Callable[[int], list[Client]]  #: so many, as they begin a round


def measure(engine: str, plan: Plan) -> Result:
    """Sites are made, started so many times, and measured in rounds that go through all of them in turn."""
    with ExitStack() as stack:
        make = stack.enter_context(engines.made_by(engine))
        folder = Path(stack.enter_context(TemporaryDirectory()))
        sites = [make_site(folder, make, learners) for learners in plan.learners]
        starts = {site.learners: _median_start(site, plan.starts) for site in sites}
        running = {site.learners: stack.enter_context(servers.ours(site.environment, LESSON)) for site in sites}
        ours = {learners: _signed_in(server) for learners, server in running.items()}
        page = ours[plan.learners[0]][0].get(LESSON).text
        address = make_bare(make, len(page.encode()), max(AT_ONCE))
        beside = stack.enter_context(servers.bare(address))
        subjects = [*_of_the_bare(beside), *(each for of in running for each in _of_ours(of, running[of], ours[of]))]
        figures = _rounds(subjects, plan)
        memory = {learners: server.memory() for learners, server in running.items()}
        return Result(engine, figures, {site.learners: site.written_seconds for site in sites}, starts, memory)


def _median_start(site: Site, times: int) -> float:
    found = []
    for _ in range(times):
        with servers.ours(site.environment, LESSON) as server:
            found.append(server.started)
    return statistics.median(found)


def _signed_in(server: Server) -> list[Learner]:
    return [Learner(server.port, handle_of(number)) for number in range(max(AT_ONCE))]


def _of_the_bare(server: Server) -> Iterator[Subject]:
    people = [BareLearner(server.port, number) for number in range(1, max(AT_ONCE) + 1)]
    yield Subject(PAGE, BARE, server.port, lambda many: [each.reads() for each in people[:many]])
    yield Subject(INSERT, BARE, server.port, lambda many: [each.saves() for each in people[:many]])


def _of_ours(learners: int, server: Server, people: Sequence[Learner]) -> Iterator[Subject]:
    operations: dict[str, Callable[[Learner], Client]] = {
        "lesson": lambda each: each.reads(LESSON),
        "why": lambda each: each.reads(WHY),
        "search": Learner.searches,
        "answer": Learner.saves,
        "finish": Learner.finishes,
    }
    for name, as_client in operations.items():
        yield Subject(name, learners, server.port, _clients_of(people, as_client))


def _clients_of(people: Sequence[Learner], as_client: Callable[[Learner], Client]) -> Callable[[int], list[Client]]:
    return lambda many: [as_client(each) for each in people[:many]]


def _rounds(subjects: Sequence[Subject], plan: Plan) -> dict[tuple[str, int, int], Figure]:
    """Each subject warmed up, then all of them in turns: by operation, so that what is compared lies close in time."""
    ordered = sorted(subjects, key=lambda each: (BESIDE.get(each.operation, each.operation), each.operation))
    found: dict[tuple[str, int, int], list[Measured]] = {}
    for subject in ordered:
        run(subject.port, subject.clients(max(AT_ONCE)), min(plan.seconds, 1))
    turns = [(number, clients) for number in range(plan.rounds) for clients in AT_ONCE]
    with click.progressbar(turns, label="rounds", file=click.get_text_stream("stderr")) as bar:
        for _round, clients in bar:
            for each in ordered:
                measured = run(each.port, each.clients(clients), plan.seconds)
                found.setdefault((each.operation, each.learners, clients), []).append(measured)
    return {key: _figure(measured) for key, measured in found.items()}


def _figure(rounds: Sequence[Measured]) -> Figure:
    rate, p50, p95 = (
        statistics.median(values)
        for values in zip(*((each.rate, each.percentile(50), each.percentile(95)) for each in rounds), strict=True)
    )
    return Figure(rate, p50, p95)
