"""From tokens to clean HTML: our own terms, facts, pictures and links, everything else through a sanitiser."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Protocol

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lms.curriculum.document import CourseDocument, Fact, ModuleDocument

TAGS = set(
    "a abbr aside blockquote br code dd details div dl dt em figcaption figure h2 h3 hr img li ol p section small span "
    "strong summary sub sup table tbody td th thead tr ul".split()
)
ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir"},
    "a": {"href", "data-term", "rel"},
    "img": {"src", "alt", "loading", "width", "height"},
    "span": {"data-as-of"},
    "div": {"tabindex", "role", "aria-label"},
    "ol": {"start"},
}


class Urls(Protocol):
    """Addresses for what a lesson links to."""

    def step(self, key: str, section: str | None = None) -> str: ...

    def media(self, digest: str, media_type: str) -> str: ...


@dataclass
class Drawing:
    """One drawing of a lesson: what it is drawn from, and what it used so far."""

    module: ModuleDocument
    course: CourseDocument
    language: str
    urls: Urls
    terms: list[str] = field(default_factory=list)  #: keys, in the order of first use
    facts: list[str] = field(default_factory=list)

    def fact(self, key: str) -> Fact | None:
        """The fact now in force; None when the course has dropped it since this wording was published."""
        return self.course.facts.get(key)

    def html(self, tokens: Iterable[Token]) -> str:
        """Clean HTML of the tokens."""
        return clean(_MARKDOWN.renderer.render(list(tokens), _MARKDOWN.options, {"drawing": self}))


def clean(html: str) -> str:
    """The HTML without anything that could act or lead elsewhere unasked."""
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None, strip_comments=True
    )


def in_language(texts: dict[str, Any], language: str, base: str) -> tuple[Any, str]:
    """The text in the language, else in the base language, else in any; and which it is."""
    for each in (language, base, *texts):
        if each in texts:
            return texts[each], each
    raise KeyError(language)


def _draw_term(_renderer: Any, tokens: Sequence[Token], at: int, _options: Any, env: dict) -> str:
    drawing, key = env["drawing"], tokens[at].meta["key"]
    term = drawing.course.terms.get(key)
    if term is None:
        return escape(tokens[at].content or key)
    text, language = in_language(term.texts, drawing.language, drawing.course.base)
    if key not in drawing.terms:
        drawing.terms.append(key)
    words = tokens[at].content
    marked = "" if words or language == drawing.language else f' lang="{language}"'
    return f'<a class="term" href="#term-{key}" data-term{marked}>{escape(words or text.term)}</a>'


def _draw_fact(_renderer: Any, tokens: Sequence[Token], at: int, _options: Any, env: dict) -> str:
    drawing, key = env["drawing"], tokens[at].meta["key"]
    fact = drawing.fact(key)
    if fact is None:
        return ""
    if key not in drawing.facts:
        drawing.facts.append(key)
    number = drawing.facts.index(key) + 1
    text, language = in_language(fact.text, drawing.language, drawing.course.base)
    shown = fact.value if tokens[at].type == "value" else text
    marked = "" if language == drawing.language or shown == fact.value else f' lang="{language}"'
    link = f'<a class="source" href="#source-{number}">{number}</a>'
    return f'<span class="fact" data-as-of="{fact.as_of}"{marked}>{escape(shown)}</span><sup>{link}</sup>'


def _draw_image(_renderer: Any, tokens: Sequence[Token], at: int, _options: Any, env: dict) -> str:
    drawing, token = env["drawing"], tokens[at]
    name = str(token.attrs["src"])
    stem, _, ending = name.rpartition(".")
    media = drawing.module.media
    file = media.get(f"{stem}.{drawing.language}.{ending}") or media.get(name)
    if file is None:
        return escape(token.content)
    return f'<img src="{drawing.urls.media(file.digest, file.type)}" alt="{escape(token.content)}" loading="lazy">'


def _open_link(renderer: Any, tokens: Sequence[Token], at: int, _options: Any, env: dict) -> str:
    target = str(tokens[at].attrs["href"])
    if target.startswith("step:"):
        step, _, section = target.removeprefix("step:").partition("#")
        return f'<a href="{escape(env["drawing"].urls.step(step, section or None))}">'
    return f'<a href="{escape(target)}" rel="noreferrer noopener">'


def _open_table(*_: Any) -> str:
    return '<div class="scroll" tabindex="0"><table>'


def _close_table(*_: Any) -> str:
    return "</table></div>"


def _nothing(*_: Any) -> str:
    return ""


def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark")
    rules = {
        "term": _draw_term,
        "fact": _draw_fact,
        "value": _draw_fact,
        "image": _draw_image,
        "link_open": _open_link,
        "table_open": _open_table,
        "table_close": _close_table,
        "html_block": _nothing,
        "html_inline": _nothing,
        "container_directive_open": _nothing,
        "container_directive_close": _nothing,
    }
    for name, rule in rules.items():
        made.add_render_rule(name, rule)
    return made


_MARKDOWN = _markdown()
