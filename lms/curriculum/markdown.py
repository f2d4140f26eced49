"""Lessons in Markdown: headings and blocks with keys, glossary terms, facts. Parsed here, drawn by `web.drawing`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

LEAD = "lead"  #: the section before the first heading
HEADING_KEY = re.compile(r"\s*\{#([^}]*)\}\s*$")
DIRECTIVE = re.compile(r"([^\s{}]+)\s*(?:\{#([^}]*)\})?\s*$")
TERM = re.compile(r"\[\[([^\]|\n]*)(?:\|([^\]\n]+))?\]\]")
FACT = re.compile(r"\{\{fact:([^}.\s]*)(\.value)?\}\}")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A heading, a block, or a run of prose: what a lesson is a row of."""

    kind: str  #: "heading", "prose", or the name of a block
    key: str | None  #: None: it has none, and should
    line: int  #: of the file, from 1
    tokens: tuple[Token, ...]
    source: str  #: its Markdown, without comments
    section: str
    closed: bool = True  #: False: a block whose end is missing
    level: int = 0  #: of a heading; how deep a block lies in others


@dataclass(frozen=True)
class Reference:
    """Something a lesson points to."""

    kind: str  #: "term", "fact", "value", "link", "image" or "html"
    target: str
    line: int
    words: str = ""


@dataclass
class Lesson:
    pieces: list[Piece] = field(default_factory=list)

    @property
    def segments(self) -> list[Piece]:
        """The pieces that have words of their own, in order."""
        return [piece for piece in self.pieces if piece.kind != "check"]

    def sections(self) -> list[tuple[str, str]]:
        """Key and title of each heading."""
        return [(piece.key or "", piece.source) for piece in self.pieces if piece.kind == "heading"]


def parser() -> MarkdownIt:
    """CommonMark with tables, and our own headings, blocks, terms and facts. HTML is recognised, to be refused."""
    made = MarkdownIt("commonmark", {"html": True}).enable("table")
    # else a link that may not be one becomes text, and nobody is told
    made.validateLink = lambda url: True  # type: ignore[method-assign]
    made.use(container_plugin, "directive", validate=lambda words, *_: bool(DIRECTIVE.match(words.strip())))
    made.core.ruler.before("inline", "heading_keys", _take_heading_keys)
    made.inline.ruler.before("link", "term", _take_term)
    made.inline.ruler.before("link", "fact", _take_fact)
    return made


def parse(source: str) -> Lesson:
    """The lesson's pieces. Nothing is judged here; see `lesson_rules`."""
    tokens = _PARSER.parse(source)
    lines = source.split("\n")
    lesson, section, runs, at = Lesson(), LEAD, 0, 0
    while at < len(tokens):
        token = tokens[at]
        end = _end_of(tokens, at)
        group = tuple(tokens[at:end])
        if token.type == "heading_open":
            section, runs = str(token.attrs.get("id", "")) or section, 0
            lesson.pieces.append(_heading(token, group, section))
        elif token.type == "container_directive_open":
            lesson.pieces.append(_block(token, group, lines, section))
        elif not _is_comment(group):
            last = lesson.pieces[-1] if lesson.pieces else None
            if last and last.kind == "prose" and last.section == section:
                lesson.pieces[-1] = _joined(last, group, lines)
            else:
                runs += 1
                lesson.pieces.append(_prose(group, lines, section, runs))
        at = end
    return lesson


def nested_blocks(piece: Piece) -> Iterator[Piece]:
    """Each block inside a block."""
    for at, token in enumerate(piece.tokens[1:], start=1):
        if token.type == "container_directive_open":
            name, key = _name_and_key(token)
            tokens = piece.tokens[at : _end_of(piece.tokens, at)]
            words = without_comments("\n".join(each.content for each in tokens)).strip()
            closed = _end_line(token) < _end_line(piece.tokens[0])  # else it ends where the outer one does
            yield Piece(name, key, _line(token), tokens, words, piece.section, closed, token.level)


def nested_headings(piece: Piece) -> Iterator[int]:
    """The lines of headings inside a block, a list or a quotation."""
    return (_line(token) for token in piece.tokens[1:] if token.type == "heading_open")


def stray_fences(piece: Piece) -> Iterator[int]:
    """The first line of prose that looks like the beginning or the end of a block, and is none."""
    for token in piece.tokens:
        for number, line in enumerate(token.content.split("\n") if token.type == "inline" else ()):
            if line.lstrip().startswith(":::"):
                yield _line(token) + number
                return  # its other end would be the same fault


def references(piece: Piece) -> Iterator[Reference]:
    """What the piece points to, and any HTML in it, with lines."""
    for token in piece.tokens:
        if token.type == "html_block" and COMMENT.sub("", token.content).strip():
            yield Reference("html", token.content.strip(), _line(token))
        for child, line in _children(token):
            if child.type in ("term", "fact", "value"):
                yield Reference(child.type, child.meta["key"], line, child.content)
            elif child.type == "link_open":
                yield Reference("link", str(child.attrs["href"]), line)
            elif child.type == "image":
                yield Reference("image", str(child.attrs["src"]), line, child.content)
            elif child.type == "html_inline" and not COMMENT.fullmatch(child.content):
                yield Reference("html", child.content, line)


def count_words(lesson: Lesson) -> int:
    """Words a reader reads, without comments."""
    return sum(len(re.findall(r"\w+(?:[’'-]\w+)*", TERM.sub(r"\2", piece.source))) for piece in lesson.segments)


def without_comments(source: str) -> str:
    return COMMENT.sub("", source)


def _children(token: Token) -> Iterator[tuple[Token, int]]:
    line = _line(token)
    for child in token.children or ():
        yield child, line
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        else:
            line += child.content.count("\n")


def _heading(token: Token, group: tuple[Token, ...], section: str) -> Piece:
    key = str(token.attrs["id"]) if "id" in token.attrs else None
    return Piece("heading", key, _line(token), group, group[1].content, section, level=int(token.tag[1]))


def _block(token: Token, group: tuple[Token, ...], lines: list[str], section: str) -> Piece:
    name, key = _name_and_key(token)
    start, end = token.map or [0, 0]
    last = lines[end].strip() if end < len(lines) else ""
    closed = bool(re.fullmatch(r":{3,}", last)) and len(last) >= len(token.markup)
    return Piece(name, key, start + 1, group, _source(lines, start + 1, end), section, closed)


def _prose(group: tuple[Token, ...], lines: list[str], section: str, number: int) -> Piece:
    start, end = group[0].map or [0, 0]
    return Piece("prose", f"{section}.{number}", start + 1, group, _source(lines, start, end), section)


def _joined(piece: Piece, group: tuple[Token, ...], lines: list[str]) -> Piece:
    end = (group[0].map or [0, 0])[1]
    source = _source(lines, piece.line - 1, end)
    return Piece("prose", piece.key, piece.line, (*piece.tokens, *group), source, piece.section)


def _source(lines: list[str], start: int, end: int) -> str:
    return without_comments("\n".join(lines[start:end])).strip()


def _end_of(tokens: Sequence[Token], at: int) -> int:
    depth = 0
    while True:
        depth += tokens[at].nesting
        at += 1
        if depth == 0:
            return at


def _is_comment(group: tuple[Token, ...]) -> bool:
    return group[0].type == "html_block" and not without_comments(group[0].content).strip()


def _name_and_key(token: Token) -> tuple[str, str | None]:
    found = DIRECTIVE.match(token.info.strip())
    return (found.group(1), found.group(2)) if found else (token.info.strip(), None)


def _line(token: Token) -> int:
    return (token.map or [0])[0] + 1


def _end_line(token: Token) -> int:
    return (token.map or [0, 0])[1]


def _take_heading_keys(state: StateCore) -> None:
    """`## Who pays? {#who-pays}`; the attrs plug-ins do not read it there."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and (found := HEADING_KEY.search(inline.content)):
            opening.attrSet("id", found.group(1))
            inline.content = inline.content[: found.start()]


def _take_term(state: StateInline, silent: bool) -> bool:
    found = TERM.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("term", "", 0)
        token.content, token.meta = found.group(2) or "", {"key": found.group(1).strip()}
    state.pos = found.end()
    return True


def _take_fact(state: StateInline, silent: bool) -> bool:
    found = FACT.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("value" if found.group(2) else "fact", "", 0)
        token.meta = {"key": found.group(1)}
    state.pos = found.end()
    return True


def rendered_bytes(source: str) -> int:
    """About how large the lesson is when drawn, in bytes of HTML."""
    return len(_PARSER.render(source).encode())


_PARSER = parser()
