"""The built-in question types, one file each. A type is a pure object: it sees no request and no database."""

from lms.curriculum.question_type import QuestionType
from lms.question_types.matching import Matching
from lms.question_types.multiple_choice import MultipleChoice
from lms.question_types.numeric import Numeric
from lms.question_types.ordering import Ordering
from lms.question_types.short_text import ShortText
from lms.question_types.single_choice import SingleChoice
from lms.question_types.true_false import TrueFalse
from lms.registry import Registries

BUILT_IN: tuple[QuestionType, ...] = (
    SingleChoice(),
    MultipleChoice(),
    TrueFalse(),
    Matching(),
    Ordering(),
    Numeric(),
    ShortText(),
)


def plug_in(registries: Registries) -> None:
    for question_type in BUILT_IN:
        registries.question_types.add(question_type.name, question_type)
