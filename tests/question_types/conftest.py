"""Some options have words of the interface, which is translated in an app."""

from collections.abc import Iterator

import pytest

import lms
from tests.conftest import settings_for


@pytest.fixture(scope="session")
def app_of_words(tmp_path_factory):
    return lms.create_app(settings_for(tmp_path_factory.mktemp("words")))


@pytest.fixture
def context_of_words(app_of_words) -> Iterator[None]:
    with app_of_words.app_context():
        yield
