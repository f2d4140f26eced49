"""What the tests of courses share: a copy of the course that the database holds."""

import pytest

from tests.curriculum.cases import copied


@pytest.fixture
def course(context, tmp_path):
    """A copy of the course that the database holds."""
    (tmp_path / "files").mkdir()
    return copied(tmp_path / "files")
