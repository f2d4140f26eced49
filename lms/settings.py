"""Every setting: its name, type, default and meaning (DESIGN 9).

`Settings.load()` reads the environment (`LMS_…`), else `lms.toml` in the data folder, and makes the data folder and
its secrets; `create_app(settings)` touches none of them.
"""

import json
import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from lms.errors import SettingsError
from lms.paths import LOCALE

NAMES = (
    "database_url", "secret_key", "base_url", "site_name", "languages", "leave_url", "session_hours", "retention_days",
)  # fmt: skip
#: whole numbers: what they count, the least and the greatest
NUMBERS = {"session_hours": ("hours", 1, 168), "retention_days": ("days", 30, 3650)}
SECRET, TEXT_KEY, LEDGER_KEYS, FILE = "secret.key", "text.key", "ledger-keys.json", "lms.toml"  #: in the data folder
UNFINISHED = "restore-unfinished"  #: is there while a restore replaces what is in the folder, and after a failed one


@dataclass(frozen=True)
class Settings:
    data_dir: Path  #: LMS_DATA_DIR: the database, the secrets, lms.toml
    secret_key: str = field(repr=False)  #: LMS_SECRET_KEY: signs cookies and forms
    ledger_keys: Mapping[str, bytes] = field(repr=False)  #: id → key, oldest first; the last one signs, all are kept
    text_key: bytes = field(repr=False)  #: wraps the key of each person's kept texts; 32 bytes
    database_url: str = ""  #: LMS_DATABASE_URL; empty: SQLite in the data folder
    base_url: str = ""  #: LMS_BASE_URL: the address people open, e.g. https://learn.example.org
    site_name: str = ""  #: LMS_SITE_NAME; empty: "Field Notebook", translated
    languages: tuple[str, ...] = ()  #: LMS_LANGUAGES; empty: English and every language with a catalogue
    leave_url: str = ""  #: LMS_LEAVE_URL: where "leave this page" goes; empty: a blank page of ours
    session_hours: int = 12  #: LMS_SESSION_HOURS: after these a session ends, whatever happens
    retention_days: int = 730  #: LMS_RETENTION_DAYS: an account nobody signs in to for longer is erased
    locale_dir: Path = LOCALE  #: catalogues of the interface; tests bring their own
    argon2_memory_kib: int = 19 * 1024  #: tests use the least argon2 allows
    argon2_passes: int = 2

    @property
    def database(self) -> str:
        """The address of the database, for SQLAlchemy."""
        url = self.database_url or f"sqlite:///{self.data_dir / 'lms.db'}"
        for prefix in ("postgres://", "postgresql://"):
            if url.startswith(prefix):
                return "postgresql+psycopg://" + url.removeprefix(prefix)
        return url

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite")

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """The settings in force; the data folder and its secrets exist afterwards, mode 700 and 600.

        :raises SettingsError: for a value that cannot be, with its name and the mend
        """
        environ = os.environ if environ is None else environ
        data_dir = data_folder(environ)
        if (data_dir / UNFINISHED).exists():
            raise SettingsError(f"A restore into {data_dir} was cut off half way: run `lms restore FILE` again.")
        try:
            data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            secret = _kept(data_dir / SECRET, lambda: secrets.token_urlsafe(48))
            text_key = _kept(data_dir / TEXT_KEY, lambda: secrets.token_hex(32))
            keys = json.loads(_kept(data_dir / LEDGER_KEYS, lambda: json.dumps({"a": secrets.token_hex(32)})))
        except OSError as error:
            why = f"The data folder {data_dir} cannot be used: {error.strerror}. Set LMS_DATA_DIR."
            raise SettingsError(why) from None
        except ValueError:
            keys_file = data_dir / LEDGER_KEYS
            raise SettingsError(f"{keys_file} is damaged: put back a copy; do not make a new one.") from None
        given = {**from_file(data_dir / FILE), **_from_environment(environ)}
        return cls(
            data_dir=data_dir,
            ledger_keys={key_id: bytes.fromhex(key) for key_id, key in keys.items()},
            text_key=bytes.fromhex(text_key),
            **{"secret_key": secret, **given},
        )


def data_folder(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("LMS_DATA_DIR") or "./var").absolute()


def _kept(path: Path, make) -> str:
    """The text of a secret file, made once; `os.link` lets one of two processes that start together win."""
    if not path.exists():
        mine = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(make())
        try:
            os.link(mine, path)
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return path.read_text(encoding="utf-8")


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    given = {name: f"LMS_{name.upper()}" for name in NAMES if environ.get(f"LMS_{name.upper()}")}
    return {name: _typed(variable, name, environ[variable]) for name, variable in given.items()}


def from_file(path: Path) -> dict[str, Any]:
    """What an `lms.toml` sets; nothing when there is none.

    :raises SettingsError: for what cannot be
    """
    if not path.exists():
        return {}
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from None
    if unknown := sorted(set(given) - set(NAMES)):
        raise SettingsError(f"{path}: there is no setting “{unknown[0]}”; known are {', '.join(NAMES)}.")
    return {name: _typed(f"{path}: {name}", name, value) for name, value in given.items()}


def _typed(where: str, name: str, value: object) -> object:
    if name == "languages":
        words = value.replace(",", " ").split() if isinstance(value, str) else value
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise SettingsError(f"{where}: write the languages as en,ar,fr.")
        return tuple(words)
    if name in NUMBERS:
        unit, least, greatest = NUMBERS[name]
        digits = str(value)
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 4 and least <= int(digits) <= greatest):
            raise SettingsError(f"{where}: write a whole number of {unit} from {least} to {greatest}.")
        return int(digits)
    if not isinstance(value, str):
        raise SettingsError(f"{where}: write it as text in quotes.")
    return value


assert set(NAMES) < {each.name for each in fields(Settings)}
