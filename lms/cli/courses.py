"""`lms courses check | load | save | stamp | list`, `lms facts due`."""

import json
from pathlib import Path

import click

from lms.cli.running import app_context, installed, refuse
from lms.curriculum import files, listing, services, stamps
from lms.db import saving
from lms.db.days import today
from lms.errors import CourseFault, LmsError
from lms.paths import COURSES
from lms.registry import registries

folder = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def courses() -> None:
    """Courses: check their files, load them, write them back."""


@courses.command()
@click.argument("path", type=folder)
def check(path: Path) -> None:
    """Print every fault of the course in PATH as file:line, with how to mend it."""
    faults = files.check(path, installed())
    for fault in faults:
        click.echo(fault)
    if faults:
        refuse(f"{len(faults)} faults. Nothing was loaded.")
    click.echo("No faults.")


@courses.command()
@click.argument("path", type=folder, required=False)
def load(path: Path | None) -> None:
    """Publish the course in PATH, or lay it beside a trainer's work as an incoming draft.

    Without PATH: the built-in courses, as `lms serve` does."""
    with app_context():
        for each in [path] if path else built_in_courses():
            _load(each)


def _load(path: Path) -> None:
    try:
        with saving():
            loaded = services.load(path, registries(), today())
    except CourseFault as error:
        for fault in error.faults:
            click.echo(fault)
        refuse(f"{len(error.faults)} faults. Nothing was loaded; what is published stays.")
    for each in loaded:
        click.echo(f"{each.key}: {each.outcome}")


def built_in_courses() -> list[Path]:
    """The folders of the courses that come with this package."""
    return sorted(path.parent for path in COURSES.glob("*/course.yaml"))


@courses.command()
@click.argument("course")
@click.argument("path", type=click.Path(file_okay=False, path_type=Path))
def save(course: str, path: Path) -> None:
    """Write the published COURSE (its key or address) to the folder PATH, as it would be authored."""
    with app_context():
        services.save(course, path)
    click.echo(f"Written to {path}.")


@courses.command()
@click.argument("path", type=folder)
@click.argument("language")
@click.argument("keys", nargs=-1)
def stamp(path: Path, language: str, keys: tuple[str, ...]) -> None:
    """Say that the translation in PATH into LANGUAGE is still right: all of it, or the segments KEYS."""
    try:
        stamped = stamps.stamp(path, language, keys, installed())
    except LmsError as error:
        refuse(str(error))
    click.echo(f"{len(stamped)} segments stamped.")


@courses.command("list")
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
def list_courses(as_json: bool) -> None:
    """What is loaded."""
    with app_context():
        rows = listing.courses()
    if as_json:
        click.echo(json.dumps([row.as_json() for row in rows], default=str, ensure_ascii=False, indent=2))
    elif not rows:
        click.echo("No course is loaded: run `lms courses load PATH`.")
    for row in () if as_json else rows:
        click.echo(row)


@click.group()
def facts() -> None:
    """Dated statements of law and number."""


@facts.command()
def due() -> None:
    """The facts to look at again, the most urgent first."""
    with app_context():
        rows = listing.facts_due(today())
    for row in rows:
        click.echo(row)
    if not rows:
        click.echo("No fact is due.")
