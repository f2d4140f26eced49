"""The command `lms`, over a data folder of its own."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from lms.cli import main
from tests import databases


@pytest.fixture
def lms_command(settings, monkeypatch) -> Callable[..., Result]:
    """Runs `lms …` over the folder of the test's app; `typed=` is what is typed at its questions."""
    for name, value in databases.environment_of(settings.data_dir).items():
        monkeypatch.setenv(name, value)

    def run(*words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(main, words, input=typed)

    return run
