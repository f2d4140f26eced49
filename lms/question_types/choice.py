"""What the three choice types share: options in an order, one or several of them chosen, feedback on each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lms.curriculum.document import Question, QuestionText
from lms.question_types.details import unknown_details


@dataclass(frozen=True)
class ShownOption:
    """An option on a page. What is right and the feedback are None and empty until it may be known."""

    key: str
    text: str
    chosen: bool
    right: bool | None
    feedback: str


class Choice:
    """Options by key. `detail`: {"options": [keys], "right": a key or keys}."""

    name: str
    multiple = False  #: several options can be ticked
    template = "lms/question_types/choice.html"

    def options(self, question: Question) -> tuple[str, ...]:
        """The option keys in the order of the file."""
        return tuple(question.detail["options"])

    def right(self, question: Question) -> frozenset[str]:
        raise NotImplementedError(f"{type(self).__name__} says which options are right.")

    def texts(self, question: Question) -> dict[str, tuple[str, ...]]:
        """Which texts a language must have: part → keys."""
        return {"options": self.options(question), "feedback": self.options(question)}

    def maximum(self, question: Question) -> int:
        return question.points or 1

    def order(self, question: Question, shuffle: Any) -> list[str]:
        """The options in the order an attempt shows them; `shuffle` mixes a list in place."""
        keys = list(self.options(question))
        shuffle(keys)
        return keys

    def read(self, question: Question, values: Sequence[str]) -> Any:
        """What a form's values say: a response, or None for an empty one.

        :raises ValueError: when they are not options of this question
        """
        if len(values) > 1:
            raise ValueError("one option at most")
        response = values[0] if values else None
        if response is not None and not self.accepts(question, response):
            raise ValueError("no such option")
        return response

    def accepts(self, question: Question, response: Any) -> bool:
        """Whether a record may hold this response. None is the answer taken back."""
        return response is None or (isinstance(response, str) and response in self.options(question))

    def points(self, question: Question, response: Any) -> int:
        """Whole points, 0 to the maximum."""
        return self.maximum(question) if response is not None and {response} == self.right(question) else 0

    def is_answered(self, question: Question, response: Any) -> bool:
        return response is not None

    def remark(self, question: Question, response: Any) -> str:
        return ""

    def faults_in(self, question: Question, language: str) -> Iterable[str]:
        return ()

    def said(self, question: Question, text: QuestionText, response: Any) -> tuple[str, ...]:
        return tuple(option.text for option in self.show(question, text, response) if option.chosen)

    def chosen(self, response: Any) -> frozenset[str]:
        """The option keys a response ticks."""
        return frozenset() if response is None else frozenset({response})

    def show(
        self, question: Question, text: QuestionText, response: Any, order: Sequence[str] = (), reveal: bool = False
    ) -> tuple[ShownOption, ...]:
        """The options as a page shows them; only with `reveal` do they say what is right and why."""
        chosen, right = self.chosen(response), self.right(question)
        feedback = text.parts.get("feedback", {})
        return tuple(
            ShownOption(
                key=key,
                text=self.words(text, key),
                chosen=key in chosen,
                right=(key in right) if reveal else None,
                feedback=feedback.get(key, "") if reveal else "",
            )
            for key in (order or self.options(question))
        )

    def words(self, text: QuestionText, key: str) -> str:
        return text.parts["options"][key]

    def faults(self, question: Question) -> Iterable[str]:
        """What keeps this question from being published, in sentences a trainer can act on."""
        yield from unknown_details(question.detail, {"options", "right"})
        options = question.detail.get("options")
        if not isinstance(options, list) or not all(isinstance(option, str) for option in options):
            yield "Give the options as a list of keys: options: [a, b, c]."
            return
        if len(options) < 2:
            yield "Give at least two options."
        if len(set(options)) < len(options):
            yield "Two options share a key: give each its own."
        yield from self.faults_of_right(options, question.detail.get("right"))

    def faults_of_right(self, options: list[str], right: Any) -> Iterable[str]:
        if not isinstance(right, str) or right not in options:
            yield "Mark one of the options as right: right: <its key>."
