"""What somebody answers to a question: right, or wrong in a way in which people are wrong."""

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from lms.assessment.draws import type_of
from lms.curriculum.document import Question

Answer = Callable[[Question, bool, Random], Any]


def answer_to(question: Question, right: bool, chance: Random) -> Any:
    """A response that the question's type accepts; None where the type is not known here, or it is passed over."""
    make = ANSWERS.get(question.type)
    response = make(question, right, chance) if make else None
    return response if type_of(question).accepts(question, response) else None


def _one(question: Question, right: bool, chance: Random) -> Any:
    kind: Any = type_of(question)
    return chance.choice([key for key in kind.options(question) if (key in kind.right(question)) == right])


def _several(question: Question, right: bool, chance: Random) -> Any:
    """Wrong is: one forgotten, or one too many."""
    kind: Any = type_of(question)
    ticked = set(kind.right(question))
    others = [key for key in kind.options(question) if key not in ticked]
    if not right:
        forgets = not others or (len(ticked) > 1 and chance.random() < 0.5)
        ticked ^= {chance.choice(sorted(ticked) if forgets else others)}
    return kind.read(question, [key for key in kind.options(question) if key in ticked])


def _rows(question: Question, right: bool, chance: Random) -> Any:
    """Wrong is: two rows have each other's choice."""
    kind: Any = type_of(question)
    response = dict(kind.right(question))
    if not right:
        one, other = chance.sample(sorted(response), 2)
        response[one], response[other] = response[other], response[one]
    return response


def _number(question: Question, right: bool, chance: Random) -> Any:
    number = Decimal(str(question.detail["right"]))
    return str(number if right else number * chance.choice((2, 10)) + 1)


def _words(question: Question, right: bool, chance: Random) -> Any:
    kind: Any = type_of(question)
    ways = [way for each in kind.accepted(question).values() for way in each]
    return chance.choice(ways) if right else None


ANSWERS: dict[str, Answer] = {
    "single_choice": _one,
    "true_false": _one,
    "multiple_choice": _several,
    "matching": _rows,
    "ordering": _rows,
    "numeric": _number,
    "short_text": _words,
}
