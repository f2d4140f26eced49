"""A word or a few, typed. Spellings of one answer that people do not tell apart are the same."""

from collections.abc import Iterable
from typing import Any

from lms.curriculum.document import Question
from lms.question_types.details import by_language, faults_of_language, faults_of_words, unknown_details
from lms.question_types.spelling import bare
from lms.question_types.typed import Typed


class ShortText(Typed):
    """`detail`: {"accepted": texts, or language → texts}. An answer accepted in one language is so in every one."""

    name = "short_text"

    def is_right(self, question: Question, response: str) -> bool:
        ways = (way for ways in self.accepted(question).values() for way in ways)
        return bare(response) in {bare(way) for way in ways}

    def accepted(self, question: Question) -> dict[str, tuple[str, ...]]:
        return by_language(question.detail["accepted"])

    def faults_in(self, question: Question, language: str) -> Iterable[str]:
        yield from faults_of_language("accepted", question.detail["accepted"], language)

    def faults(self, question: Question) -> Iterable[str]:
        yield from unknown_details(question.detail, {"accepted"})
        accepted: Any = question.detail.get("accepted")
        faults = list(faults_of_words("accepted", accepted, "accepted: {en: [passport], ar: […]}"))
        yield from faults
        for ways in () if faults else by_language(accepted).values():
            yield from _faults_of_ways(ways)


def _faults_of_ways(ways: Iterable[str]) -> Iterable[str]:
    seen: dict[str, str] = {}
    for way in ways:
        if not bare(way):
            yield f"Of the “accepted” answer “{way}” nothing is left to compare: write letters or digits."
        elif bare(way) in seen:
            yield f"The “accepted” answers “{seen[bare(way)]}” and “{way}” are the same answer: keep one."
        else:
            seen[bare(way)] = way
