"""YAML as course authors write it: text is text, and every value has its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.curriculum.yamls import YamlFault, load

TEXTS = [
    *(
        "no",
        "yes",
        "on",
        "off",
        "No",
        "True",
        "TRUE",
        "False",
        "null",
        "~",
        "012",
        "0o17",
        "0x1f",
        "1_000",
        "1e3",
        "1.5",
    ),
    *(
        "1:30",
        "12:30:45",
        "2025-01-01",
        "2025-01-01T10:00:00Z",
        ".inf",
        ".nan",
        "=",
        "<<",
        "+1",
        "-0",
        "- 1",
        "00",
        "٣",
    ),
]


@pytest.mark.parametrize("words", [text for text in TEXTS if text not in ("- 1", "-0")])
def test_what_yaml_takes_for_something_else_stays_text(words):
    assert load(f"a: {words}").value == {"a": words}
    assert load(f"- {words}").value == [words]


@pytest.mark.parametrize(
    ("words", "value"), [("true", True), ("false", False), ("0", 0), ("-3", -3), ("60", 60), ("-0", 0)]
)
def test_plain_true_false_and_whole_numbers_are_what_they_say(words, value):
    found = load(f"a: {words}").value["a"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("words", ["true", "60", "no", "-3"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_what_is_quoted_is_text(words, quote):
    assert load(f"a: {quote}{words}{quote}").value == {"a": words}


def test_a_number_too_long_to_be_one_stays_text():
    assert load("a: " + "9" * 18).value == {"a": int("9" * 18)}
    assert load("a: " + "9" * 19).value == {"a": "9" * 19}


@pytest.mark.parametrize("name", ["true", "12", "no", "2025-01-01", "null", "1.5"])
def test_names_are_always_text(name):
    assert load(f"{name}: a").value == {name: "a"}


def test_an_empty_value_is_empty_text():
    assert load("a:\nb: ''").value == {"a": "", "b": ""}


def test_folded_and_literal_words_keep_their_form():
    assert load("a: >-\n  one\n  two\nb: |\n  one\n  two\n").value == {"a": "one two", "b": "one\ntwo\n"}


def test_every_value_has_its_line_and_a_place_that_is_not_there_has_that_around_it():
    marked = load("# a comment\na: 1\nb:\n  - c: x\n    d: [1,\n      2]\n\n  - e\n")
    places = {
        (): 2,
        ("a",): 2,
        ("b",): 3,
        ("b", 0): 4,
        ("b", 0, "c"): 4,
        ("b", 0, "d"): 5,
        ("b", 0, "d", 1): 6,
        ("b", 1): 8,
    }
    assert {place: marked.line(place) for place in places} == places
    assert marked.line(("b", 0, "missing", 5)) == 4
    assert marked.line(("missing",)) == 2


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "empty"),
        ("# only words\n", 1, "empty"),
        ("a: 1\na: 2\n", 2, "“a” stands here twice"),
        ('a: 1\n"a": 2\n', 2, "“a” stands here twice"),
        ("true: 1\n'true': 2\n", 2, "“true” stands here twice"),
        ("a: 1\n? [b]\n: 2\n", 2, "must be one word"),
        ("a: &x 1\nb: *x\n", 1, "Anchors"),
        ("a: 1\nb: *x\n", 2, "Anchors"),
        ("a: !!python/object:os.system x\n", 1, "Tags"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("a: 'x\n\nb: 1\n", 4, "cannot be read"),
        ("a:\n\tb: 1\n", 2, "cannot be read"),
        ('a: 1\nb: "\\0"\n', 2, "cannot be seen"),
        ('a: "\\u2028"\n', 1, "cannot be seen"),
        ("a: " + "[" * 500, 1, "too deeply"),
        ("- " * 500, 1, "too deeply"),
        ("\n\na: " + "{b: " * 13 + "1" + "}" * 13, 3, "too deeply"),
    ],
)
def test_what_is_no_yaml_of_ours_is_a_fault_with_its_line(text, line, says):
    with pytest.raises(YamlFault) as raised:
        load(text)
    assert raised.value.line == line
    assert says in raised.value.message
    assert "\n" not in raised.value.message


@pytest.mark.parametrize("text", ["a: " + "[" * 100_000, "- " * 100_000])
def test_a_bottomless_nest_is_a_fault_whoever_sees_it_first(text):
    """Some versions of libyaml have a limit of their own and words of their own for it."""
    with pytest.raises(YamlFault, match="too deeply|nesting"):
        load(text)


@given(st.text(max_size=60))
def test_nothing_but_a_fault_is_ever_raised(text):
    try:
        assert isinstance(load(text).value, str | int | bool | list | dict)
    except YamlFault as fault:
        assert 1 <= fault.line <= len(text) + 1
