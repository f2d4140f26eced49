"""The databases that are measured: ours with so many learners, and the bare app's."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

import click

import lms
from lms.cli.courses import built_in_courses
from lms.curriculum import services
from lms.db import db, migrations, saving
from lms.db.days import today
from lms.registry import registries
from lms.settings import Settings
from tests.bench import bare, engines
from tests.bench.engines import Make
from tests.bench.population import AT_ONCE, Population


@dataclass(frozen=True)
class Site:
    """A data folder and its database, ready to be served."""

    learners: int
    environment: dict[str, str]
    written_seconds: float  #: how long the learners took


def make_site(folder: Path, make: Make, learners: int) -> Site:
    """A site with the built-in course and so many learners of it; tells how far it is."""
    address = make(f"ours_{learners}")
    environment = {"LMS_DATA_DIR": str(folder / f"ours_{learners}"), "LMS_DATABASE_URL": address}
    app = lms.create_app(Settings.load(environment))
    with app.app_context():
        migrations.upgrade()
        with saving():
            for course in built_in_courses():
                services.load(course, registries(), today())
        began = time.perf_counter()
        _write(learners)
        seconds = time.perf_counter() - began
        db.session.remove()
        db.engine.dispose()
    engines.settle(address)
    return Site(learners, environment, seconds)


def make_bare(make: Make, page_bytes: int, people: int) -> str:
    """The address of the bare app's database: a page of that size, and so many people."""
    address = make("bare")
    os.environ["BARE_DATABASE"] = address
    bare.fill(page_bytes, people)
    engines.settle(address)
    return address


def _write(learners: int) -> None:
    population = Population(today())
    db.session.rollback()  # it has read the course; each part is a transaction of its own
    starts = range(0, learners, AT_ONCE)
    with click.progressbar(starts, label=f"{learners:,} learners", file=click.get_text_stream("stderr")) as bar:
        for start in bar:
            with saving():
                population.write(range(start, min(start + AT_ONCE, learners)))
