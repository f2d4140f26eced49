"""The canonical form of a document, and its digest."""

import hashlib
import json
from typing import Any

from lms.curriculum.document import CourseDocument, ModuleDocument


def plain(document: CourseDocument | ModuleDocument) -> dict[str, Any]:
    """The document as JSON values, for keeping."""
    return document.model_dump(mode="json", by_alias=True)


def digest(document: CourseDocument | ModuleDocument) -> str:
    """SHA-256 (hex) of the canonical JSON: keys sorted where order means nothing, kept where it is an order."""
    value = plain(document)
    ordered = [name for name in ("questions", "terms", "facts") if name in value]
    for name in ordered:
        value[name] = list(value[name].items())
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
