"""What the built-in course promises beyond its format. Each rule gives the sentences in which a module breaks it.

Facts, links, terms, and texts that are missing are the checker's business; see `lms.curriculum.files`.
"""

import re
from collections import Counter
from collections.abc import Iterator

from lms.curriculum.document import CourseDocument, ModuleDocument, Question
from lms.curriculum.markdown import Piece, count_words, parse, references
from lms.curriculum.segments import parsed, stale

LANGUAGES = ("en", "ar", "fr")
FEWEST_WORDS, MOST_WORDS = 700, 900
MOST_PERCENT = 40  #: of the single-choice questions whose right option can be guessed by its looks
FEWEST_TERMS = 60
#: no words of the lesson's own text: a picture's alternative text, a fact of facts.yaml, the target of a link
NOT_READ = re.compile(r"!\[[^\]]*\]\([^)]*\)|\{\{[^}]*\}\}|(?<=\])\([^)]*\)")


def words_of(source: str) -> int:
    """Words of prose, headings and blocks, as minutes count them, without what is in `NOT_READ`."""
    return count_words(parse(NOT_READ.sub("", source)))


def thin_outcomes(module: ModuleDocument) -> Iterator[str]:
    asked = Counter(question.outcome for question in graded(module))
    for outcome in module.outcomes:
        if asked[outcome] < 4:
            yield f"{outcome} has {asked[outcome]} graded questions"


def thin_bank(module: ModuleDocument, fewest: int, fewest_types: int) -> Iterator[str]:
    bank = graded(module)
    types = {question.type for question in bank}
    if len(bank) < fewest:
        yield f"the bank has {len(bank)} graded questions"
    if len(types) < fewest_types:
        yield f"the bank has {len(types)} types: {', '.join(sorted(types))}"


def lessons_without_two_checks(module: ModuleDocument) -> Iterator[str]:
    for step, pieces in lessons(module):
        checks = sum(piece.kind == "check" for piece in pieces)
        if checks != 2:
            yield f"{step} has {checks} checks"


def lessons_of_another_length(module: ModuleDocument) -> Iterator[str]:
    for step, source in module.texts[module.base].lessons.items():
        words = words_of(source)
        if not FEWEST_WORDS <= words <= MOST_WORDS:
            yield f"{step} has {words} words"


def telling_lengths(module: ModuleDocument) -> Iterator[str]:
    """The right option alone is the longest too often, in any language."""
    for name, questions in banks(module):
        for language, text in module.texts.items():
            found = [question.key for question in questions if text.questions and _is_longest(question, text.questions)]
            if _too_many(len(found), len(questions)):
                yield f"{language}, {name}: longest in {len(found)} of {len(questions)}: {', '.join(found)}"


def telling_positions(module: ModuleDocument) -> Iterator[str]:
    """The right option stands in one place of the file too often."""
    for name, questions in banks(module):
        places = Counter(question.detail["options"].index(question.detail["right"]) for question in questions)
        for place, times in places.items():
            if _too_many(times, len(questions)):
                yield f"{name}: option {place + 1} is right in {times} of {len(questions)}"


def shared_feedback(module: ModuleDocument) -> Iterator[str]:
    for question in module.questions.values():
        if question.type not in ("single_choice", "multiple_choice"):
            continue
        for language, text in module.texts.items():
            if not text.questions:
                continue
            given = text.questions[question.key].parts["feedback"]
            if missing := [option for option in question.detail["options"] if not given.get(option, "").strip()]:
                yield f"{language}, {question.key}: no feedback for {', '.join(missing)}"
            if len({words.strip() for words in given.values()}) < len(given):
                yield f"{language}, {question.key}: two options share their feedback"


def missing_blocks(module: ModuleDocument) -> Iterator[str]:
    """A module tells two stories, and stops once for a reflection."""
    kinds = Counter(piece.kind for _, pieces in lessons(module) for piece in pieces)
    for kind, needed in (("story", 2), ("reflection", 1)):
        if kinds[kind] < needed:
            yield f"the module has {kinds[kind]} of {needed}: {kind}"


def lessons_without_tomorrow(module: ModuleDocument) -> Iterator[str]:
    for step, pieces in lessons(module):
        if not any(piece.kind == "key-point" and (piece.key or "").startswith("tomorrow-") for piece in pieces):
            yield f"{step} has no key point that begins with tomorrow-"


def missing_pictures(module: ModuleDocument) -> Iterator[str]:
    """Two pictures are shown or more, and each is there for each language: its words are in it."""
    shown = {to.target for _, pieces in lessons(module) for piece in pieces for to in references(piece)}
    pictures = sorted(shown & set(module.media))
    if len(pictures) < 2:
        yield f"the module shows {len(pictures)} pictures"
    for picture in pictures:
        stem, _, ending = picture.rpartition(".")
        for language in LANGUAGES[1:]:
            if f"{stem}.{language}.{ending}" not in module.media:
                yield f"{picture} is not there for {language}"


def unfinished_titles(module: ModuleDocument) -> Iterator[str]:
    """The texts of module.yaml are there in each language, and made from the English as it now is."""
    for language in LANGUAGES[1:]:
        text = module.texts.get(language)
        if text is None or not text.title.strip():
            yield f"there is no title in {language}"
            continue
        old = (key for key in stale(module, language) if re.match(r"(title|summary)$|(outcome|step)\.", key))
        yield from (f"{language}: {key} is not stamped as made from the original" for key in sorted(old))


def terms_of_another_original(module: ModuleDocument) -> Iterator[str]:
    """A translated lesson links the glossary terms that its original links."""
    for step, pieces in lessons(module):
        original = linked_terms(pieces)
        for language in LANGUAGES[1:]:
            if source := module.texts[language].lessons.get(step) if language in module.texts else None:
                for term in sorted(original ^ linked_terms(parsed(source).pieces)):
                    yield f"{step}: {term} is linked in {language} or in the original, but not in both"


def unknown_terms(module: ModuleDocument, course: CourseDocument) -> Iterator[str]:
    for language, text in module.texts.items():
        for step, source in text.lessons.items():
            for term in sorted(linked_terms(parsed(source).pieces) - set(course.terms)):
                yield f"{language}, {step}: there is no term {term}"


def thin_glossary(course: CourseDocument) -> Iterator[str]:
    if len(course.terms) < FEWEST_TERMS:
        yield f"the glossary has {len(course.terms)} terms"
    for key, term in course.terms.items():
        if missing := [language for language in LANGUAGES if language not in term.texts]:
            yield f"{key} is not there in {', '.join(missing)}"


def graded(module: ModuleDocument) -> list[Question]:
    return [question for question in module.questions.values() if question.use != "check"]


def banks(module: ModuleDocument) -> Iterator[tuple[str, list[Question]]]:
    """The single-choice questions: those that are graded, and all with the checks."""
    for name, questions in (("graded", graded(module)), ("all", module.questions.values())):
        yield name, [question for question in questions if question.type == "single_choice"]


def lessons(module: ModuleDocument) -> Iterator[tuple[str, list[Piece]]]:
    """Step and pieces of each lesson in the base language."""
    for step, source in module.texts[module.base].lessons.items():
        yield step, parsed(source).pieces


def linked_terms(pieces: list[Piece]) -> set[str]:
    return {to.target for piece in pieces for to in references(piece) if to.kind == "term"}


def _is_longest(question: Question, texts: dict) -> bool:
    options = texts[question.key].parts["options"]
    right = question.detail["right"]
    return all(len(options[right]) > len(words) for option, words in options.items() if option != right)


def _too_many(found: int, total: int) -> bool:
    return 100 * found > MOST_PERCENT * total
