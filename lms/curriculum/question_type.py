"""What a question type is: the one door by which files, attempts and pages speak to it (DESIGN 7).

A type is a pure object: it sees no request and no database. `lms.testing.check_question_type` proves what is promised
here, for our own types and for those of a plug-in.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from lms.curriculum.document import Question, QuestionText

Shuffle = Callable[[list[Any]], None]  #: mixes a list in place


class QuestionType(Protocol):
    """A kind of question. A response is plain JSON; None is no answer, and an answer taken back."""

    name: str  #: by which questions.yaml and the registry know it
    template: str  #: draws the question: to be answered, with what was right, or `closed` in a result

    def faults(self, question: Question) -> Iterable[str]:
        """What keeps the question from being published, in sentences a trainer can act on."""

    def faults_in(self, question: Question, language: str) -> Iterable[str]:
        """What the question lacks to be asked in a language; of a question without other faults."""

    def texts(self, question: Question) -> Mapping[str, tuple[str, ...]]:
        """Which texts a language must have beside the prompt: part → keys."""

    def maximum(self, question: Question) -> int:
        """Whole points, at least 1."""

    def points(self, question: Question, response: Any) -> int:
        """Whole points for a response that `accepts` takes, 0 to the maximum."""

    def order(self, question: Question, shuffle: Shuffle) -> list[str]:
        """What an attempt shows in an order of its own, mixed; whatever is right, the same chance gives the same."""

    def read(self, question: Question, values: Sequence[str]) -> Any:
        """What the values of the form's field `q-<key>` say: a response, or None for nothing.

        :raises ValueError: for what no page of ours sends
        """

    def accepts(self, question: Question, response: Any) -> bool:
        """Whether a record may hold this response: exactly what `read` can say."""

    def is_answered(self, question: Question, response: Any) -> bool:
        """Whether nothing is left to do. A response may be kept, and count, and still be unfinished."""

    def remark(self, question: Question, response: Any) -> str:
        """What the page says at once of a response it cannot use as it is; whatever is right, it is the same."""

    def said(self, question: Question, text: QuestionText, response: Any) -> tuple[str, ...]:
        """The response in words."""

    def show(
        self, question: Question, text: QuestionText, response: Any, order: Sequence[str] = (), reveal: bool = False
    ) -> Any:
        """What the template needs, hashable; only with `reveal` does it hold what is right, and the feedback."""
