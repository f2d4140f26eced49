"""Passages: what search finds, made from documents. One for each section of a lesson, one for each term."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from lms.curriculum.document import CourseDocument, Fact, ModuleDocument, ModuleText, Term
from lms.curriculum.markdown import LEAD
from lms.curriculum.segments import parsed

TERM = "term:"


@dataclass(frozen=True)
class Words:
    """What a passage says, and where it stands; see `models.Passage`."""

    language: str
    is_base: bool
    step: str
    place: str
    title: str
    text: str


def of_course(course: CourseDocument) -> Iterator[Words]:
    """The course, and each term of its glossary."""
    for language, text in course.texts.items():
        yield Words(language, language == course.base, "", "", text.title, text.summary)
    for key, term in course.terms.items():
        for language, meaning in term.texts.items():
            yield Words(language, language == course.base, "", f"{TERM}{key}", meaning.term, meaning.text)


def of_module(module: ModuleDocument, course: CourseDocument) -> Iterator[Words]:
    """The module, and each section of its lessons, with the course's facts and terms as a reader sees them."""
    for language, text in module.texts.items():
        yield Words(language, language == module.base, "", "", text.title, text.summary)
        for step in text.lessons:
            yield from _of_lesson(module, text, step, language, course)


def _of_lesson(
    module: ModuleDocument, text: ModuleText, step: str, language: str, course: CourseDocument
) -> Iterator[Words]:
    titles, words = {"": text.steps[step]}, {"": list[str]()}
    for piece in parsed(text.lessons[step]).pieces:
        place = "" if piece.section == LEAD else piece.section
        if piece.kind == "heading":
            titles[place], words[place] = plain(piece.tokens, course, language), []
        else:
            words[place].append(plain(piece.tokens, course, language))
    for place, title in titles.items():
        said = " ".join(each for each in words[place] if each)
        yield Words(language, language == module.base, step, place, title, said)


def plain(tokens: Sequence[Token], course: CourseDocument, language: str) -> str:
    """The words of the tokens as they are read, in one line."""
    said: list[str] = []
    for token in tokens:
        if token.type in ("fence", "code_block"):
            said.append(token.content)
        elif token.type == "inline":
            said.append("".join(_said(child, course, language) for child in token.children or ()))
    return " ".join(" ".join(said).split())


def _said(token: Token, course: CourseDocument, language: str) -> str:
    match token.type:
        case "text" | "code_inline":
            return token.content
        case "softbreak" | "hardbreak":
            return " "
        case "term":
            term = course.terms.get(token.meta["key"])
            return token.content or (_term(term, language, course.base) if term else token.meta["key"])
        case "fact" | "value":
            fact = course.facts.get(token.meta["key"])
            return "" if fact is None else fact.value if token.type == "value" else _fact(fact, language, course.base)
    return ""


def _term(term: Term, language: str, base: str) -> str:
    return next(term.texts[each].term for each in (language, base, *term.texts) if each in term.texts)


def _fact(fact: Fact, language: str, base: str) -> str:
    return next(fact.text[each] for each in (language, base, *fact.text) if each in fact.text)
