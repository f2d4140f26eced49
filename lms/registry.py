"""The registries: the doors by which question types, blocks, kinds of record and the like come in (DESIGN 7).

A plug-in is a function `plug_in(registries)` that adds what it brings; the built-in ones are a tuple in
`lms/__init__.py`, others are found by the entry-point group `lms.plugins`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Generic, TypeVar

from flask import current_app

from lms.errors import PlugInBroken, PlugInDoubled, PlugInMissing

Thing = TypeVar("Thing")
GROUP = "lms.plugins"  #: of entry points
MEND = "install a version of it that fits, or uninstall it"
PlugIn = Callable[["Registries"], None]


class Registry(Generic[Thing]):
    """Things by name. A name is given once."""

    def __init__(self, what: str):
        self.what = what
        self._things: dict[str, Thing] = {}

    def add(self, name: str, thing: Thing) -> None:
        """:raises PlugInDoubled: when the name is taken"""
        if name in self._things:
            raise PlugInDoubled(f"Two plug-ins bring the {self.what} “{name}”: uninstall one of them.")
        self._things[name] = thing

    def get(self, name: str) -> Thing:
        """:raises PlugInMissing: when nothing of that name is installed"""
        try:
            return self._things[name]
        except KeyError:
            raise PlugInMissing(f"The {self.what} “{name}” is not installed here.") from None

    def __contains__(self, name: object) -> bool:
        return name in self._things

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._things))


@dataclass(frozen=True)
class Registries:
    question_types: Registry[Any] = field(
        default_factory=lambda: Registry("question type")
    )  #: see curriculum/question_type.py
    block_kinds: Registry[Any] = field(default_factory=lambda: Registry("block"))  #: see curriculum/block_kind.py
    #: of a plug-in, with its `templates/` and its `translations/`; ours come first
    folders: Registry[Path] = field(default_factory=lambda: Registry("folder"))
    record_kinds: Registry[Any] = field(default_factory=lambda: Registry("kind of record"))
    waiting_pages: Registry[Any] = field(default_factory=lambda: Registry("page that waits"))  #: see web/waiting.py
    personal_data: Registry[Any] = field(default_factory=lambda: Registry("kind of personal data"))
    work: Registry[Any] = field(default_factory=lambda: Registry("kind of work"))  #: for the outbox


def filled(built_in: Iterable[PlugIn]) -> Registries:
    """Registries with the built-in plug-ins and every installed one in them.

    :raises PlugInDoubled: when two of them bring the same name
    :raises PlugInBroken: when one cannot be loaded
    """
    registries = Registries()
    for plug_in in built_in:
        plug_in(registries)
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        package = entry.dist.name if entry.dist else entry.value
        try:
            entry.load()(registries)
        except PlugInDoubled as error:
            raise PlugInDoubled(f"{error} The second is of the package {package}.") from None
        except Exception as error:
            why = f"{type(error).__name__}: {error}"
            raise PlugInBroken(f"The plug-in of the package {package} cannot be loaded ({why}): {MEND}.") from error
    return registries


def registries() -> Registries:
    """The registries of the app that is running."""
    return current_app.extensions["lms"].registries
