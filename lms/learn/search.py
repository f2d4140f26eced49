"""The page of search. It writes nothing down about what was looked for: no cookie, no log, no copy in a browser."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from flask import make_response, render_template, request, url_for

from lms.curriculum import queries as curriculum
from lms.curriculum.document import ModuleDocument, ModuleText, Step
from lms.curriculum.markdown import TERM, without_comments
from lms.curriculum.queries import ModulePlace
from lms.curriculum.search.marking import Stretch, marked, passage
from lms.curriculum.search.queries import A_PAGE, MOST_PAGES, Finding, Found, find
from lms.curriculum.search.words import MOST_LETTERS, Word
from lms.learn.blueprint import bp
from lms.web.gate import open_to_all
from lms.web.language import configured, current_language


@dataclass(frozen=True)
class Result:
    """A passage as the page shows it."""

    kind: str  #: "section", "lesson", "module", "course" or "term"
    title: tuple[Stretch, ...]
    passage: tuple[Stretch, ...]
    language: str  #: of title and passage
    url: str  #: "": a term that no lesson explains
    around: tuple[tuple[str, str], ...]  #: what it stands in, the nearest first: title and its language


@bp.get("/search", endpoint="search")
@open_to_all
def search_page():
    """Open lessons and the glossary, with the words looked for marked."""
    query = shown(request.args.get("q", ""))
    page = page_number(request.args.get("page", ""))
    finding = find(query, current_language(), configured(), page)
    response = make_response(
        render_template(
            "lms/learn/search.html",
            query=query,
            page=page,
            finding=finding,
            results=results(finding),
            more=page * A_PAGE < finding.total and page < MOST_PAGES,
            most_letters=MOST_LETTERS,
        )
    )
    response.cache_control.no_store = True
    return response


def shown(query: str) -> str:
    """What was typed, as far as it is used, without what cannot be seen."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in query[:MOST_LETTERS]).split())


def page_number(text: str) -> int:
    """From 1 to MOST_PAGES, whatever was sent."""
    is_number = text.isascii() and text.isdigit() and len(text) <= 4
    return min(max(int(text), 1), MOST_PAGES) if is_number else 1


def results(finding: Finding) -> list[Result]:
    return [_result(found, (finding.sought or {}).get(found.language, ())) for found in finding.found]


def _result(found: Found, words: Sequence[Word]) -> Result:
    kind, url, around = _term(found) if found.term else _module(found, found.module) if found.module else _course(found)
    # the whole meaning of a term is shown: there may be no lesson to read it in
    cut = marked if found.term else passage
    return Result(
        kind=kind,
        title=marked(found.title, found.language, words),
        passage=cut(found.text, found.language, words),
        language=found.language,
        url=url,
        around=around,
    )


Place = tuple[str, str, tuple[tuple[str, str], ...]]  #: kind, address, what it stands in


def _course(found: Found) -> Place:
    course = found.outline.course_address
    document = curriculum.course_document(found.outline.revision_id)
    return "course", url_for("learn.course", course=course, lang=_readable(found, document.texts)), ()


def _module(found: Found, place: ModulePlace) -> Place:
    """A module, a lesson or a section of one, in the language in which the words stand there."""
    module = curriculum.module_document(place.revision_id)
    course = found.outline.course_address
    if not found.step:
        reading = _readable(found, module.texts)
        return "module", url_for("learn.module", course=course, module=place.address, lang=reading), ()
    written = [language for language, text in module.texts.items() if found.step in text.lessons]
    url = _step_url(course, module, found.step, _readable(found, written), found.section or None)
    text, language = _in_language(module)
    title = ((text.steps[found.step], language),) if found.section else ()
    return "section" if found.section else "lesson", url, (*title, (text.title, language))


def _term(found: Found) -> Place:
    """A term stands at the end of the first lesson that uses it."""
    course = curriculum.course_document(found.outline.revision_id)
    places = {place.key: place for place in found.outline.modules}
    reading = _readable(found, course.terms[found.term].texts)
    for place in (places[key] for key in course.modules if key in places):
        module = curriculum.module_document(place.revision_id)
        if step := next((step.key for step in module.steps if _uses(module, step, found.term, reading)), None):
            text, language = _in_language(module)
            url = _step_url(found.outline.course_address, module, step, reading, f"term-{found.term}")
            return "term", url, ((text.steps[step], language),)
    return "term", "", ()


def _uses(module: ModuleDocument, step: Step, term: str, language: str) -> bool:
    """Whether the step is a lesson that, as it is shown to readers of the language, has the term."""
    shown_to_them = (module.texts[each].lessons for each in (language, module.base) if each in module.texts)
    source = next((lessons[step.key] for lessons in shown_to_them if step.key in lessons), "")
    return any(key.strip() == term for key, _words in TERM.findall(without_comments(source)))


def _readable(found: Found, written: Container[str]) -> str:
    """The reader's language, unless the page would then show other words than those that were found."""
    mine = current_language()
    is_shown = found.language == mine or (found.is_base and mine not in written)
    return mine if is_shown or found.language not in configured() else found.language


def _step_url(course: str, module: ModuleDocument, key: str, language: str, anchor: str | None) -> str:
    step = next(step.address for step in module.steps if step.key == key)
    return url_for("learn.step", course=course, module=module.address, step=step, lang=language, _anchor=anchor)


def _in_language(module: ModuleDocument) -> tuple[ModuleText, str]:
    """The module's titles in the reader's language, else in its own, and which it is."""
    language = current_language() if current_language() in module.texts else module.base
    return module.texts[language], language
