"""`data-response`: what the script makes of a question's fields is what the server reads from the plain form."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from lms.assessment.draws import type_of
from lms.curriculum.queries import module_document
from lms.paths import STATIC
from tests.learn.conftest import RIGHT, WORKSHOP

#: as in `attempt.js`
SHAPES: dict[str, Callable[[Sequence[str]], Any]] = {
    "one": lambda values: next((value for value in values if value), None),
    "list": lambda values: sorted(set(values)) or None,
    "rows": lambda values: paired(values, str),
    "numbers": lambda values: paired(values, int),
    "line": lambda values: "".join(" " if ord(sign) < 32 else sign for sign in values[0]).strip() or None,
}
#: what a page may send of each question of the workshop
SENT = {
    "q-parts": [["glass:shields", "ring:holds", ""], ["glass:shields", "", ""], ["", "", ""]],
    "q-steps": [["lift:1", "light:2", "lower:3"], ["lift:1", "light:1", ""], ["", "", ""]],
    "q-share": [["1,250"], [" 12.5 % "], ["abc\tdef"], [""]],
    "q-holder": [["The hand"], ["  "], ["اليد"]],
}


def paired(values: Sequence[str], read: Callable[[str], Any]) -> dict[str, Any] | None:
    pairs = [value.split(":") for value in values if value]
    return {row: read(choice) for row, choice in pairs} or None


def test_the_shapes_are_those_of_the_script():
    script = (STATIC / "js" / "attempt.js").read_text()
    for name in SHAPES:
        assert f"\n  {name}: (values) =>" in script


@pytest.mark.parametrize("key", SENT)
def test_what_a_question_says_of_its_fields_is_how_the_server_reads_them(learner, app, key):
    page = learner(WORKSHOP).send("attempts")
    (shape,) = page.tree.xpath(f"//*[@data-response][.//*[@name='q-{key}']]/@data-response")
    revision = int(page.tree.xpath("string(//form[@data-attempt]/@data-revision)"))
    with app.app_context():
        question = module_document(revision).questions[key]
        for values in SENT[key]:
            assert SHAPES[shape](values) == type_of(question).read(question, values), values


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
