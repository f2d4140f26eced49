"""The club, with ours mounted in it, and people at their browsers."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from lms import LMS
from lms.db import db
from lms.web.limits import limiter
from tests.hosts import club
from tests.pages import Page, Visitor

#: how ours may stand in the club
WITH_OWN_ACCOUNTS: dict = {}
WITH_PEOPLE = {"person_of": club.member, "sign_in_url": "/sign-in"}
FRAMED = {"frame": club.in_layout}


@pytest.fixture
def host(tmp_path) -> Iterator[Flask]:
    """The club alone."""
    made = club.make_club(tmp_path)
    club.limiter.reset()
    yield made
    with made.app_context():
        club.db.session.remove()
        club.db.engine.dispose()


@pytest.fixture
def mounted(host, settings) -> Iterator[Callable[..., LMS]]:
    """Mounts ours in the club, over a database with the tiny course."""
    made: list[LMS] = []

    def mount(**given) -> LMS:
        limiter.reset()
        made.append(LMS(host, settings, **given))
        return made[-1]

    yield mount
    for each in made:
        with each.site.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def browser_of(host) -> Callable[[], Visitor]:
    return lambda: Visitor(host.test_client())


@pytest.fixture
def come_in() -> Callable[..., Page]:
    """Signs in to the club."""

    def enter(visit: Visitor, name: str = "amina", back: str = "/", **more: str) -> Page:
        return visit(f"/sign-in?next={back}").send("/sign-in", name=name, **more)

    return enter
