"""Quizzes and checks: attempts, draws, scoring."""

from lms.assessment.kinds import AnswerGiven, AttemptFinished, CheckAnswered
from lms.assessment.personal_data import ATTEMPTS
from lms.registry import Registries


def plug_in(registries: Registries) -> None:
    registries.record_kinds.add("check_answered", CheckAnswered())
    registries.record_kinds.add("answer_given", AnswerGiven())
    registries.record_kinds.add("attempt_finished", AttemptFinished())
    registries.personal_data.add("attempts", ATTEMPTS)
