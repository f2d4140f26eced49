"""Right answers to the questions of the built-in course: read from its own files, given as a learner gives them."""

from pathlib import Path
from typing import Any, NamedTuple

import yaml
from playwright.sync_api import Page

FILES = Path(__file__).parents[2] / "courses/migrant-workers-rights"
CHOICES = {"single_choice", "multiple_choice", "true_false"}
ROWS = {"matching", "ordering"}
LINES = {"numeric", "short_text"}


class Module(NamedTuple):
    address: str
    lessons: int
    questions: dict[str, dict[str, Any]]  #: key → as the author wrote it


def modules() -> list[Module]:
    """The modules of the course, in order."""
    return [_module(FILES / key) for key in _read(FILES / "course.yaml")["modules"]]


def questions_on(page: Page) -> list[str]:
    """The keys of the questions that can be answered on this page."""
    names = page.eval_on_selector_all("main [name^='q-']", "all => all.map(each => each.name)")
    return [name.removeprefix("q-") for name in dict.fromkeys(names)]


def answer(page: Page, question: dict[str, Any]) -> None:
    """The question stands on the page answered as its author says is right."""
    field = f"[name='q-{question['key']}']"
    if question["type"] in CHOICES:
        for value in right_options(question):
            page.check(f"{field}[value='{value}']")
    elif question["type"] in ROWS:
        for row, value in _right_rows(question).items():
            page.select_option(f"#q-{question['key']}-{row}", f"{row}:{value}")
    else:
        page.fill(field, _right_line(question))


def right_options(question: dict[str, Any]) -> list[str]:
    right = question["right"]
    values = right if isinstance(right, list) else [right]
    return [str(value).lower() if isinstance(value, bool) else str(value) for value in values]


def _right_rows(question: dict[str, Any]) -> dict[str, Any]:
    if question["type"] == "matching":
        return question["right"]
    return {item: number for number, item in enumerate(question["items"], start=1)}


def _right_line(question: dict[str, Any]) -> str:
    if question["type"] == "numeric":
        return str(question["right"])
    accepted = question["accepted"]  # by language, or for every language
    return (accepted["en"] if isinstance(accepted, dict) else accepted)[0]


def _module(folder: Path) -> Module:
    module = _read(folder / "module.yaml")
    lessons = sum(step["kind"] == "lesson" for step in module["steps"])
    questions = {question["key"]: question for question in _read(folder / "questions.yaml")["questions"]}
    return Module(module["address"], lessons, questions)


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))
