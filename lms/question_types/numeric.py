"""A number, exact or within a tolerance. It is kept as it was typed, and judged as a Decimal."""

import re
from collections.abc import Iterable
from decimal import Decimal, localcontext
from typing import Any

from flask_babel import gettext as _

from lms.curriculum.document import Question
from lms.question_types.details import (
    FOR_ALL,
    by_language,
    faults_of_language,
    faults_of_words,
    unknown_details,
)
from lms.question_types.numbers import parts_of, readings
from lms.question_types.spelling import bare, visible
from lms.question_types.typed import Typed

_WRITTEN = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,60})?")
_EXACT = 1000  #: digits; more than an answer and a file can have together


class Numeric(Typed):
    """`detail`: {"right": number, "tolerance": number, "unit": texts or language → texts}; the last two if needed.

    Numbers in files are whole, or text with a decimal point. The first way to write the unit stands beside the field;
    whoever types one of them, in any language, has typed the unit.
    """

    name = "numeric"
    inputmode = "decimal"

    def is_right(self, question: Question, response: str) -> bool:
        values = self.values(question, response)
        if len(values) != 1:
            return False
        least, greatest = _limits(question)
        return least <= values[0] <= greatest

    def values(self, question: Question, response: str) -> tuple[Decimal, ...]:
        """What was typed, as a number: one, none when it is no number or has another unit, or two it may be."""
        parts = parts_of(visible(response))
        if parts is None:
            return ()
        before, number, after = parts
        if after.startswith("-") and not bare(after):
            return ()  # a minus behind the number, as right to left may leave it: not guessed
        beside = [word for word in (bare(before), bare(after)) if word]
        units = {bare(way) for ways in self.units(question).values() for way in ways}
        return readings(number) if len(beside) < 2 and set(beside) <= units else ()

    def remark(self, question: Question, response: Any) -> str:
        values = () if response is None else self.values(question, response)
        if response is None or len(values) == 1:
            return ""
        if values:
            thousands, decimal = (f"{value:f}" for value in values)
            return _("This can be read in two ways. Write %(one)s or %(other)s.", one=thousands, other=f"{decimal}0")
        return _("This is not read as a number. Write it in digits, as 12 or 3.5.")

    def accepted(self, question: Question) -> dict[str, tuple[str, ...]]:
        right = str(question.detail["right"])
        units = self.units(question) or {FOR_ALL: ("",)}
        return {language: (f"{right} {ways[0]}".strip(),) for language, ways in units.items()}

    def units(self, question: Question) -> dict[str, tuple[str, ...]]:
        return by_language(question.detail.get("unit", {}))

    def limits(self, question: Question) -> tuple[str, str] | None:
        least, greatest = _limits(question)
        return (_plain(least), _plain(greatest)) if least != greatest else None

    def faults_in(self, question: Question, language: str) -> Iterable[str]:
        yield from faults_of_language("unit", question.detail.get("unit"), language)

    def faults(self, question: Question) -> Iterable[str]:
        yield from unknown_details(question.detail, {"right", "tolerance", "unit"})
        detail = question.detail
        if not _is_number(detail.get("right")):
            yield "Write the right number in digits, with a point before decimals: right: 12, or right: 3.5."
        if not _is_number(detail.get("tolerance", 0)) or str(detail.get("tolerance", 0)).startswith("-"):
            yield "Write the “tolerance” as a number that is not negative: tolerance: 0.5."
        unit = [detail["unit"]] if isinstance(detail.get("unit"), str) else detail.get("unit", ["m"])
        faults = list(faults_of_words("unit", unit, 'unit: ["%"], or unit: {en: [days, day], ar: […]}'))
        yield from faults
        for way in () if faults else (way for ways in by_language(unit).values() for way in ways):
            if not bare(way) or way.strip()[0].isdecimal():
                yield f"The “unit” “{way}” cannot be told from the number: write it in letters or as a sign."


def _is_number(written: Any) -> bool:
    return type(written) in (int, str) and bool(_WRITTEN.fullmatch(str(written)))


def _limits(question: Question) -> tuple[Decimal, Decimal]:
    """The least and the greatest number that is right."""
    right, tolerance = Decimal(question.detail["right"]), Decimal(question.detail.get("tolerance", 0))
    with localcontext(prec=_EXACT):
        return right - tolerance, right + tolerance


def _plain(number: Decimal) -> str:
    """As people write it, without zeros at the end."""
    with localcontext(prec=_EXACT):
        return f"{number.normalize():f}"
