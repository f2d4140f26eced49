"""What docs/embedding.md teaches is true: its example is taken from the page, served, and used."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from inspect import signature
from pathlib import Path

import pytest
from flask import Flask

from lms import LMS
from lms.cli import main
from lms.db import db
from tests.browser.conftest import lms_command
from tests.pages import Visitor

PAGE = Path(__file__).parents[2] / "docs" / "embedding.md"


def example(name: str) -> str:
    """The block of the page under `<!-- example: name -->`."""
    found = re.search(rf"<!-- example: {re.escape(name)} -->\n```\w*\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert found, f"docs/embedding.md has no example “{name}”"
    return found.group(1)


def commands() -> list[list[str]]:
    return [line.split() for line in example("commands").splitlines()]


@pytest.fixture
def app(tmp_path, monkeypatch) -> Iterator[Flask]:
    """The example, over a data folder that its own commands have made."""
    monkeypatch.setenv("LMS_DATA_DIR", str(tmp_path / "var"))
    for command in commands():
        if command[:2] in (["lms", "db"], ["lms", "courses"]):
            subprocess.run(lms_command(*command[1:]), check=True, env=os.environ, cwd=tmp_path)
    names: dict = {"__name__": "app"}
    exec(compile(example("app.py"), "app.py", "exec"), names)
    yield names["app"]
    site = names["app"].extensions["lms"].site
    with site.app_context():
        db.session.remove()
        db.engine.dispose()


def test_the_example_serves_the_built_in_course_to_its_members_in_its_layout(app):
    visit = Visitor(app.test_client())
    page = visit("/learn/en/courses/k4/m1/s1")
    assert page.tree.xpath("string(//body/header)") == "Our site"
    assert page.tree.xpath("string(//title)").endswith(" · Our site")
    assert visit.client.get("/learn/en/account").headers["Location"] == "/sign-in?next=%2Flearn%2Fen%2Faccount"
    visit.client.post("/sign-in?next=/learn/en/join", data={"member": "17"})
    assert visit("/learn/en/join").send("/join").status == 200
    page = visit("/learn/en/courses/k4").send("/enrol")
    assert "You take this course now" in page.text
    assert visit("/learn/en/account").heading == "Account"


def test_the_commands_of_the_page_are_there():
    for command in commands():
        if command[0] == "lms":
            known = main
            for word in command[1:]:
                known = known.commands[word]
    assert ["flask", "--app", "app", "run"] in commands()


def test_the_page_names_every_argument():
    heading = next(line for line in PAGE.read_text().splitlines() if line.startswith("## `LMS("))
    assert heading == f"## `LMS({', '.join(signature(LMS).parameters)})`"


def test_flask_itself_finds_the_example(tmp_path):
    """As the last of the commands does."""
    (tmp_path / "app.py").write_text(example("app.py"))
    program = "from flask.cli import main; main()"
    command = [sys.executable, "-c", program, "--app", "app", "routes"]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=os.environ, check=True)
    assert "/sign-in" in ran.stdout
    assert (tmp_path / "var" / "secret.key").exists()
