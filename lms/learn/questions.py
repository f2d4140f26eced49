"""Questions as pages show them: to be answered, or with what was right and where to read again."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from lms.assessment.closing import points_of
from lms.assessment.draws import type_of
from lms.curriculum.document import CourseDocument, ModuleDocument, Question, QuestionText
from lms.curriculum.queries import Outline
from lms.curriculum.question_type import QuestionType
from lms.learn.loaders import urls_in
from lms.web.drawing import draw


@dataclass(frozen=True)
class ResultView:
    points: int
    maximum: int
    state: str  #: "right", "partly", "wrong" or "open" (no answer was given)
    section: tuple[str, str] | None  #: title and address of where to read again
    source: tuple[str, str] | None  #: words, in English as in every reference, and address, which may be empty


@dataclass(frozen=True)
class QuestionView:
    key: str
    name: str  #: of the form field
    number: int | None
    kind: QuestionType
    template: str
    prompt: str
    language: str
    shown: Any  #: what the question type shows
    given: bool  #: there is a response
    answered: bool  #: and nothing is left to do
    remark: str  #: on a response that cannot be used as it is
    after: str
    result: ResultView | None


@dataclass(frozen=True)
class CheckView:
    key: str
    action: str
    question: QuestionView
    answered: bool
    hidden: tuple[tuple[str, str], ...]
    missing: bool = False  #: it was sent without an answer, or with an unfinished one
    receipt: str = ""  #: of the answer that was just kept


@dataclass(frozen=True)
class Wording:
    """Where questions get their words and links from."""

    outline: Outline
    course: CourseDocument
    module: ModuleDocument
    module_address: str
    revision: int
    language: str

    def text(self, question: Question) -> tuple[QuestionText, str]:
        """In the reader's language, or whole in the module's own; and which it is."""
        text = self.module.texts.get(self.language)
        if text and question.key in text.questions:
            return text.questions[question.key], self.language
        return self.module.texts[self.module.base].questions[question.key], self.module.base


def question_view(
    wording: Wording,
    key: str,
    response: Any,
    order: list[str] | None = None,
    number: int | None = None,
    closed: bool = False,
) -> QuestionView:
    """:param closed: a check that was answered, or an attempt that is closed. The key of a question left open is not
    given even then (DESIGN 4, rule 8)."""
    reveal = closed and response is not None
    question = wording.module.questions[key]
    kind = type_of(question)
    text, language = wording.text(question)
    return QuestionView(
        key=key,
        name=f"q-{key}",
        number=number,
        kind=kind,
        template=kind.template,
        prompt=text.prompt,
        language=language,
        shown=kind.show(question, text, response, order or (), reveal),
        given=response is not None,
        answered=kind.is_answered(question, response),
        remark=kind.remark(question, response),
        after=text.after if reveal else "",
        result=_result(wording, question, response) if closed else None,
    )


def _result(wording: Wording, question: Question, response: Any) -> ResultView:
    maximum = type_of(question).maximum(question)
    points = points_of(wording.module, question.key, response)
    state = "open" if response is None else "right" if points == maximum else "partly" if points else "wrong"
    return ResultView(points, maximum, state, _section(wording, question), _source(wording, question))


def _section(wording: Wording, question: Question) -> tuple[str, str] | None:
    if not question.section:
        return None
    lesson, _, section = question.section.partition("#")
    urls = urls_in(wording.outline, wording.module, wording.module_address)
    drawn = draw(wording.revision, lesson, wording.language, wording.course, urls)
    return dict(drawn.sections)[section], urls.step(lesson, section)


def _source(wording: Wording, question: Question) -> tuple[str, str] | None:
    kind, _, key = question.source.partition("fact:")
    if kind or not key:
        return question.source, ""
    fact = wording.course.facts.get(key)
    if fact is None:  # the course document now in force has dropped it
        return None
    return fact.source.named, fact.source.url


def check_view(wording: Wording, key: str, step: str, response: Any, enrolment: Any) -> CheckView:
    """:param step: address of the lesson"""
    question = wording.module.questions[key]
    answered = type_of(question).is_answered(question, response)
    course = wording.outline.course_address
    action = url_for("learn.answer_check", course=course, module=wording.module_address, step=step)
    hidden = [("question", key), ("revision", str(wording.revision))]
    if enrolment:
        hidden.append(("enrolment", str(enrolment)))
    view = question_view(wording, key, response, closed=answered)
    return CheckView(key, action, view, answered, tuple(hidden))
