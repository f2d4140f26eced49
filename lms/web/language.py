"""Languages: the language of a page is in its address, `/<lang>/…`; its direction follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import quote

from babel import Locale
from babel.dates import format_date as babel_format_date
from babel.lists import format_list as babel_format_list
from flask import Flask, current_app, g, request
from flask_babel import Babel, get_locale, gettext
from werkzeug.routing import BaseConverter, ValidationError

from lms.errors import SettingsError
from lms.settings import Settings
from lms.web.login import me

NOT_REVIEWED = frozenset({"ar", "fr"})  #: translations that no native speaker has looked at yet
SOURCE = "en"  #: the language the interface is written in; it needs no catalogue


@dataclass(frozen=True)
class PageLanguage:
    """A language this page can be read in."""

    code: str
    name: str  #: in the language itself
    url: str
    is_current: bool
    dir: str


class LanguageConverter(BaseConverter):
    """A language that is configured; for others there is no page."""

    regex = "[A-Za-z-]{2,35}"

    def to_python(self, value: str) -> str:
        if value not in configured():
            raise ValidationError
        return value


def init_language(app: Flask, settings: Settings) -> None:
    """:raises SettingsError: for a configured language that has no catalogue"""
    catalogues = with_catalogue(settings)
    languages = settings.languages or (SOURCE, *catalogues)
    for language in languages:
        if language != SOURCE and language not in catalogues:
            known = ", ".join((SOURCE, *catalogues))
            raise SettingsError(f"LMS_LANGUAGES: there is no catalogue for “{language}”; there are {known}.")
    app.config["LMS_LANGUAGES"] = tuple(languages)
    folders = app.extensions["lms"].registries.folders
    catalogues_of_plug_ins = [folders.get(name) / "translations" for name in folders]
    directories = [*catalogues_of_plug_ins, settings.locale_dir]  # the last one wins: a plug-in changes no word of ours
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(map(str, directories))
    app.url_map.converters["lang"] = LanguageConverter
    Babel(app, default_locale=languages[0], default_timezone="UTC", locale_selector=current_language)
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)


def with_catalogue(settings: Settings) -> tuple[str, ...]:
    found = settings.locale_dir.glob("*/LC_MESSAGES/messages.mo")
    return tuple(sorted(path.parent.parent.name for path in found))


def configured() -> tuple[str, ...]:
    """The languages of this installation, the first one being the default."""
    return current_app.config["LMS_LANGUAGES"]


def current_language() -> str:
    return g.get("lang") or configured()[0]


def visitors_language() -> str:
    """What `/` leads to: the person's choice, else what the browser asks for, else the default."""
    person = me()
    if person and person.language in configured():
        return person.language
    return request.accept_languages.best_match(configured()) or configured()[0]


@cache
def direction(language: str) -> str:
    """:returns: "ltr" or "rtl\""""
    return Locale.parse(language, sep="-").text_direction


def page_languages() -> tuple[PageLanguage, ...]:
    """The languages of this page with the addresses they have; the address of a form leads to the home page.

    Where there is one language, there is nothing to choose.
    """
    if len(configured()) == 1:
        return ()
    now, rest = current_language(), "/"
    if g.get("lang") and request.method in ("GET", "HEAD") and request.path.startswith(f"/{now}/"):
        rest = quote(request.path[len(now) + 1 :])
    return tuple(
        PageLanguage(code, own_name(code), f"{request.script_root}/{code}{rest}", code == now, direction(code))
        for code in configured()
    )


@cache
def own_name(language: str) -> str:
    """The name of a language, in the language itself."""
    return Locale.parse(language, sep="-").get_display_name(language) or language


def language_name(language: str) -> str:
    """The name of a language, in the language of the page."""
    return Locale.parse(language, sep="-").get_display_name(str(get_locale() or SOURCE)) or language


def format_percent(percent: int) -> str:
    """70 %, as the language writes it."""
    return gettext("%(percent)s %%", percent=percent)


def format_day(day: date) -> str:
    """12 May 2026"""
    return babel_format_date(day, format="d MMMM y", locale=get_locale() or SOURCE)


def format_list(words: Iterable[str]) -> str:
    """12 answers, 5 lessons and 1 course"""
    return babel_format_list(list(words), locale=get_locale() or SOURCE)


def _take_language(endpoint: str | None, values: dict | None) -> None:
    g.lang = (values or {}).pop("lang", None)
    first = request.path.split("/")[1]
    if endpoint is None and first in configured():  # no such page: also that is said in the language of the address
        g.lang = first


def _give_language(endpoint: str, values: dict) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = current_language()
