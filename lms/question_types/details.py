"""What authors write of a question beside what every question has, and the faults in it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lms.curriculum.shapes import KEY, LANGUAGE

FOR_ALL = ""  #: stands for every language


def unknown_details(detail: Mapping[str, Any], known: set[str]) -> Iterable[str]:
    for name in sorted(set(detail) - known):
        yield f"“{name}” means nothing in a question of this type: take it out."


def faults_of_keys(name: str, keys: Any, fewest: int, most: int) -> Iterable[str]:
    """What is wrong in a list of keys."""
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        yield f"Give “{name}” as a list of keys: {name}: [a, b, c]."
        return
    if not fewest <= len(keys) <= most:
        yield f"“{name}” has {len(keys)} keys: give {fewest} to {most}."
    if len(set(keys)) < len(keys):
        yield f"In “{name}” a key stands twice: give each its own."
    for key in keys:
        if not re.fullmatch(KEY, key):
            yield f"In “{name}”, “{key}” is no key: use 1 to 60 of a-z, 0-9 and -."


def by_language(words: Any) -> dict[str, tuple[str, ...]]:
    """Words written once for every language, or for each: language → ways to write it."""
    if isinstance(words, dict):
        return {language: tuple(ways) for language, ways in words.items()}
    return {FOR_ALL: (words,) if isinstance(words, str) else tuple(words)}


def in_language(words: Mapping[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    """The ways of that language; those for all, or of the first that is there, when it has none of its own."""
    return words.get(language) or words.get(FOR_ALL) or next(iter(words.values()), ())


def faults_of_words(name: str, words: Any, example: str) -> Iterable[str]:
    """What is wrong in words for every language, or by language."""
    lists = list(words.values()) if isinstance(words, dict) else [words]
    if not lists or not all(_is_list_of_words(ways) for ways in lists):
        yield f"Write “{name}” as a list of texts in quotes, or one for each language: {example}."
        return
    for language in words if isinstance(words, dict) else ():
        if not re.fullmatch(LANGUAGE, language):
            yield f"In “{name}”, “{language}” is no language: write it as en, ar or fr."
    for word in (word for ways in lists for word in ways):
        if len(word) > 200:
            yield f"In “{name}”, “{word[:20]}…” is longer than 200 letters: shorten it."


def faults_of_language(name: str, words: Any, language: str) -> Iterable[str]:
    if isinstance(words, dict) and language not in words:
        yield f"“{name}” in questions.yaml has nothing in {language}: add it there."


def _is_list_of_words(ways: Any) -> bool:
    return isinstance(ways, list) and bool(ways) and all(isinstance(word, str) and word.strip() for word in ways)
