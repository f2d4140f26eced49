"""`lms courses check` never raises, whatever the files hold."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from lms.curriculum import files
from lms.curriculum.faults import Fault
from lms.errors import CourseFault
from tests.curriculum.cases import REGISTRIES, TINY, checked, copied

FILES = sorted(str(path.relative_to(TINY)) for path in TINY.rglob("*.*"))
EXAMPLES = 8 * hypothesis_settings().max_examples
#: what trainers and bad editors put into files
SCRAPS = [
    *"\t -:#{}[]|~'\"\\\x00\x85\u2028\ufeffé\u0643🪁",
    *("", "[[", "]]", "&a", "*a", "!a", "? x", "- ", "---", "...", ">-", "<!--", "-->", "<b>", "```", "    code"),
    *("::: story {#a}", ":::: law {#b}", ":::", "::::", "::: check {#c-first}", "## x {#how}", "# x", "> quoted"),
    *("[[kite]]", "{{fact:wind-law}}", "{{fact:", "![](flame.svg)", "[x](step:lighting#how)", "[x]: javascript:x"),
    *("null", "true", "1", "-1", "1.5", "2025-01-01", "key: x", "key: [x]", "key: {x: y}", "right: {a: b}", "1: 2"),
    *("options: 5", "options: [1, [2]]", "text: {}", "schema: 1", "steps: []", "modules: [..]", "a" * 6000),
]


@st.composite
def damages(draw):
    """A file, and what happens to it."""
    file = draw(st.sampled_from(FILES))
    how = draw(st.sampled_from(["delete", "double", "replace", "insert", "value", "indent", "cut", "bytes"]))
    return file, how, draw(st.integers(0, 10_000)), draw(st.sampled_from(SCRAPS)), draw(st.binary(max_size=4))


def damage(course: Path, file: str, how: str, at: int, scrap: str, raw: bytes) -> None:
    path = course / file
    content = path.read_bytes()
    lines = content.split(b"\n")
    here, byte, new = at % len(lines), at % (len(content) + 1), scrap.encode()
    line = lines[here]
    changed = {
        "delete": [],
        "double": [line, line],
        "replace": [new],
        "insert": [new, line],
        "value": [line.rpartition(b" ")[0] + b" " + new],
        "indent": [b"  " + line],
    }
    match how:
        case "bytes":
            content = content[:byte] + raw + content[byte + len(raw) :]
        case "cut":
            content = content[:byte]
        case _:
            content = b"\n".join([*lines[:here], *changed[how], *lines[here + 1 :]])
    path.write_bytes(content)


@hypothesis_settings(max_examples=EXAMPLES)
@given(st.lists(damages(), min_size=1, max_size=3))
def test_a_damaged_course_is_read_or_has_faults_and_nothing_is_ever_raised(all_damages):
    with tempfile.TemporaryDirectory() as folder:
        course = copied(Path(folder))
        for each in all_damages:
            damage(course, *each)
        faults = checked(course)
        assert all(isinstance(fault, Fault) and fault.line >= 1 and fault.message for fault in faults)
        try:
            files.read(course, REGISTRIES)
            assert faults == []
        except CourseFault as error:
            assert error.faults == faults != []
