"""The environment, the values of settings, and the languages."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from urllib.parse import urlsplit

from babel.messages.mofile import read_mo

from lms.doctor.finding import Finding
from lms.settings import NAMES, Settings

ENVIRONMENT = ("LMS_DATA_DIR", *(f"LMS_{name.upper()}" for name in NAMES))
SHORTEST_SECRET = 32  #: letters
setting = partial(Finding, "settings")


def unknown_names(environ: Mapping[str, str]) -> Iterator[Finding]:
    for name in sorted(environ):
        if name.startswith("LMS_") and name not in ENVIRONMENT:
            near = get_close_matches(name, ENVIRONMENT, 1)
            mend = f"Did you mean {near[0]}?" if near else "Take it out, or look in the README for its name."
            yield setting(f"{name} is no setting, and does nothing.", mend)


def addresses(settings: Settings) -> Iterator[Finding]:
    if settings.base_url and not _is_address(settings.base_url):
        what = f"LMS_BASE_URL is no address: {settings.base_url}"
        yield setting(f"{what}.", "Write it as https://learn.example.org.")
    elif not settings.base_url.startswith("https://"):
        what = "LMS_BASE_URL is not an https address: away from this machine, passphrases travel readable."
        yield setting(what, "Put a server with a certificate before it, and set LMS_BASE_URL to its address.")
    if settings.leave_url and not _is_address(settings.leave_url):
        what = f"LMS_LEAVE_URL is no address: {settings.leave_url}."
        yield setting(what, "Write it as https://www.example.org, or leave it out.")


def secret(settings: Settings) -> Iterator[Finding]:
    if len(settings.secret_key) < SHORTEST_SECRET:
        what = f"LMS_SECRET_KEY has fewer than {SHORTEST_SECRET} letters: whoever guesses it can sign in as anybody."
        yield setting(what, "Leave it out, and one is made; everybody signs in again then.")


def catalogues(settings: Settings, languages: tuple[str, ...]) -> Iterator[Finding]:
    """Languages whose catalogue says less than another one does."""
    sizes = {}
    for language in languages:
        path = settings.locale_dir / language / "LC_MESSAGES" / "messages.mo"
        if path.exists():
            with path.open("rb") as file:
                sizes[language] = sum(1 for message in read_mo(file) if message.id)
    for language, size in sorted(sizes.items()):
        if missing := max(sizes.values()) - size:
            what = f"The catalogue of {language} lacks {missing} of {max(sizes.values())} sentences, shown in English."
            yield setting(what, "Install lms again, or compile the catalogues (docs/translating.md).")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
