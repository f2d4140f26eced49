"""Numbers as people type them: what is read, what is refused, and that nothing is ever rounded."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.question_types import Numeric
from lms.question_types.numbers import parts_of, readings
from tests.question_types.test_choices import question

pytestmark = pytest.mark.usefixtures("context_of_words")

ONE = {
    "3.5": [
        "3.5",
        "3,5",
        "٣٫٥",
        "۳٫۵",
        "٣,٥",
        "3،5",
        "+3.5",
        " 3.50 ",
        "３.５",
        "03,5",
        "\u200f3.5\u200e",
    ],
    "0.5": [".5", ",5", "0,5", "٫5", "0.500"],
    "-2": ["-2", "−2", "– 2", "-2.0"],
    "1000": [
        "1000",
        "1 000",
        "1\u00a0000",
        "1\u202f000",
        "1'000",
        "1’000",
        "1٬000",
        "١٬٠٠٠",
        "1000.",
        "1.000,00",
        "1,000.0",
    ],
    "1000000": ["1,000,000", "1.000.000", "1 000 000", "1000000"],
    "1234.567": ["1234.567", "1234,567", "1 234,567", "1.234,567", "1,234.567", "1٬234٫567"],
    "0.125": ["0.125", "0,125", "٠٫١٢٥"],
    "12.5": ["12٫500", "12.5000"],
}
NONE = [
    *("abc", "", "-", ".", "3.5.1", "1,00,000", "1 00", "1 0000", "12 34", "1,000.000.5", "1.000,000,5", "1e3", "0x10"),
    *("½", "three", "3 4/5", "1..5", "1,.5", "5-", "1 000.000 000", "1'00", "km", "3 and 4", "1٫2٫3", "²", "Ⅻ"),
]
TWO = {
    "1,000": ("1000", "1"),
    "1.000": ("1000", "1"),
    "12,500": ("12500", "12.5"),
    "-١,٢٥٠": ("-1250", "-1.25"),
}


def read(text: str) -> tuple[Decimal, ...]:
    return Numeric().values(question(Numeric(), right=0), text)


@pytest.mark.parametrize(("value", "text"), [(value, text) for value, texts in ONE.items() for text in texts])
def test_a_number_is_read_in_each_way_people_write_it(value, text):
    assert read(text) == (Decimal(value),)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number_is_not_guessed(text):
    assert read(text) == ()
    if text:
        assert "This is not read as a number." in Numeric().remark(question(Numeric(), right=3), text)


@pytest.mark.parametrize(("text", "values"), TWO.items())
def test_what_can_be_read_in_two_ways_is_asked_about_whatever_is_right(text, values):
    assert read(text) == tuple(map(Decimal, values))
    for right in (*values, 7):
        made = question(Numeric(), right=right)
        assert Numeric().points(made, text) == 0
        remark = Numeric().remark(made, text)
        assert "in two ways" in remark
        assert not Numeric().is_answered(made, text)
    one, other = remark.removesuffix(".").partition("Write ")[2].split(" or ")
    assert (read(one), read(other)) == ((Decimal(values[0]),), (Decimal(values[1]),))  # what it advises is read


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**30), max_value=10**30))
def test_every_decimal_written_plainly_is_read_exactly(value):
    assert read(f"{value:f}") == (value,)


@given(st.text("0123456789٣٫۵.,'٬ -+%km", max_size=30))
def test_reading_never_fails_and_never_says_more_than_two(text):
    assert len(read(text)) <= 2
    parts = parts_of(text)
    assert parts is None or len(readings(parts[1])) <= 2


@pytest.mark.parametrize(
    ("typed", "points"),
    [("12", 1), ("11.5", 1), ("12,5", 1), ("11.49999999999999999999999999999999999999999", 0), ("12.51", 0), ("13", 0)],
)
def test_a_tolerance_takes_in_its_ends_and_nothing_beyond(typed, points):
    assert Numeric().points(question(Numeric(), right=12, tolerance="0.5"), typed) == points


def test_nothing_is_rounded_however_long_it_is():
    long = "0." + "3" * 60
    assert Numeric().points(question(Numeric(), right=long), long) == 1
    assert Numeric().points(question(Numeric(), right=long), long + "0" * 30 + "1") == 0
    assert (
        Numeric().points(question(Numeric(), right="0.1", tolerance="0.2"), "0.3") == 1
    )  # 0.1 + 0.2 as floats is not 0.3
    assert Numeric().points(question(Numeric(), right=1), "9" * 200) == 0


@pytest.mark.parametrize("typed", ["30", "30%", "30 %", "%30", "٪٣٠", "30٪", "30 %."])
def test_a_percent_sign_may_be_typed(typed):
    assert Numeric().points(question(Numeric(), right=30, unit="%"), typed) == 1


DAYS = {"en": ["days", "day"], "ar": ["أيام", "يوما"]}


@pytest.mark.parametrize("typed", ["30", "30 days", "30days", "30 DAYS.", "30-day", "٣٠ يومًا", "30 ايام"])
def test_the_unit_may_be_typed_in_any_of_its_languages(typed):
    assert Numeric().points(question(Numeric(), right=30, unit=DAYS), typed) == 1


@pytest.mark.parametrize("typed", ["30 weeks", "30 %", "days", "30 days 2", "day 30 days", "2 weeks 16 days"])
def test_another_unit_is_no_number_and_is_said_at_once(typed):
    made = question(Numeric(), right=30, unit=DAYS)
    assert Numeric().points(made, typed) == 0
    assert Numeric().remark(made, typed)


def test_the_result_shows_the_number_with_its_unit_and_what_is_near_enough():
    made = question(Numeric(), right="12.5", tolerance="0.5", unit=DAYS)
    assert Numeric().accepted(made) == {"en": ("12.5 days",), "ar": ("12.5 أيام",)}
    assert Numeric().limits(made) == ("12", "13")
    assert Numeric().limits(question(Numeric(), right=100, tolerance=20)) == ("80", "120")
    assert Numeric().limits(question(Numeric(), right=100)) is None
