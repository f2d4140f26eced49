"""Writing a course back to files, as it would be authored; YAML comments are not kept."""

from pathlib import Path
from typing import Any

import yaml

from lms.curriculum.course_files import COURSE
from lms.curriculum.document import CourseDocument, ModuleDocument, ModuleText
from lms.curriculum.faults import Faults
from lms.curriculum.files import Bundle
from lms.curriculum.folders import Folder, is_apart
from lms.errors import LmsError


class FolderInUse(LmsError):
    """The folder holds something that is not this course."""


class _Dumper(yaml.SafeDumper):
    """Text is quoted whenever our reader, or YAML's own rules, would take it for something else."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = '"' if not value.isascii() or any(letter in value for letter in "\n\t\\") or _is_tricky(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _is_tricky(value: str) -> bool:
    return value in ("true", "false") or value.lstrip("-").isdigit() or value.strip() != value


_Dumper.add_representer(str, _text)


def write(bundle: Bundle, path: Path) -> None:
    """The course is in the folder; what else lay there of it is gone.

    :raises FolderInUse: when the folder holds anything but this course
    """
    _refuse_others(path, bundle.course.key)
    _clear(path)
    _write_course(bundle.course, path)
    for module in bundle.modules:
        _write_module(module, path / module.key)
        for name, file in module.media.items():
            target = path / module.key / "media" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(bundle.media[file.digest][1])


def _refuse_others(path: Path, key: str) -> None:
    if path.is_dir() and not any(path.iterdir()) or not path.exists():
        return
    marked = Folder(path, Faults()).yaml(COURSE)
    if marked is None or not isinstance(marked.value, dict) or marked.value.get("key") != key:
        raise FolderInUse(f"{path} holds something else than the course {key}: name an empty folder.")


def _clear(path: Path) -> None:
    """The files of the course are gone, and the folders that held nothing else."""
    for old in sorted(path.rglob("*"), reverse=True):
        if old.is_dir() and not old.is_symlink():
            if not any(old.iterdir()):
                old.rmdir()
        elif not is_apart(old.relative_to(path)):
            old.unlink()


def _write_course(course: CourseDocument, path: Path) -> None:
    head = course.model_dump(
        mode="json", by_alias=True, include={"schema_", "key", "address", "base", "licence", "modules"}
    )
    _dump(head, path / "course.yaml")
    for language, text in course.texts.items():
        _dump(text.model_dump(), path / language / "course.yaml")
    if course.facts:
        facts = [_without_empty(fact.model_dump(mode="json")) for fact in course.facts.values()]
        _dump({"schema": 1, "facts": facts}, path / "facts.yaml")
    if course.terms:
        terms = [{"key": term.key, **term.model_dump(mode="json")["texts"]} for term in course.terms.values()]
        _dump({"schema": 1, "terms": terms}, path / "glossary.yaml")


def _write_module(module: ModuleDocument, path: Path) -> None:
    plain = module.model_dump(mode="json", by_alias=True)
    structure = {name: plain[name] for name in ("schema", "key", "address", "languages", "outcomes")}
    structure["steps"] = [_without_empty(step) for step in plain["steps"]]
    _dump({**structure, "retired": plain["retired"]}, path / "module.yaml")
    if module.questions:
        questions = [{**_without_empty(q), **q["detail"]} for q in plain["questions"].values()]
        _dump({"schema": 1, "questions": [_without(q, "detail") for q in questions]}, path / "questions.yaml")
    for language, text in module.texts.items():
        _write_text(text, path / language)
    for language, made_from in module.made_from.items():
        if made_from:
            _dump(made_from, path / language / "made-from.yaml")
    if module.media:
        _dump({name: file.licence for name, file in module.media.items()}, path / "media" / "licences.yaml")


def _write_text(text: ModuleText, path: Path) -> None:
    _dump(text.model_dump(include={"title", "summary", "outcomes", "steps"}), path / "module.yaml")
    if text.questions:
        questions = {
            key: {**_without_empty(_without(question.model_dump(), "parts")), **question.parts}
            for key, question in text.questions.items()
        }
        _dump(questions, path / "questions.yaml")
    for step, source in text.lessons.items():
        (path / f"{step}.md").write_text(source, encoding="utf-8", newline="\n")


def _without(given: dict[str, Any], name: str) -> dict[str, Any]:
    return {each: value for each, value in given.items() if each != name}


def _without_empty(given: dict[str, Any]) -> dict[str, Any]:
    """Without what the reader fills in by itself."""
    plain = {
        name: _without_empty(value) if name == "source" and isinstance(value, dict) else value
        for name, value in given.items()
    }
    return {name: value for name, value in plain.items() if value is not None and value != "" and value is not False}


def _dump(value: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(text, encoding="utf-8", newline="\n")
