"""To each row its choice; each right pair gives its part of the points (DESIGN 4, points)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lms.curriculum.document import Question, QuestionText
from lms.question_types.details import faults_of_keys, unknown_details
from lms.question_types.rows import FEWEST, MOST, Rows, settled


class Matching(Rows):
    """`detail`: {"rows": [keys], "choices": [keys], "right": {row: choice}}. A response is {row: choice}.

    A choice may be right for several rows, or for none.
    """

    name = "matching"

    def right(self, question: Question) -> Mapping[str, str]:
        return question.detail["right"]

    def texts(self, question: Question) -> dict[str, tuple[str, ...]]:
        rows = self.rows(question)
        return {"rows": rows, "choices": tuple(question.detail["choices"]), "feedback": rows}

    def maximum(self, question: Question) -> int:
        """What the file says, or a point for each pair."""
        return question.points or len(self.rows(question))

    def points(self, question: Question, response: Any) -> int:
        pairs = self.right(question)
        right_pairs = sum((response or {}).get(row) == choice for row, choice in pairs.items())
        return self.maximum(question) * right_pairs // len(pairs)

    def order(self, question: Question, shuffle: Any) -> list[str]:
        """The choices; the rows stay as the author has them."""
        keys = sorted(question.detail["choices"])  # so that the author's order, which often tells, has no part in it
        shuffle(keys)
        return keys

    def choices(self, question: Question, text: QuestionText, order: Sequence[str]) -> Iterable[tuple[str, str]]:
        words = text.parts["choices"]
        return ((key, words[key]) for key in order or settled(question, question.detail["choices"]))

    def choice(self, question: Question, value: str) -> str | None:
        return value if value in question.detail["choices"] else None

    def faults(self, question: Question) -> Iterable[str]:
        yield from unknown_details(question.detail, {"rows", "choices", "right"})
        rows, choices = question.detail.get("rows"), question.detail.get("choices")
        faults = [*faults_of_keys("rows", rows, FEWEST, MOST), *faults_of_keys("choices", choices, FEWEST, MOST)]
        yield from faults or _faults_of_right(rows, choices, question.detail.get("right"))


def _faults_of_right(rows: Any, choices: Any, right: Any) -> Iterable[str]:
    if not isinstance(right, dict):
        yield f"Say which choice is “right” for each row: right: {{{rows[0]}: {choices[0]}, …}}."
        return
    for row in rows:
        if row not in right:
            yield f"“right” has no choice for {row}: add it."
        elif not isinstance(right[row], str) or right[row] not in choices:
            yield f"In “right”, {row} has no choice of the list: use one of {', '.join(choices)}."
    for row in right:
        if row not in rows:
            yield f"In “right”, {row} is no row: look for a typing mistake, or take it out."
