"""What was measured, as Markdown for people and as JSON for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.bench.measuring import AT_ONCE, BARE, BESIDE, INSERT, PAGE, Plan, Result

#: goals: operation → the least share of the bare one's requests a second at 16 clients
LEAST_SHARE = {"lesson": 0.6, "answer": 0.35}
MOST_P95, MOST_GROWTH, MOST_MIB, MOST_START = 2.0, 1.2, 150, 1.5
ONE, SOME, MANY = AT_ONCE


def markdown(results: Sequence[Result], plan: Plan, about: dict[str, Any]) -> Iterator[str]:
    """Line by line."""
    yield ", ".join(f"{name} {value}" for name, value in about.items()) + "."
    for result in results:
        for learners in plan.learners:
            yield ""
            yield from _table(result, learners)
        yield ""
        yield from _growth(result, plan)
        yield ""
        yield from _beside(result, plan)
    yield ""
    yield from goals(results, plan)


def plain(results: Sequence[Result], plan: Plan, about: dict[str, Any]) -> dict[str, Any]:
    """As JSON values."""
    return {
        "about": about,
        "plan": vars(plan),
        "engines": [
            {
                "engine": result.engine,
                "figures": [
                    {"operation": operation, "learners": learners, "clients": clients, **vars(figure)}
                    for (operation, learners, clients), figure in result.figures.items()
                ],
                "written_seconds": result.written,
                "start_seconds": result.starts,
                "memory_mib": result.memory,
            }
            for result in results
        ],
    }


def _table(result: Result, learners: int) -> Iterator[str]:
    yield f"**{result.engine}, {learners:,} learners**"
    yield ""
    yield (
        f"| operation | p50, p95 with {ONE} client | requests/s, {SOME} clients | to the bare one "
        f"| p95, {MANY} clients | to the bare one's |"
    )
    yield "|---|---|---|---|---|---|"
    rows = [(PAGE, BARE), *((name, learners) for name, beside in BESIDE.items() if beside == PAGE)]
    rows += [(INSERT, BARE), *((name, learners) for name, beside in BESIDE.items() if beside == INSERT)]
    for operation, size in rows:
        one, some, many = (result.figures[operation, size, clients] for clients in AT_ONCE)
        yield (
            f"| {operation} | {one.p50:.1f}, {one.p95:.1f} ms | {some.rate:.0f} | {share(result, operation, size):.2f} "
            f"| {many.p95:.0f} ms | {slowness(result, operation, size):.2f} |"
        )


def _growth(result: Result, plan: Plan) -> Iterator[str]:
    few, most = plan.learners[0], plan.learners[-1]
    yield f"| {result.engine}: p50 with | {few:,} learners | {most:,} learners | factor |"
    yield "|---|---|---|---|"
    for operation in BESIDE:
        for clients in (ONE, SOME):
            before, after = (result.figures[operation, size, clients].p50 for size in (few, most))
            yield f"| {operation}, {clients} | {before:.1f} ms | {after:.1f} ms | {after / before:.2f} |"


def _beside(result: Result, plan: Plan) -> Iterator[str]:
    yield f"| {result.engine} | start to first page | memory (PSS), 2 workers | learners written in |"
    yield "|---|---|---|---|"
    for size in plan.learners:
        start, memory, written = result.starts[size], result.memory[size], result.written[size]
        yield f"| {size:,} learners | {start:.2f} s | {memory:.0f} MiB | {written:.0f} s |"


def goals(results: Sequence[Result], plan: Plan) -> Iterator[str]:
    """Each goal with the worst that was measured, over engines and sizes."""
    cases = [(result, size) for result in results for size in plan.learners]
    yield "| goal | worst measured | |"
    yield "|---|---|---|"
    for operation, least in LEAST_SHARE.items():
        worst = min(share(result, operation, size) for result, size in cases)
        name = f"{operation}, {SOME} clients: at least {least} of the {BESIDE[operation]}'s requests/s"
        yield _goal(name, f"{worst:.2f}", worst >= least)
    p95 = max(slowness(result, "lesson", size) for result, size in cases)
    yield _goal(f"lesson, {MANY} clients: p95 at most {MOST_P95:g} × the bare page's", f"{p95:.2f}", p95 <= MOST_P95)
    grown, operation = max((growth(result, name, plan), name) for result in results for name in BESIDE)
    few, most = plan.learners[0], plan.learners[-1]
    name = f"no operation grows by more than × {MOST_GROWTH} from {few:,} to {most:,} learners"
    yield _goal(name, f"{grown:.2f} ({operation})", grown <= MOST_GROWTH)
    memory = max(result.memory[size] for result, size in cases)
    yield _goal(f"memory: at most {MOST_MIB} MiB", f"{memory:.0f} MiB", memory <= MOST_MIB)
    start = max(result.starts[size] for result, size in cases)
    yield _goal(f"start to first page: under {MOST_START} s", f"{start:.2f} s", start < MOST_START)


def share(result: Result, operation: str, learners: int) -> float:
    """Of the bare one's requests a second, with 16 clients."""
    beside = BESIDE.get(operation, operation)
    return result.figures[operation, learners, SOME].rate / result.figures[beside, BARE, SOME].rate


def slowness(result: Result, operation: str, learners: int) -> float:
    """How many times the bare one's p95, with 64 clients."""
    beside = BESIDE.get(operation, operation)
    return result.figures[operation, learners, MANY].p95 / result.figures[beside, BARE, MANY].p95


def growth(result: Result, operation: str, plan: Plan) -> float:
    """How many times its p50 with one client, from the fewest learners to the most."""
    few, most = (result.figures[operation, size, ONE].p50 for size in (plan.learners[0], plan.learners[-1]))
    return most / few


def _goal(name: str, measured: str, is_met: bool) -> str:
    return f"| {name} | {measured} | {'met' if is_met else 'missed'} |"
