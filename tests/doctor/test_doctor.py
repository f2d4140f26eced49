"""`lms doctor`, and what it finds of settings and catalogues: each fault is really there, and gone when mended."""

import json
import os
import shutil
import subprocess
import sys
from importlib import import_module

import pytest

from lms.cli.serve import prepare
from lms.doctor import surroundings
from lms.doctor.looking import findings
from lms.settings import NAMES
from tests.conftest import TINY, settings_for
from tests.doctor.looking import BASE_URL, one
from tests.houses import inside
from tests.profile import THOROUGH


def test_where_nothing_is_wrong_nothing_is_found(look):
    assert look() == []


def test_the_command_prints_warnings_and_exits_with_0(house, run, look, monkeypatch):
    (house / "text.key").chmod(0o644)
    result = run(house, "doctor")
    assert result.exit_code == 0
    assert "warning  folder:" in result.output and "chmod 600" in result.output
    report = json.loads(run(house, "doctor", "--json").output)
    assert (report["well"], report["stops"]) == (False, False)
    assert {"about", "what", "mend", "stops"} == set(report["findings"][0])


def test_the_command_exits_with_1_for_what_stops_and_says_so_first(house, run, change):
    change("UPDATE lms_version SET version_num = '20990101_later'")
    for words in (("doctor",), ("doctor", "--json")):
        assert run(house, *words).exit_code == 1
    assert run(house, "doctor").output.startswith("STOP")
    assert json.loads(run(house, "doctor", "--json").output)["stops"] is True


def test_it_says_that_all_is_well(house, run, look, monkeypatch):
    for name in [name for name in os.environ if name.startswith("LMS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LMS_BASE_URL", BASE_URL)
    result = run(house, "doctor")
    assert (result.exit_code, result.output) == (0, "All is well.\n")


def test_a_mistyped_setting_is_found_with_the_name_that_was_meant(look):
    found = look(LMS_RETENTION_DAY="90", LMS_XYZZY_PLUGH="1")
    one(found, "LMS_RETENTION_DAY is no setting", stops=False)
    assert {finding.mend for finding in found} >= {"Did you mean LMS_RETENTION_DAYS?"}
    assert len(found) == 2


def test_every_setting_is_known(look):
    assert {name.removeprefix("LMS_").lower() for name in surroundings.ENVIRONMENT} == {"data_dir", *NAMES}


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"LMS_RETENTION_DAYS": "soon"}, "write a whole number of days"),
        ({"LMS_LANGUAGES": "en,xx"}, "there is no catalogue for “xx”"),
        ({"LMS_DATABASE_URL": "sqlite:////no/such/folder/x.db"}, "cannot be used"),
    ],
)
def test_a_value_that_stops_the_service_is_found(look, environ, words):
    one([each for each in look(**environ) if words in each.what], words, stops=True)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"base_url": "learn.example.org"}, "LMS_BASE_URL is no address"),
        ({"base_url": "https://"}, "LMS_BASE_URL is no address"),
        ({"base_url": "https://learn.example.org:99999"}, "LMS_BASE_URL is no address"),
        ({"base_url": "http://learn.example.org"}, "LMS_BASE_URL is not an https address"),
        ({"base_url": ""}, "LMS_BASE_URL is not an https address"),
        ({"base_url": BASE_URL, "leave_url": "javascript:alert(1)"}, "LMS_LEAVE_URL is no address"),
    ],
)
def test_an_address_that_is_none_is_found(tmp_path, changed, words):
    one(list(surroundings.addresses(settings_for(tmp_path, **changed))), words, stops=False)


def test_a_secret_that_can_be_guessed_is_found(look):
    one(look(LMS_SECRET_KEY="hush"), "fewer than 32 letters", stops=False)


@pytest.mark.parametrize(
    ("content", "words"), [("retention_day = 3", "there is no setting"), ("retention_days = ", "Invalid value")]
)
def test_a_wrong_file_of_settings_is_found(house, look, content, words):
    (house / "lms.toml").write_text(content)
    one(look(), words, stops=True)


def test_a_catalogue_that_lacks_sentences_is_found(house, tmp_path):
    with inside(house) as settings:
        shutil.copytree(settings.locale_dir, tmp_path / "locale")
        few = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Home"\nmsgstr "x"\n'
        path = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "messages.po"
        path.write_bytes(few)
        words = [sys.executable, "-m", "babel.messages.frontend", "-q", "compile", "-d", str(tmp_path / "locale")]
        subprocess.run([*words, "-l", "fr"], check=True)
        object.__setattr__(settings, "locale_dir", tmp_path / "locale")
        found = list(surroundings.catalogues(settings, ("en", "ar", "fr")))
    one(found, "The catalogue of fr lacks", stops=False)


def test_what_lms_serve_prepares_is_well(tmp_path, monkeypatch):
    """With the built-in course in the thorough profile, which takes its time."""
    monkeypatch.setenv("LMS_DATA_DIR", str(tmp_path / "var"))
    if not THOROUGH:
        monkeypatch.setattr(import_module("lms.cli.courses"), "COURSES", TINY.parent)
    prepare()
    assert findings({"LMS_DATA_DIR": str(tmp_path / "var"), "LMS_BASE_URL": BASE_URL}) == []
