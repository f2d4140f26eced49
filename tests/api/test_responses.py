"""`data-response`: what the script makes of a question's fields is what the server reads from the plain form."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from lms.paths import STATIC
from tests.learn.conftest import RIGHT

#: as in `attempt.js`
SHAPES: dict[str, Callable[[Sequence[str]], Any]] = {
    "one": lambda values: next((value for value in values if value), None),
    "list": lambda values: sorted(set(values)) or None,
    "each": lambda values: list(values) if any(values) else None,
}


def test_the_shapes_are_those_of_the_script():
    script = (STATIC / "js" / "attempt.js").read_text()
    for name in SHAPES:
        assert f"\n  {name}: (values) =>" in script


@pytest.mark.parametrize("times", range(3))
def test_what_was_tapped_and_what_the_page_says_are_one_answer(device, stored, times):
    page = device.visitor(f"/en/attempts/{device.attempt['attempt']}")
    records, fields = [], {}
    for number, key in enumerate(device.questions):
        (shape,) = page.tree.xpath(f"//*[@data-response][.//input[@name='q-{key}']]/@data-response")
        values = RIGHT[key] if times < 2 else []
        fields[f"q-{key}"] = values
        records.append(device.answer(number, SHAPES[shape](values), seq=number + 1))
    reply = device.send(device.batch(*records))
    assert all("receipt" in told for told in reply.json["records"])
    page.send("answers", **fields)
    assert len(stored()) == len(records)
