"""Writing a course: what is written is what is read again, whatever words are in it."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.curriculum import files
from lms.curriculum.digests import digest, plain
from lms.curriculum.document import CourseDocument, ModuleDocument
from lms.curriculum.files import Bundle
from lms.curriculum.writing import FolderInUse, write
from lms.question_types.spelling import bare
from tests.curriculum.cases import REGISTRIES, TINY, copied

TRICKY = [
    *("no", "yes", "on", "off", "null", "~", "true", "false", "True", "012", "12", "-5", "0", "1_000", "0x1f", "1e3"),
    *("2025-01-01", "1:30", "12:30:45", "1.5", ".inf", "=", "<<", "- a", "-", "--", "---", "...", "? a", ": b", "a: b"),
    *("a #b", "#", "&a", "*a", "!a", "|", ">-", "%a", "@a", "`a`", "{", "}", "{a: b}", "[", "[a]", ",", "'", "''", '"'),
    *('"a"', "'a'", "a'b", 'a"b', "\\", "\\n", "a\\", "a\tb", "a\nb", "a\n", "\na", " a", "a ", "  ", "a\n\nb", "a:"),
    *("ضوء", "ا: ب", "# ضوء", "🪁", "a\u200db", "\u200fضوء", "é", "\u00a0a", "\u3000", "“q”", "a" * 300, "a b " * 60),
    *("%YAML 1.1", "key: x\n  - y", "\t", "a\r", "\ud7ff", "𝒳", "￼", "${a}", "{{a}}", "<b>&amp;</b>", "-1", "+1"),
]


def documents(bundle: Bundle) -> list[CourseDocument | ModuleDocument]:
    return [bundle.course, *bundle.modules]


def written_and_read(bundle: Bundle) -> Bundle:
    with tempfile.TemporaryDirectory() as folder:
        write(bundle, Path(folder) / "course")
        return files.read(Path(folder) / "course", REGISTRIES)


def test_what_was_written_is_read_as_the_same_course():
    bundle = files.read(TINY, REGISTRIES)
    again = written_and_read(bundle)
    assert again == bundle
    assert [digest(document) for document in documents(again)] == [digest(document) for document in documents(bundle)]
    assert [plain(document) for document in documents(again)] == [plain(document) for document in documents(bundle)]


def test_the_tests_bite_because_another_order_has_another_digest():
    course = files.read(TINY, REGISTRIES).course
    turned = course.model_copy(update={"facts": dict(reversed(course.facts.items()))})
    assert turned == course
    assert digest(turned) != digest(course)


#: words that a title, a prompt, an option or a fact may be
words = st.one_of(
    st.sampled_from(TRICKY),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=80),
).filter(lambda text: text.strip() and "\ufeff" not in text and "\r" not in text)


def with_words(bundle: Bundle, draw) -> Bundle:
    """The course with other words in it, wherever words are free."""
    course, (lanterns, kites) = bundle.course.model_copy(deep=True), bundle.modules
    course.texts["en"] = course.texts["en"].model_copy(update={"title": draw(), "summary": draw()})
    fact = course.facts["lantern-count"]
    source = fact.source.model_copy(update={"title": draw(), "symbol": draw()})
    texts = {"en": draw(), "ar": draw()}
    changed = {"text": texts, "value": draw(), "reviewed_by": draw(), "source": source}
    course.facts["lantern-count"] = fact.model_copy(update=changed)
    course.terms["kite"].texts["en"] = (
        course.terms["kite"].texts["en"].model_copy(update={"term": draw(), "text": draw()})
    )
    lanterns = lanterns.model_copy(deep=True)
    text = lanterns.texts["en"]
    text.outcomes["light-a-lantern"], text.steps["extra"] = draw(), draw()
    question = text.questions["q-oil"]
    parts = {part: {key: draw() for key in keys} for part, keys in question.parts.items()}
    text.questions["q-oil"] = question.model_copy(update={"prompt": draw(), "after": draw(), "parts": parts})
    lanterns.questions["q-oil"] = lanterns.questions["q-oil"].model_copy(update={"source": f"by {draw()}"})
    lanterns.media["flame.svg"] = lanterns.media["flame.svg"].model_copy(update={"licence": draw()})
    return Bundle(course.model_copy(update={"licence": draw()}), (lanterns, kites), bundle.media)


@given(st.data())
def test_no_words_are_changed_by_writing_and_reading(data):
    bundle = with_words(files.read(TINY, REGISTRIES), lambda: data.draw(words))
    again = written_and_read(bundle)
    assert again == bundle
    assert [digest(document) for document in documents(again)] == [digest(document) for document in documents(bundle)]


@pytest.mark.parametrize("word", [word for word in TRICKY if word.strip() and "\r" not in word])
def test_tricky_words_survive_in_every_place(word):
    bundle = with_words(files.read(TINY, REGISTRIES), lambda: word)
    assert written_and_read(bundle) == bundle


@pytest.mark.parametrize("word", [word for word in TRICKY if bare(word) and "\r" not in word and "\n" not in word])
def test_tricky_words_survive_where_an_answer_is_accepted(word):
    bundle = files.read(TINY, REGISTRIES)
    lanterns = bundle.modules[0].model_copy(deep=True)
    lanterns.questions["q-holder"].detail["accepted"] = {"en": [word[:200]], "ar": [word[:200]]}
    changed = Bundle(bundle.course, (lanterns, bundle.modules[1]), bundle.media)
    again = written_and_read(changed)
    assert again == changed
    assert digest(again.modules[0]) == digest(lanterns)


#: lines of prose that Markdown leaves prose
prose = st.lists(
    st.sampled_from(
        ["Words.", "- one", "1. one", "> one", "a  ", "*no*", "ضوء", "🪁", "no", "key: x", "***", "", "    a"]
    ),
    max_size=8,
)


@given(prose)
def test_a_lesson_of_many_lines_is_kept_to_the_letter(lines):
    bundle = files.read(TINY, REGISTRIES)
    lanterns = bundle.modules[0].model_copy(deep=True)
    lesson = "\n".join(["Some lanterns are red.", "", *lines, "", "The end."]) + "\n"
    lanterns.texts["en"].lessons["extra"] = lesson
    again = written_and_read(Bundle(bundle.course, (lanterns, bundle.modules[1]), bundle.media))
    assert again.modules[0].texts["en"].lessons["extra"] == lesson
    assert digest(again.modules[0]) == digest(lanterns)


def test_an_empty_or_missing_folder_is_filled(tmp_path):
    bundle = files.read(TINY, REGISTRIES)
    (tmp_path / "empty").mkdir()
    write(bundle, tmp_path / "empty")
    write(bundle, tmp_path / "deep" / "missing")
    assert files.read(tmp_path / "empty", REGISTRIES) == files.read(tmp_path / "deep" / "missing", REGISTRIES) == bundle


def test_what_lay_in_the_folder_of_the_same_course_is_gone(tmp_path):
    course = copied(tmp_path)
    bundle = files.read(TINY, REGISTRIES)
    (course / "lanterns" / "en" / "old.md").write_text("Old.", encoding="utf-8")
    write(bundle, course)
    assert files.read(course, REGISTRIES) == bundle


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("letter.txt", "Dear friend"),
        ("course.yaml", "key: tiny-boats\n"),
        ("course.yaml", "schema: 1\nkey: other\n"),
        ("course.yaml", "# key: tiny\nkey: other\n"),
        ("course.yaml", "monkey: tiny\nkey: other\n"),
        ("course.yaml", "\xff{"),
        ("course.yaml", "- key: tiny\n"),
        (".git/HEAD", "ref"),
        ("sub/course.yaml", "key: tiny\n"),
    ],
)
def test_a_folder_that_holds_something_else_is_left_as_it_is(file, words, tmp_path):
    target = tmp_path / "target"
    (target / file).parent.mkdir(parents=True)
    (target / file).write_text(words, encoding="latin-1")
    with pytest.raises(FolderInUse):
        write(files.read(TINY, REGISTRIES), target)
    assert (target / file).read_text(encoding="latin-1") == words
    assert [path for path in target.rglob("*") if path.is_file()] == [target / file]


def test_a_file_in_place_of_the_folder_is_left_as_it_is(tmp_path):
    (tmp_path / "target").write_text("words", encoding="utf-8")
    with pytest.raises(FolderInUse):
        write(files.read(TINY, REGISTRIES), tmp_path / "target")
    assert (tmp_path / "target").read_text(encoding="utf-8") == "words"


@pytest.mark.parametrize("name", [".git/HEAD", ".gitignore", "README.md", "lanterns/readme.md", "LICENCE"])
def test_what_lies_apart_from_the_course_stays(name, tmp_path):
    course = copied(tmp_path)
    (course / name).parent.mkdir(exist_ok=True)
    (course / name).write_text("ref", encoding="utf-8")
    write(files.read(course, REGISTRIES), course)
    assert (course / name).read_text(encoding="utf-8") == "ref"
