"""A lesson as a row of parts: clean HTML, the same for every reader, and places for what has a form (DESIGN 5).

Drawn once for each revision, language and set of facts, and kept in memory. Nothing with a token, an enrolment or an
answer is ever in it.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import force_locale
from markupsafe import Markup

from lms.curriculum.document import CourseDocument, ModuleDocument
from lms.curriculum.markdown import Lesson, Piece
from lms.curriculum.queries import module_document
from lms.curriculum.segments import parsed, stale
from lms.db import db
from lms.memory import Kept
from lms.registry import registries
from lms.web.drawing.appendix import Listed, sources_of, terms_of
from lms.web.drawing.prose import Drawing, Urls, clean
from lms.web.language import direction

MOST_KEPT = 256


@dataclass(frozen=True)
class Part:
    """A piece of the page: HTML, or a place that its template fills for each request."""

    html: Markup | None = None
    kind: str | None = None  #: of the block
    key: str | None = None  #: of the block; of a check also the question's
    template: str | None = None
    inner: Markup = Markup()  #: the words of the block, the same for everybody


@dataclass(frozen=True)
class DrawnLesson:
    parts: tuple[Part, ...]
    language: str  #: the one shown
    fell_back: bool  #: it is not there in the language asked for
    stale: bool  #: something changed in the original since it was translated
    sections: tuple[tuple[str, str], ...]  #: key and title
    terms: tuple[Listed, ...]
    sources: tuple[Listed, ...]
    bytes: int  #: of its HTML, in UTF-8


_kept: Kept[DrawnLesson] = Kept(MOST_KEPT)


def draw(revision: int, step: str, language: str, course: CourseDocument, urls: Urls) -> DrawnLesson:
    """The lesson in the language, or whole in the module's own; no statement when warm."""
    module = module_document(revision)
    key = (db.engine, revision, step, language, urls, _digest_of_words(course))
    return _kept.get(key, lambda: _draw(module, step, language, course, urls))


def _draw(module: ModuleDocument, step: str, language: str, course: CourseDocument, urls: Urls) -> DrawnLesson:
    text = module.texts.get(language)
    shown = language if text and step in text.lessons else module.base
    lesson = parsed(module.texts[shown].lessons[step])
    drawing = Drawing(module, course, shown, urls)
    with force_locale(shown):
        old = frozenset(name.removeprefix(f"{step}.") for name in stale(module, shown) if name.startswith(f"{step}."))
        parts = _parts(drawing, lesson, old, _originals(module, step) if old else {})
        terms, sources = terms_of(drawing), sources_of(drawing)
    return DrawnLesson(
        parts=tuple(parts),
        language=shown,
        fell_back=shown != language,
        stale=bool(old),
        sections=tuple(lesson.sections()),
        terms=terms,
        sources=sources,
        bytes=sum(len(part.html.encode()) for part in parts if part.html),
    )


def _parts(drawing: Drawing, lesson: Lesson, old: frozenset[str], originals: dict[str | None, Piece]) -> list[Part]:
    parts: list[Part] = []
    html: list[str] = []
    for piece in lesson.pieces:
        kind = registries().block_kinds.get(piece.kind) if piece.kind not in ("prose", "heading") else None
        if kind is not None and kind.live:
            parts.append(Part(html=Markup("".join(html))))
            inner = _inner(drawing, piece) if piece.source else ""
            if piece.key in old:
                inner = _with_original(drawing, inner, originals.get(piece.key))
            parts.append(Part(kind=piece.kind, key=piece.key, template=kind.template, inner=Markup(inner)))
            html = []
        else:
            drawn = _piece(drawing, piece, kind)
            html.append(_with_original(drawing, drawn, originals.get(piece.key)) if piece.key in old else drawn)
    parts.append(Part(html=Markup("".join(html))))
    return [part for part in parts if part.html != ""]


def _piece(drawing: Drawing, piece: Piece, kind: Any) -> str:
    if kind is None:
        return drawing.html(piece.tokens)
    inner = _inner(drawing, piece)
    return clean(render_template(kind.template, kind=kind, key=piece.key, inner=Markup(inner)))


def _inner(drawing: Drawing, piece: Piece) -> str:
    """What stands in a block; a block in it is drawn by its own template."""
    html, plain = [], []
    tokens, at = piece.tokens[1:-1], 0
    while at < len(tokens):
        if tokens[at].type != "container_directive_open":
            plain.append(tokens[at])
            at += 1
            continue
        end = next(i for i in range(at + 1, len(tokens)) if tokens[i].level == tokens[at].level)
        html.append(drawing.html(plain))
        name, _, key = tokens[at].info.strip().partition(" ")
        kind = registries().block_kinds.get(name)
        block = Markup(drawing.html(tokens[at + 1 : end]))
        html.append(clean(render_template(kind.template, kind=kind, key=key.strip(" {#}"), inner=block)))
        plain, at = [], end + 1
    return "".join([*html, drawing.html(plain)])


def _originals(module: ModuleDocument, step: str) -> dict[str | None, Piece]:
    return {piece.key: piece for piece in parsed(module.texts[module.base].lessons[step]).pieces}


def _with_original(drawing: Drawing, drawn: str, original: Piece | None) -> str:
    """A badge, and the original one tap away."""
    if original is None:
        return drawn
    base = drawing.module.base
    source = Drawing(drawing.module, drawing.course, base, drawing.urls)
    inner = Markup(source.html(original.tokens).replace(f' id="{original.key}"', ""))
    page = render_template("lms/_parts/stale.html", drawn=Markup(drawn), original=inner, base=base, dir=direction(base))
    return clean(page)


def _digest_of_words(course: CourseDocument) -> str:
    """Of the facts and terms, which belong to no module revision; kept beside the document, which never changes."""
    known = _digests.get(id(course))
    if known is None or known[0] is not course:
        facts = {key: fact.model_dump(mode="json") for key, fact in course.facts.items()}
        terms = {key: term.model_dump(mode="json") for key, term in course.terms.items()}
        text = json.dumps([facts, terms], sort_keys=True)
        known = _digests[id(course)] = (course, hashlib.sha256(text.encode()).hexdigest())
        while len(_digests) > MOST_KEPT:
            _digests.pop(next(iter(_digests)))
    return known[1]


_digests: dict[int, tuple[CourseDocument, str]] = {}
