"""Things to be put in order; all the points for the right order, none for another."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from lms.curriculum.document import Question, QuestionText
from lms.question_types.details import faults_of_keys, unknown_details
from lms.question_types.rows import MOST, Rows, settled


class Ordering(Rows):
    """`detail`: {"items": [keys in the right order]}. A response is {item: its number, from 1}."""

    name = "ordering"
    part = "items"

    def right(self, question: Question) -> Mapping[str, int]:
        return {key: number for number, key in enumerate(self.rows(question), start=1)}

    def texts(self, question: Question) -> dict[str, tuple[str, ...]]:
        return {"items": self.rows(question), "feedback": ("right", "wrong")}

    def maximum(self, question: Question) -> int:
        return question.points or 1

    def points(self, question: Question, response: Any) -> int:
        return self.maximum(question) if response == self.right(question) else 0

    def order(self, question: Question, shuffle: Any) -> list[str]:
        keys = sorted(self.rows(question))  # the author's order is the key
        shuffle(keys)
        return keys

    def shown_order(self, question: Question, order: Sequence[str]) -> Sequence[str]:
        return order or _settled(question, self.rows(question))

    def choices(self, question: Question, text: QuestionText, order: Sequence[str]) -> Iterable[tuple[int, str]]:
        return ((number, str(number)) for number in range(1, len(self.rows(question)) + 1))

    def choice(self, question: Question, value: str) -> int | None:
        return next((number for number in self.right(question).values() if str(number) == value), None)

    def is_answered(self, question: Question, response: Any) -> bool:
        """Each item has a number of its own."""
        return super().is_answered(question, response) and not self.remark(question, response)

    def remark(self, question: Question, response: Any) -> str:
        numbers = list((response or {}).values())
        doubled = sorted({str(number) for number in numbers if numbers.count(number) > 1})
        if not doubled:
            return ""
        return _("Two rows have the same number (%(numbers)s): give each its own.", numbers=", ".join(doubled))

    def feedback(self, question: Question, text: QuestionText, response: Any) -> str:
        return text.parts["feedback"]["right" if self.points(question, response) else "wrong"]

    def place(self, question: Question, row: str) -> int:
        return self.right(question)[row]

    def faults(self, question: Question) -> Iterable[str]:
        yield from unknown_details(question.detail, {"items"})
        yield from faults_of_keys("items", question.detail.get("items"), 3, MOST)


def _settled(question: Question, items: Sequence[str]) -> list[str]:
    """For a check; never the right order itself."""
    keys = settled(question, items)
    return keys if keys != list(items) else [*keys[1:], keys[0]]
