"""`lms courses stamp`: saying that a translation is still right, though its original changed."""

from collections.abc import Sequence
from pathlib import Path

from lms.curriculum.document import ModuleDocument
from lms.curriculum.files import read
from lms.curriculum.segments import digest16, segments
from lms.errors import LmsError
from lms.registry import Registries


class NothingToStamp(LmsError):
    """The language or a key does not exist."""


def stamp(path: Path, language: str, keys: Sequence[str], registries: Registries) -> list[str]:
    """made-from.yaml of the language says that the segments were made from the originals as they now are.

    :param keys: segments; none: all of the language
    :returns: the segments stamped, as `module: segment`
    :raises NothingToStamp: for a language or a segment that is not there
    :raises CourseFault: when the course has faults
    """
    modules = [module for module in read(path, registries).modules if language in module.languages[1:]]
    if not modules:
        raise NothingToStamp(f"No module has a translation into “{language}”.")
    known = {key for module in modules for key in segments(module, language)}
    if unknown := [key for key in keys if key not in known]:
        raise NothingToStamp(f"There is no segment “{unknown[0]}” in {language}.")
    return [f"{module.key}: {key}" for module in modules for key in _stamp_module(path, module, language, keys)]


def _stamp_module(path: Path, module: ModuleDocument, language: str, keys: Sequence[str]) -> list[str]:
    originals, here = segments(module, module.base), segments(module, language)
    wanted = [key for key in here if key in originals and (not keys or key in keys)]
    made_from = {**module.made_from.get(language, {}), **{key: digest16(originals[key]) for key in wanted}}
    in_order = {key: made_from[key] for key in here if key in made_from}
    if in_order:
        text = "".join(f'{key}: "{digest}"\n' for key, digest in in_order.items())
        (path / module.key / language / "made-from.yaml").write_text(text, encoding="utf-8", newline="\n")
    return wanted
