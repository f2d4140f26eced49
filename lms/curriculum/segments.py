"""Segments: the smallest things with a key and words of their own. A translation is made from them, one by one."""

import hashlib
from functools import lru_cache

from lms.curriculum.document import ModuleDocument, ModuleText
from lms.curriculum.markdown import Lesson, parse


def segments(module: ModuleDocument, language: str) -> dict[str, str]:
    """Segment key → words, in the order of the module; what a language has not is left out."""
    text = module.texts[language]
    found = {"title": text.title, "summary": text.summary}
    found.update({f"outcome.{key}": words for key, words in text.outcomes.items()})
    found.update({f"step.{key}": words for key, words in text.steps.items()})
    found.update(_of_questions(text))
    for key, source in text.lessons.items():
        found.update({f"{key}.{segment}": words for segment, words in lesson_segments(source).items()})
    return found


def lesson_segments(source: str) -> dict[str, str]:
    """Heading, block or run of prose → its Markdown, without comments."""
    return {piece.key or "": piece.source for piece in parsed(source).segments}


def digest16(words: str) -> str:
    """What `made-from.yaml` keeps of an original: the first 16 hex of its SHA-256."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def stale(module: ModuleDocument, language: str) -> frozenset[str]:
    """The segments of a translation that are not stamped as made from the original as it now is."""
    if language == module.base:
        return frozenset()
    originals, made_from = segments(module, module.base), module.made_from.get(language, {})
    return frozenset(
        key for key in segments(module, language) if key in originals and made_from.get(key) != digest16(originals[key])
    )


@lru_cache(maxsize=256)
def parsed(source: str) -> Lesson:
    """The parsed lesson; nobody changes it."""
    return parse(source)


def _of_questions(text: ModuleText) -> dict[str, str]:
    found = {}
    for key, question in text.questions.items():
        found[f"{key}.prompt"] = question.prompt
        for part, texts in question.parts.items():
            found.update({f"{key}.{part}.{option}": words for option, words in texts.items()})
        if question.after:
            found[f"{key}.after"] = question.after
    return found
