"""A small demo over the tiny course, made by the command itself."""

import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

import lms
from lms.cli import inventing, main
from lms.db import db
from lms.settings import Settings
from lms.web.limits import limiter
from tests.conftest import TINY
from tests.pages import Visitor

FEW = 24


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> tuple[Path, str]:
    """The folder, and what the command printed."""
    folder = tmp_path_factory.mktemp("demo") / "var"
    with pytest.MonkeyPatch.context() as patch:
        result = over(patch, folder)("demo")
    assert result.exit_code == 0, result.output
    return folder, result.output


@pytest.fixture
def demo(made, tmp_path) -> tuple[Path, list[str]]:
    """A folder of its own, and the four addresses."""
    folder = Path(shutil.copytree(made[0], tmp_path / "demo"))
    return folder, addresses(made[1])


@pytest.fixture
def run(monkeypatch) -> Callable[..., Result]:
    """Runs `lms …` over a folder, with few people and the tiny course."""
    return lambda folder, *words: over(monkeypatch, folder)(*words)


@pytest.fixture
def served(demo) -> Iterator[Flask]:
    app = lms.create_app(Settings.load({"LMS_DATA_DIR": str(demo[0])}))
    app.testing = True
    limiter.reset()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def look(served, demo) -> Callable[[int], Visitor]:
    """A browser that opened the link of that number: learner, trainer, manager, operator."""

    def enter(number: int) -> Visitor:
        visit = Visitor(served.test_client())
        page = visit(demo[1][number]).send("/sign-in")
        assert page.status == 200
        return visit

    return enter


def over(patch: pytest.MonkeyPatch, folder: Path) -> Callable[..., Result]:
    patch.setenv("LMS_DATA_DIR", str(folder))
    patch.setattr(inventing, "PEOPLE", FEW)
    patch.setattr(import_module("lms.cli.courses"), "COURSES", TINY.parent)
    return lambda *words: CliRunner().invoke(main, words)


def addresses(printed: str) -> list[str]:
    return [word.partition(":8000")[2] for word in printed.split() if word.startswith("http://")]
