"""Segments: keys, order, words, and which are stale."""

import hashlib

import pytest

from lms.curriculum import files
from lms.curriculum.segments import digest16, lesson_segments, parsed, segments, stale
from tests.curriculum.cases import REGISTRIES, TINY, Edit, copied

LESSON = """Lead one.

Lead two. <!-- a note -->

::: story {#a}
Words of *a*.
:::

After the story.

- a list

::: check {#c}
:::

## Head {#h}

<!-- a note alone -->

One.

### Sub {#s}

:::: law {#l}
Law.
::: safety {#inner}
Safe.
:::
::::
"""


@pytest.fixture(scope="module")
def lanterns():
    return files.read(TINY, REGISTRIES).modules[0]


def test_a_lesson_falls_into_runs_of_prose_headings_and_blocks_in_order():
    assert lesson_segments(LESSON) == {
        "lead.1": "Lead one.\n\nLead two.",
        "a": "Words of *a*.",
        "lead.2": "After the story.\n\n- a list",
        "h": "Head",
        "h.1": "One.",
        "s": "Sub",
        "l": "Law.\n::: safety {#inner}\nSafe.\n:::",
    }


def test_comments_belong_to_no_segment():
    assert (
        lesson_segments("Words.<!-- x -->\n") == lesson_segments("Words.\n\n<!-- x\n\ny -->\n") == {"lead.1": "Words."}
    )


def test_a_module_begins_with_its_titles_then_questions_then_lessons(lanterns):
    keys = list(segments(lanterns, "en"))
    assert keys[:4] == ["title", "summary", "outcome.light-a-lantern", "outcome.carry-a-lantern"]
    assert keys[4:8] == ["step.lighting", "step.carrying", "step.extra", "step.lantern-quiz"]
    assert keys.index("q-oil.prompt") < keys.index("q-oil.options.a") < keys.index("q-oil.feedback.a")
    assert keys.index("q-oil.feedback.d") < keys.index("q-oil.after") < keys.index("lighting.lead.1")
    assert segments(lanterns, "en")["c-second.feedback.false"] == "Look at article 1."


def test_a_language_has_only_the_segments_it_has_words_for(lanterns):
    keys = set(segments(lanterns, "ar"))
    assert {"title", "step.extra", "lighting.how.1"} <= keys
    assert not [key for key in keys if key.startswith(("carrying.", "q-", "c-"))]


def test_the_digest_is_the_first_16_hex_of_the_words_as_utf_8():
    assert digest16("ضوء") == hashlib.sha256("ضوء".encode()).hexdigest()[:16]


def test_a_segment_without_the_digest_of_its_original_is_stale(lanterns):
    assert stale(lanterns, "ar") == {"lighting.how.1"}
    assert stale(lanterns, "en") == frozenset()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Oil, a wick and a match.", "Oil and a match.", "lighting.what-you-need.1"),
        ("Sami stood on", "Sami sat on", "lighting.dark-stairs"),
        ("## How it is done", "## How to do it", None),
        ("![A flame in a glass]", "![A flame]", "lighting.flame-picture"),
        ("<!-- where the number comes from -->", "<!-- another note -->", ""),
    ],
)
def test_a_changed_original_makes_its_own_segment_stale_and_no_other(old, new, expected, tmp_path):
    course = copied(tmp_path)
    Edit("lanterns/en/lighting.md", old, new).make(course)
    module = files.read(course, REGISTRIES).modules[0]
    changed = {"lighting.how"} if expected is None else {expected} - {""}
    assert stale(module, "ar") == {"lighting.how.1"} | changed


def test_a_segment_that_moves_with_its_block_is_not_stale(tmp_path):
    course = copied(tmp_path)
    for language in ("en", "ar"):
        path = course / f"lanterns/{language}/lighting.md"
        text = path.read_text(encoding="utf-8")
        at = text.index("::: safety")
        end = text.index("::: key-point")
        block, text = text[at:end], text[:at] + text[end:]
        path.write_text(text + "\n" + block, encoding="utf-8")
    assert stale(files.read(course, REGISTRIES).modules[0], "ar") == {"lighting.how.1"}


def test_a_lesson_is_parsed_once():
    assert parsed(LESSON) is parsed(LESSON)
