"""Drawing a paper from a quiz's bank: unseen questions first."""

from collections import Counter
from collections.abc import Iterable
from random import Random
from typing import Any

from lms.curriculum.document import ModuleDocument, Question, Step
from lms.curriculum.question_type import QuestionType
from lms.registry import registries


def bank(module: ModuleDocument, quiz: Step) -> tuple[Question, ...]:
    """The questions a quiz draws from."""
    return tuple(question for question in module.questions.values() if question.use == quiz.key)


def draw(module: ModuleDocument, quiz: Step, seen: Iterable[str], chance: Random) -> list[dict[str, Any]]:
    """A paper: questions seen least often before come first to be chosen; then all are mixed.

    :param seen: question keys of earlier attempts, repeated as often as they were drawn
    :raises PlugInMissing: also when the type that is not installed is of a question that would not be drawn today
    :returns: [{"key": question key, "order": what its type shows in an order of its own}]
    """
    times = Counter(seen)
    questions = list(bank(module, quiz))
    for question in questions:
        type_of(question)
    chance.shuffle(questions)
    questions.sort(key=lambda question: times[question.key])
    chosen = questions[: quiz.draw]
    chance.shuffle(chosen)
    return [{"key": each.key, "order": type_of(each).order(each, chance.shuffle)} for each in chosen]


def type_of(question: Question) -> QuestionType:
    """:raises PlugInMissing: when the question's type is not installed here"""
    return registries().question_types.get(question.type)
