"""The built-in question types, one file each. A type is a pure object: it sees no request and no database."""

from lms.question_types.multiple_choice import MultipleChoice
from lms.question_types.single_choice import SingleChoice
from lms.question_types.true_false import TrueFalse
from lms.registry import Registries


def plug_in(registries: Registries) -> None:
    for question_type in (SingleChoice(), MultipleChoice(), TrueFalse()):
        registries.question_types.add(question_type.name, question_type)
