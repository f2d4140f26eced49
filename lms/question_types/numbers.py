"""Numbers as people type them: Western or Eastern digits, a decimal point or comma, marks between thousands.

A form that can be read in two ways is never guessed: 1,000 is a thousand to one learner and one to another.
"""

import re
from decimal import Decimal

from lms.letters import western_digits

#: what may stand before a number, the number, and what may stand after it
_PARTS = re.compile(r"([^0-9+-]*?)\s*([+-]?\s*[.,٫]?[0-9](?:[0-9.,'٬٫\s]*[0-9])?)\s*((?:[^0-9].*)?)", re.DOTALL)
_GROUPED = re.compile(r"[0-9]{1,3}([.,'٬ ])[0-9]{3}(?:\1[0-9]{3})*")
_SAME = str.maketrans({"−": "-", "–": "-", "،": ",", "’": "'", "٪": "%"})


def parts_of(text: str) -> tuple[str, str, str] | None:
    """What stands before the number, the number, and what stands after it; None when there is no number."""
    found = _PARTS.fullmatch(western_digits(text).translate(_SAME).strip())
    return (found[1], " ".join(found[2].split()), found[3]) if found else None


def readings(number: str) -> tuple[Decimal, ...]:
    """What the number can mean: nothing, one thing, or two (first with marks of thousands, then with decimals)."""
    values = _unsigned(number.lstrip("+-").strip())
    return tuple(value.copy_negate() for value in values) if number.startswith("-") else values


def _unsigned(number: str) -> tuple[Decimal, ...]:
    if "٫" in number:
        return _decimal(number, "٫")
    marks = [mark for mark in ".," if mark in number]
    if len(marks) == 2:
        return _decimal(number, max(marks, key=number.rindex))
    if not marks or number.count(marks[0]) > 1:
        return _whole(number)
    thousands, decimal = _whole(number), _decimal(number, marks[0])
    is_ambiguous = thousands and decimal and not number.startswith("0")
    return thousands + decimal if is_ambiguous else decimal


def _decimal(number: str, mark: str) -> tuple[Decimal, ...]:
    """With that mark before the decimals, once."""
    whole, _, fraction = number.partition(mark)
    if not fraction.isdecimal() or mark in fraction:
        return ()
    return tuple(Decimal(f"{value:f}.{fraction}") for value in _whole(whole or "0"))  # exact, however long


def _whole(number: str) -> tuple[Decimal, ...]:
    """Digits alone, or in groups of three with one mark between them."""
    if number.isdecimal():
        return (Decimal(number),)
    return (Decimal(re.sub("[^0-9]", "", number)),) if _GROUPED.fullmatch(number) else ()
