"""A statement that is true or false."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext

from lms.curriculum.document import Question, QuestionText
from lms.question_types.choice import Choice
from lms.question_types.details import unknown_details


class TrueFalse(Choice):
    """The prompt is a statement. `detail`: {"right": true or false}. A response is "true" or "false"."""

    name = "true_false"

    def options(self, question: Question) -> tuple[str, ...]:
        return ("true", "false")

    def order(self, question: Question, shuffle: Any) -> list[str]:
        return list(self.options(question))

    def right(self, question: Question) -> frozenset[str]:
        return frozenset({"true" if question.detail["right"] else "false"})

    def texts(self, question: Question) -> dict[str, tuple[str, ...]]:
        return {"feedback": self.options(question)}

    def words(self, text: QuestionText, key: str) -> str:
        return gettext("True") if key == "true" else gettext("False")

    def faults(self, question: Question) -> Iterable[str]:
        yield from unknown_details(question.detail, {"right"})
        if not isinstance(question.detail.get("right"), bool):
            yield "Say whether the statement is right: right: true, or right: false."
