"""What numeric and short text share: one line that is typed, and kept as it was typed."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lms.curriculum.document import Question, QuestionText
from lms.question_types.details import in_language

LONGEST = 200  #: letters
_INVISIBLE = {"Cc", "Cs", "Zl", "Zp"}

ByLanguage = tuple[tuple[str, tuple[str, ...]], ...]  #: language, ways to write it


@dataclass(frozen=True)
class ShownLine:
    """The line on a page. What is right is None or empty until it may be known."""

    text: str
    units: ByLanguage
    right: bool | None
    accepted: ByLanguage
    limits: tuple[str, str] | None  #: the least and the greatest number that is right
    feedback: str

    def unit_in(self, language: str) -> str:
        return next(iter(in_language(dict(self.units), language)), "")

    def accepted_in(self, language: str) -> tuple[str, ...]:
        return in_language(dict(self.accepted), language)


class Typed:
    """A line of text. A response is that line, without the white space around it."""

    name: str
    template = "lms/question_types/typed.html"
    inputmode = "text"  #: which keys a phone shows

    def is_right(self, question: Question, response: str) -> bool:
        raise NotImplementedError(f"{type(self).__name__} says what is right.")

    def accepted(self, question: Question) -> dict[str, tuple[str, ...]]:
        """What the result shows as right: language → ways to write it."""
        raise NotImplementedError(f"{type(self).__name__} says what is accepted.")

    def units(self, question: Question) -> dict[str, tuple[str, ...]]:
        return {}

    def limits(self, question: Question) -> tuple[str, str] | None:
        return None

    def texts(self, question: Question) -> dict[str, tuple[str, ...]]:
        return {"feedback": ("right", "wrong")}

    def maximum(self, question: Question) -> int:
        return question.points or 1

    def points(self, question: Question, response: Any) -> int:
        return self.maximum(question) if response is not None and self.is_right(question, response) else 0

    def order(self, question: Question, shuffle: Any) -> list[str]:
        return []

    def read(self, question: Question, values: Sequence[str]) -> str | None:
        if len(values) > 1:
            raise ValueError("one line at most")
        line = cleaned(values[0]) if values else ""
        if len(line) > LONGEST:
            raise ValueError("longer than the field lets one type")
        return line or None

    def accepts(self, question: Question, response: Any) -> bool:
        if response is None:
            return True
        return isinstance(response, str) and 0 < len(response) <= LONGEST and response == cleaned(response)

    def is_answered(self, question: Question, response: Any) -> bool:
        return response is not None and not self.remark(question, response)

    def remark(self, question: Question, response: Any) -> str:
        return ""

    def faults_in(self, question: Question, language: str) -> Iterable[str]:
        return ()

    def said(self, question: Question, text: QuestionText, response: Any) -> tuple[str, ...]:
        return () if response is None else (response,)

    def show(
        self, question: Question, text: QuestionText, response: Any, order: Sequence[str] = (), reveal: bool = False
    ) -> ShownLine:
        is_right = bool(self.points(question, response))
        return ShownLine(
            text=response or "",
            units=tuple(self.units(question).items()),
            right=is_right if reveal else None,
            accepted=tuple(self.accepted(question).items()) if reveal else (),
            limits=self.limits(question) if reveal else None,
            feedback=text.parts["feedback"]["right" if is_right else "wrong"] if reveal else "",
        )


def cleaned(line: str) -> str:
    """The line as it was typed, without what is no part of a line."""
    return "".join(" " if unicodedata.category(letter) in _INVISIBLE else letter for letter in line).strip()
