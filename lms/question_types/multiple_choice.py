"""Several options are right; each one ticked wrongly takes back one ticked rightly (DESIGN 4, points)."""

from collections.abc import Iterable, Sequence
from typing import Any

from lms.curriculum.document import Question
from lms.question_types.choice import Choice


class MultipleChoice(Choice):
    """Two or more options are right. `detail`: {"options": [keys], "right": [keys]}. A response is a sorted list."""

    name = "multiple_choice"
    multiple = True

    def right(self, question: Question) -> frozenset[str]:
        return frozenset(question.detail["right"])

    def maximum(self, question: Question) -> int:
        """As many points as there are right options."""
        return len(self.right(question))

    def read(self, question: Question, values: Sequence[str]) -> list[str] | None:
        response = sorted(set(values)) or None
        if not self.accepts(question, response):
            raise ValueError("no such option")
        return response

    def accepts(self, question: Question, response: Any) -> bool:
        if response is None:
            return True
        if not isinstance(response, list) or not response or not all(isinstance(key, str) for key in response):
            return False
        return response == sorted(set(response)) and set(response) <= set(self.options(question))

    def points(self, question: Question, response: Any) -> int:
        chosen, right = self.chosen(response), self.right(question)
        return max(0, len(chosen & right) - len(chosen - right))

    def chosen(self, response: Any) -> frozenset[str]:
        return frozenset(response or ())

    def faults(self, question: Question) -> Iterable[str]:
        yield from super().faults(question)
        if question.points is not None:
            yield "Leave “points” out: a multiple choice is worth as many points as it has right options."

    def faults_of_right(self, options: list[str], right: Any) -> Iterable[str]:
        if not isinstance(right, list) or not all(isinstance(key, str) and key in options for key in right):
            yield "List the right options by their keys: right: [a, c]."
        elif len(set(right)) < len(right):
            yield "An option is listed as right twice."
        elif len(right) < 2:
            yield "A multiple choice has two right options or more; for one, use single_choice."
