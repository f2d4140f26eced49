"""`python -m tests.bench`: a lesson, saving an answer and sending in, beside the bare page and the bare insert.

One run, rounds that alternate between the two, never both under load at once; medians. No figure is asserted.
"""

import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from tests.bench import bare as bare_app
from tests.bench import learners, servers
from tests.bench.load import Measured, run

AT_ONCE = 16
JSON = "application/json"


@click.command()
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1, 50))
@click.option("--seconds", default=3.0, show_default=True, type=click.FloatRange(0.2, 60))
def bench(rounds: int, seconds: float) -> None:
    """Print the table as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        rows = list(_measure(Path(folder), rounds, seconds))
    click.echo("| operation | p50, 1 client | p95, 1 client | requests/s, 16 clients | to the bare one |")
    click.echo("|---|---|---|---|---|")
    for row in rows:
        click.echo(row)


def _measure(folder: Path, rounds: int, seconds: float) -> Iterator[str]:
    with servers.ours(folder / "ours") as port:
        people = [learners.Learner(port) for _ in range(AT_ONCE)]
        page_bytes = len(people[0].opener.open(people[0].base + learners.LESSON).read())
        database = folder / "bare.db"
        os.environ["BARE_DATABASE"] = f"sqlite:///{database}"
        bare_app.fill(page_bytes, AT_ONCE)
        with servers.bare(database) as bare_port:
            numbers = range(1, AT_ONCE + 1)
            bare_readers = [learners.bare_reader(bare_port, number) for number in numbers]
            bare_writers = [learners.bare_writer(bare_port, number) for number in numbers]
            yield from _pair(
                ("bare page", bare_port, bare_readers, "*/*"),
                ("lesson", port, [each.reads() for each in people], "*/*"),
                rounds,
                seconds,
            )
            yield from _pair(
                ("bare insert", bare_port, bare_writers, JSON),
                ("saving an answer", port, [each.answers_again() for each in people], JSON),
                rounds,
                seconds,
                lambda: [person.begin_anew() for person in people],
            )
            yield _of_finishes(port, people, rounds)


def _pair(
    bare: tuple, ours: tuple, rounds: int, seconds: float, before: Callable[[], object] = lambda: None
) -> Iterator[str]:
    """Both, warmed up, in turns.

    :param before: what is done before each round
    """
    singles: dict[str, list[Measured]] = {bare[0]: [], ours[0]: []}
    many: dict[str, list[Measured]] = {bare[0]: [], ours[0]: []}
    for _name, port, clients, accept in (bare, ours):
        run(port, clients, min(1.0, seconds), accept)
    for _ in range(rounds):
        before()
        for name, port, clients, accept in (bare, ours):
            singles[name].append(run(port, clients[:1], seconds / 2, accept))
            many[name].append(run(port, clients, seconds, accept))
    base = statistics.median(each.rate for each in many[bare[0]])
    for name in (bare[0], ours[0]):
        rate = statistics.median(each.rate for each in many[name])
        p50, p95 = (statistics.median(each.percentile(percent) for each in singles[name]) for percent in (50, 95))
        yield f"| {name} | {p50:.1f} ms | {p95:.1f} ms | {rate:.0f} | {rate / base:.2f} |"


def _of_finishes(port: int, people: list[learners.Learner], rounds: int) -> str:
    """Each learner sends in an attempt of their own, one after the other."""
    times: list[float] = []
    for _ in range(rounds):
        for person in people:
            person.begin()
            times += run(port, [person.sends_in()], 0, "text/html").times
    p50, p95 = (Measured(len(times), 1, tuple(times)).percentile(percent) for percent in (50, 95))
    return f"| sending in | {p50:.1f} ms | {p95:.1f} ms | | |"


if __name__ == "__main__":
    bench()
