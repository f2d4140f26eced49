"""What matching and ordering share: rows, and for each of them one choice from a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from lms.curriculum.document import Question, QuestionText

FEWEST, MOST = 2, 10  #: rows that can be looked over on a phone


@dataclass(frozen=True)
class ShownChoice:
    value: str  #: what the form sends
    text: str
    chosen: bool


@dataclass(frozen=True)
class ShownRow:
    """A row on a page. Until it may be known, `right` is None, `answer` and `feedback` are empty, `place` is 0."""

    key: str
    text: str
    choices: tuple[ShownChoice, ...]
    right: bool | None
    answer: str  #: the right choice
    feedback: str
    place: int  #: where a result lists the row

    @property
    def chosen(self) -> str:
        return next((choice.text for choice in self.choices if choice.chosen), "")


@dataclass(frozen=True)
class ShownRows:
    rows: tuple[ShownRow, ...]
    feedback: str  #: on the whole answer


class Rows:
    """Rows by key. A response is a map from the rows that are filled in to what was chosen; the others are open."""

    name: str
    part = "rows"  #: what the rows are called in a course's files
    template = "lms/question_types/rows.html"

    def rows(self, question: Question) -> tuple[str, ...]:
        """The row keys in the order of the file."""
        return tuple(question.detail[self.part])

    def right(self, question: Question) -> Mapping[str, Any]:
        """Row → what is right for it."""
        raise NotImplementedError(f"{type(self).__name__} says what is right for each row.")

    def choices(self, question: Question, text: QuestionText, order: Sequence[str]) -> Iterable[tuple[Any, str]]:
        """What can be chosen in each row, with its words."""
        raise NotImplementedError(f"{type(self).__name__} says what can be chosen.")

    def choice(self, question: Question, value: str) -> Any:
        """What a form's value says, as it stands in a response; None when it cannot be chosen."""
        raise NotImplementedError(f"{type(self).__name__} reads what was chosen.")

    def read(self, question: Question, values: Sequence[str]) -> dict[str, Any] | None:
        """Each value is `row:choice`; a row where nothing is chosen sends an empty one."""
        response: dict[str, Any] = {}
        for value in filter(None, values):
            row, _, chosen = value.partition(":")
            if row not in self.rows(question) or row in response:
                raise ValueError("no such row, or a row twice")
            response[row] = self.choice(question, chosen)
            if response[row] is None:
                raise ValueError("no such choice")
        return dict(sorted(response.items())) or None

    def accepts(self, question: Question, response: Any) -> bool:
        if response is None:
            return True
        if not isinstance(response, dict) or not response or not set(response) <= set(self.rows(question)):
            return False
        chosen = response.values()
        return all(type(each) in (str, int) and self.choice(question, str(each)) == each for each in chosen)

    def is_answered(self, question: Question, response: Any) -> bool:
        """Each row is filled in."""
        return response is not None and len(response) == len(self.rows(question))

    def remark(self, question: Question, response: Any) -> str:
        return ""

    def faults_in(self, question: Question, language: str) -> Iterable[str]:
        return ()

    def said(self, question: Question, text: QuestionText, response: Any) -> tuple[str, ...]:
        shown = self.show(question, text, response)
        return tuple(f"{row.text}: {row.chosen}" for row in shown.rows if row.chosen)

    def show(
        self, question: Question, text: QuestionText, response: Any, order: Sequence[str] = (), reveal: bool = False
    ) -> ShownRows:
        rows = self.shown_order(question, order)
        shown = tuple(self._row(question, text, response or {}, row, order, reveal) for row in rows)
        return ShownRows(shown, self.feedback(question, text, response) if reveal else "")

    def shown_order(self, question: Question, order: Sequence[str]) -> Sequence[str]:
        return self.rows(question)

    def feedback(self, question: Question, text: QuestionText, response: Any) -> str:
        """On the whole answer; rows have their own."""
        return ""

    def place(self, question: Question, row: str) -> int:
        return 0

    def _row(
        self,
        question: Question,
        text: QuestionText,
        response: Mapping[str, Any],
        row: str,
        order: Sequence[str],
        reveal: bool,
    ) -> ShownRow:
        chosen, right = response.get(row), self.right(question)[row]
        choices = tuple(self.choices(question, text, order))
        return ShownRow(
            key=row,
            text=text.parts[self.part][row],
            choices=tuple(ShownChoice(f"{row}:{each}", words, each == chosen) for each, words in choices),
            right=(chosen == right) if reveal else None,
            answer=dict(choices)[right] if reveal else "",
            feedback=text.parts["feedback"].get(row, "") if reveal else "",
            place=self.place(question, row) if reveal else 0,
        )


def settled(question: Question, keys: Sequence[str]) -> list[str]:
    """An order that is not the author's, the same each time: for checks, which have no attempt."""
    return sorted(keys, key=lambda key: sha256(f"{question.key}\0{key}".encode()).digest())
