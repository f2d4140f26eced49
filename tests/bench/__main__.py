"""`python -m tests.bench`: what a page costs, beside the least that a Flask page can cost. See README.md.

Rounds that go through the bare app and ours in turn, never two under load at once; medians. No figure is asserted.
"""

import json
import os
import platform
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from tests.bench.engines import NAMES
from tests.bench.measuring import Plan, measure
from tests.bench.report import markdown, plain

FULL = Plan(engines=NAMES, learners=(100, 100_000), rounds=5, seconds=1.2, starts=5)
QUICK = Plan(engines=NAMES[:1], learners=(100, 1_000), rounds=2, seconds=0.5, starts=3)


@click.command()
@click.option("--quick", is_flag=True, help="SQLite alone, fewer learners, short rounds: to see whether it works.")
@click.option("--engine", type=click.Choice(NAMES), help="This one alone.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write every figure to this file, too.")
def bench(quick: bool, engine: str | None, json_file: Path | None) -> None:
    """Print the tables as Markdown."""
    plan = QUICK if quick else FULL
    plan = replace(plan, engines=(engine,)) if engine else plan
    before, began = os.getloadavg(), time.perf_counter()
    results = [measure(each, plan) for each in plan.engines]
    about = _about(before, time.perf_counter() - began)
    for line in markdown(results, plan, about):
        click.echo(line)
    if json_file:
        json_file.write_text(json.dumps(plain(results, plan, about), indent=1), encoding="utf-8")


def _about(load_before: tuple[float, ...], seconds: float) -> dict[str, Any]:
    return {
        "Python": platform.python_version(),
        "cores": os.cpu_count(),
        "load before": f"{load_before[0]:.1f}",
        "load after": f"{os.getloadavg()[0]:.1f}",
        "minutes": f"{seconds / 60:.0f}",
    }


if __name__ == "__main__":
    bench()
