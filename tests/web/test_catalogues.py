"""The interface is whole in every language that is offered, and what is offered is what was translated."""

import io
import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from lms.paths import LOCALE
from tests.browser.catalogue import PLACES, messages

LANGUAGES = sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/messages.po"))
every_language = pytest.mark.parametrize("language", LANGUAGES)
#: what may stay in Latin letters among Arabic words
NAMES = re.compile(
    r"CC BY-SA 4\.0|MIT|HTML|JSON|ZIP|lms courses load|Esc|notes\.txt|notebook\.(zip|json)|UUID|K4Q9-7M2A"
)


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def lacking(found: Catalog) -> list[str | tuple[str, str]]:
    """What is marked for translation and is not there, is empty in a form, or is marked as fuzzy."""
    return [each for each in set(messages()) if not _is_there(found, each)]


def _is_there(found: Catalog, each: str | tuple[str, str]) -> bool:
    message = found.get(each if isinstance(each, str) else each[0])
    return message is not None and not message.fuzzy and all(forms(message))


def test_arabic_and_french_are_there():
    assert LANGUAGES == ["ar", "fr"]


@every_language
def test_nothing_is_missing(language):
    assert lacking(catalogue(language)) == []


@every_language
def test_a_plural_has_every_form_of_its_language(language):
    found = catalogue(language)
    for message in found:
        if message.id and message.pluralizable:
            assert len(message.string) == found.num_plurals, message.id


@every_language
def test_places_for_values_are_the_same(language):
    for message in catalogue(language):
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        known = set(PLACES.findall(" ".join(ids)))
        for form in forms(message):
            places = set(PLACES.findall(form))
            assert places == known or (message.pluralizable and places | {"%(num)s"} == known), (message.id, form)


@every_language
def test_what_is_compiled_is_what_was_written(language):
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    assert (LOCALE / language / "LC_MESSAGES" / "messages.mo").read_bytes() == compiled.getvalue()


@every_language
def test_no_sentence_was_left_in_english(language):
    words = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
    same = [m.id for m in catalogue(language) if m.id == m.string and words.search(PLACES.sub("", str(m.id)))]
    assert same == []


def test_arabic_has_no_latin_letters_but_in_names_and_places():
    left = {}
    for message in catalogue("ar"):
        for form in forms(message) if message.id else ():
            rest = NAMES.sub("", PLACES.sub("", form))
            if found := re.findall(r"[A-Za-z]+", rest):
                left[str(message.id)] = found
    assert left == {}


def test_the_guard_sees_what_is_missing_or_empty():
    found = catalogue(LANGUAGES[0])
    assert lacking(found) == []
    some = next(each for each in messages() if isinstance(each, str))
    found.get(some).string = ""
    assert lacking(found) == [some]
    found.delete(some)
    assert lacking(found) == [some]
