"""A course in files, read whole: every fault in one run, or the documents they make."""

from dataclasses import dataclass, field
from pathlib import Path

from lms.curriculum.course_files import COURSE, FACTS, GLOSSARY, read_course
from lms.curriculum.document import CourseDocument, ModuleDocument
from lms.curriculum.faults import Fault, Faults
from lms.curriculum.folders import Folder
from lms.curriculum.markdown import rendered_bytes
from lms.curriculum.module_files import ModuleRead, read_module
from lms.errors import CourseFault
from lms.registry import Registries

MOST_LESSON_BYTES = 30 * 1024


@dataclass(frozen=True)
class Bundle:
    """A course as it is written to files, or read from them."""

    course: CourseDocument
    modules: tuple[ModuleDocument, ...]
    media: dict[str, tuple[str, bytes]] = field(default_factory=dict)  #: digest → type, bytes


def check(path: Path, registries: Registries) -> list[Fault]:
    """Every fault of the course in the folder, each with file and line; none: it can be loaded."""
    return _read(path, registries)[1]


def read(path: Path, registries: Registries) -> Bundle:
    """:raises CourseFault: with every fault"""
    bundle, faults = _read(path, registries)
    if bundle is None or faults:
        raise CourseFault(faults)
    return bundle


def _read(path: Path, registries: Registries) -> tuple[Bundle | None, list[Fault]]:
    faults = Faults()
    folder = Folder(path, faults)
    course = read_course(folder)
    if course is None:
        folder.skim()
        return None, faults.listed()
    reads = [read_module(folder, key, course, registries) for key in dict.fromkeys(course.modules)]
    for read in reads:
        if read.document:
            _check_sizes(folder, read)
    _check_addresses(folder, reads)
    _check_strays(folder, [read.key for read in reads])
    documents = [read.document for read in reads if read.document]
    media = {digest: stored for read in reads for digest, stored in read.media.items()}
    return Bundle(course, tuple(documents), media), faults.listed()


def _check_sizes(folder: Folder, read: ModuleRead) -> None:
    document = read.document
    for language, text in document.texts.items() if document else ():
        for step, source in text.lessons.items():
            if rendered_bytes(source) > MOST_LESSON_BYTES:
                file = f"{read.key}/{language}/{step}.md"
                folder.faults.add(file, 1, "The lesson is more than 30 KB when drawn: split it into two.")


def _check_addresses(folder: Folder, reads: list[ModuleRead]) -> None:
    seen: dict[str, str] = {}
    for read in reads:
        if read.document and read.marked:
            address = read.document.address
            if address in seen:
                message = f"The address “{address}” is that of {seen[address]} too: give this module its own."
                folder.faults.add(f"{read.key}/module.yaml", read.marked.line(("address",)), message)
            seen.setdefault(address, read.key)


def _check_strays(folder: Folder, modules: list[str]) -> None:
    """A file that belongs to nothing is a typing mistake somewhere."""
    folder.used.update((COURSE, FACTS, GLOSSARY))
    for file in folder.files("**/*"):
        top = file.partition("/")[0]
        if file in folder.used:
            continue
        if f"{top}/module.yaml" in folder.broken:
            continue
        if top in modules or "/" not in file:
            folder.faults.add(
                file, 1, "This file belongs to nothing: look for a typing mistake in its name, or remove it."
            )
        elif file == f"{top}/module.yaml":
            folder.faults.add(
                file, 1, f"The module “{top}” is not in course.yaml: add it to modules, or remove its folder."
            )
