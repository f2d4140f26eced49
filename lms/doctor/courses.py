"""The courses that are served: there are some, they can be read, and nothing they need is missing."""

from collections.abc import Iterator
from functools import partial

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from lms.curriculum import listing
from lms.curriculum import queries as curriculum
from lms.curriculum.document import ModuleDocument
from lms.curriculum.models import Media
from lms.curriculum.segments import parsed
from lms.db import db
from lms.db.days import today
from lms.doctor.finding import Finding
from lms.registry import registries
from lms.settings import Settings

course = partial(Finding, "courses")


def published(_settings: Settings) -> Iterator[Finding]:
    if not curriculum.outlines():
        yield course("None is published.", "Run `lms courses load FOLDER`, or `lms serve`, which loads its own.")


def readable(_settings: Settings) -> Iterator[Finding]:
    for outline in curriculum.outlines():
        for name, revision, read in (
            (outline.course_key, outline.revision_id, curriculum.course_document),
            *((f"{outline.course_key}/{place.key}", place.revision_id, curriculum.module_document)
              for place in outline.modules),
        ):  # fmt: skip
            try:
                read(revision)
            except (ValidationError, NoResultFound):
                what = f"The published wording of {name} (revision {revision}) cannot be read."
                yield course(what, "Put back a backup, or load the course again from its files.", stops=True)


def question_types(_settings: Settings) -> Iterator[Finding]:
    missing: dict[str, set[str]] = {}
    for module in _modules():
        for question in module.questions.values():
            if question.type not in registries().question_types:
                missing.setdefault(question.type, set()).add(module.key)
    for name, modules in sorted(missing.items()):
        what = f"The question type “{name}” is not installed; {', '.join(sorted(modules))} cannot be taken without it."
        yield course(what, "Install the package that brings it.", stops=True)


def blocks(_settings: Settings) -> Iterator[Finding]:
    missing: dict[str, set[str]] = {}
    for module in _modules():
        for name in _blocks_of(module):
            if name not in registries().block_kinds:
                missing.setdefault(name, set()).add(module.key)
    for name, modules in sorted(missing.items()):
        what = f"The block “{name}” is not installed; {', '.join(sorted(modules))} cannot be read without it."
        yield course(what, "Install the package that brings it.", stops=True)


def _blocks_of(module: ModuleDocument) -> set[str]:
    sources = (source for text in module.texts.values() for source in text.lessons.values())
    tokens = (token for source in sources for piece in parsed(source).pieces for token in piece.tokens)
    return {token.info.split()[0] for token in tokens if token.type == "container_directive_open"}


def pictures(_settings: Settings) -> Iterator[Finding]:
    here = set(db.session.scalars(select(Media.digest)))
    for module in _modules():
        if missing := sorted(name for name, file in module.media.items() if file.digest not in here):
            what = f"{module.key} lacks {len(missing)} pictures: {', '.join(missing[:3])}."
            yield course(what, "Load the course again from its files.")


def facts(_settings: Settings) -> Iterator[Finding]:
    if due := listing.facts_due(today()):
        what = f"{len(due)} statements of law or number had to be looked at by now, the first by {due[0].review_by}."
        yield course(what, "Run `lms facts due`, and look at them.")


def _modules() -> Iterator[ModuleDocument]:
    for outline in curriculum.outlines():
        for place in outline.modules:
            yield curriculum.module_document(place.revision_id)
