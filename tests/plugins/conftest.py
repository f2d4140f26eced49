"""The app with the example package installed, and as it is when it was uninstalled again."""

import sys
from collections.abc import Iterator
from importlib import invalidate_caches
from pathlib import Path

import pytest
from flask import Flask

import lms
from lms.curriculum import services
from lms.db import db, saving
from lms.db.days import today
from lms.registry import registries
from lms.settings import Settings
from lms.web.limits import limiter
from tests.pages import Visitor
from tests.plugins.installing import WINDS, install


@pytest.fixture(scope="session")
def installed(tmp_path_factory) -> Path:
    """The folder that pip installed the package into; not on the path yet."""
    return install(tmp_path_factory.mktemp("installed"))


@pytest.fixture
def on_the_path(installed, monkeypatch) -> Iterator[Path]:
    """The package is installed, for this test."""
    monkeypatch.syspath_prepend(str(installed))
    invalidate_caches()
    yield installed
    for name in [name for name in sys.modules if name.partition(".")[0] == "lms_scales"]:
        del sys.modules[name]


@pytest.fixture
def with_scales(on_the_path, settings) -> Iterator[Flask]:
    """The app with the plug-in, and the course that needs it."""
    yield from serving(settings, publish=True)


@pytest.fixture
def taken_away(with_scales, installed, settings, monkeypatch) -> Iterator[Flask]:
    """The app over the same data when the package is not installed any more: as a new process would make it."""
    monkeypatch.setattr(sys, "path", [place for place in sys.path if place != str(installed)])
    yield from serving(settings, publish=False)


def serving(settings: Settings, publish: bool) -> Iterator[Flask]:
    app = lms.create_app(settings)
    limiter.reset()
    if publish:
        with app.app_context(), saving():
            services.load(WINDS, registries(), today())
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def visitor(app: Flask) -> Visitor:
    return Visitor(app.test_client())
