"""Words as search compares them: what people type, and what is written, must meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.curriculum.search.marking import marked, passage
from lms.curriculum.search.words import MOST_WORDS, forms, sought, tokens

LANGUAGES = ("en", "ar", "fr", "xx")


def finds(query: str, text: str, language: str) -> bool:
    words = sought(query, (language,)).get(language, ())
    found = list(tokens(text, language))
    return bool(words) and all(any(word.fits(token) for token in found) for word in words)


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("مدرسة", "المدرسة", "ar"),
        ("مدرسة", "المدرّسة", "ar"),
        ("مدرسة", "بالمدرسة", "ar"),
        ("المدرسة", "مدرسة", "ar"),
        ("مدرسه", "المدرسة", "ar"),
        ("قانون", "قَانُونٌ", "ar"),
        ("قَانُونٌ", "القانون", "ar"),
        ("القانون", "قانون", "ar"),
        ("للقانون", "قانون", "ar"),
        ("القانو", "قانون", "ar"),
        ("كفالة", "والكفالة", "ar"),
        ("كفا", "الكفالة", "ar"),
        ("الكفا", "كفالة", "ar"),
        ("كفـــالة", "كفالة", "ar"),
        ("١٢", "12", "ar"),
        ("employe", "employé", "fr"),
        ("employe", "employés", "fr"),
        ("egalite", "l’égalité", "fr"),
        ("egalites", "égalités", "fr"),
        ("l'ecole", "école", "fr"),
        ("ÉCOLE", "école", "fr"),
        ("kafala", "Kafala, element by element", "en"),
        ("recruitm", "recruitment", "en"),
        ("recruiting", "recruitment", "en"),
        ("workers", "the worker’s", "en"),
        ("what is kafala", "kafala", "en"),
        ("is", "This is it", "en"),
        ("refuge\u0301s", "réfugés", "xx"),
    ],
)
def test_what_is_typed_finds_what_is_written(query, text, language):
    assert finds(query, text, language)


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("كفالة", "كفيل", "ar"),
        ("parties", "participant", "en"),
        ("pass law", "passport law", "en"),  # only the last word may be a beginning
        ("p", "passport", "en"),
        ("kafala passport", "kafala", "en"),
        ("", "anything", "en"),
        ("!? …", "!? …", "en"),
    ],
)
def test_other_words_are_not_found(query, text, language):
    assert not finds(query, text, language)


def test_at_most_eight_words_are_used():
    assert len(sought("one two three four five six seven eight nine ten", ("en",))["en"]) == MOST_WORDS
    assert sought("x" * 200 + "y", ("en",)) == sought("x" * 200, ("en",))


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_a_form_is_letters_and_digits_alone(text, language):
    for token in tokens(text, language):
        assert token.forms
        assert all(form.isalnum() for form in token.forms)
        assert text[token.start : token.end]


@given(st.lists(st.sampled_from(["kafala", "المدرّسة", "l’employé", "12", "worker's", "نص", "ａｂ"]), min_size=1))
def test_a_text_finds_itself_and_is_shown_unchanged(words):
    text = " — ".join(words)
    for language in LANGUAGES:
        looked_for = sought(text, (language,))[language]
        every = list(tokens(text, language))
        assert all(any(word.fits(token) for token in every) for word in looked_for)
        assert "".join(part.text for part in marked(text, language, looked_for)) == text


def test_a_passage_is_the_part_with_most_of_the_words():
    text = "employer " + "so " * 100 + "the employer keeps the passport " + "and " * 100
    shown = passage(text, "en", sought("employer passport", ("en",))["en"])
    assert [part.text for part in shown if part.marked] == ["employer", "passport"]
    assert (shown[0].text, shown[-1].text) == ("… ", " …")
    assert sum(len(part.text.split()) for part in shown) < 50


def test_a_passage_without_the_words_is_its_beginning():
    assert passage("A short text.", "en", sought("other", ("en",))["en"])[0].text == "A short text."
    assert passage("", "en", ()) == ()


def test_a_word_has_itself_first_among_its_forms():
    assert forms("l’Employé", "fr") == ("employe", "emploi", "employ")
