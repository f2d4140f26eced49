"""One option is right."""

from lms.curriculum.document import Question
from lms.question_types.choice import Choice


class SingleChoice(Choice):
    """One option is right. `detail`: {"options": [keys], "right": the key of the right one}."""

    name = "single_choice"

    def right(self, question: Question) -> frozenset[str]:
        return frozenset({question.detail["right"]})
