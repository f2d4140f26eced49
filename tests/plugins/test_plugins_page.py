"""What docs/plugins.md teaches is the example package, word for word, and its test is run."""

import re
from importlib import import_module

import pytest

from tests.plugins.installing import HERE, PACKAGE, WINDS

PAGE = (HERE.parents[1] / "docs" / "plugins.md").read_text()
BLOCK = re.compile(r"<!-- (file|example): (\S+) -->\n```\w+\n(.*?\n)```", re.DOTALL)
BLOCKS = {(kind, name): code for kind, name, code in BLOCK.findall(PAGE)}
#: what the page need not show: catalogues, which tools make
MADE = {".po", ".mo", ".pyc"}


def files_of_package() -> set[str]:
    return {str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in MADE}


def test_every_file_of_the_package_is_on_the_page():
    assert {name for kind, name in BLOCKS if kind == "file"} == files_of_package()


@pytest.mark.parametrize("name", [name for kind, name in BLOCKS if kind == "file"])
def test_a_file_on_the_page_is_that_of_the_package(name):
    assert BLOCKS["file", name] == (PACKAGE / name).read_text()


@pytest.mark.parametrize(("name", "file"), [("question", "questions.yaml"), ("words", "en/questions.yaml")])
def test_what_authors_write_is_that_of_the_course(name, file):
    assert BLOCKS["example", name] in (WINDS / "kites" / file).read_text()


def test_the_test_of_the_page_passes_and_can_fail(on_the_path, tmp_path, monkeypatch):
    names: dict = {}
    exec(compile(BLOCKS["example", "test"], "docs/plugins.md", "exec"), names)
    names["test_the_type_keeps_the_contract"](tmp_path, monkeypatch)
    broken = import_module("lms_scales").Scale
    monkeypatch.setattr(broken, "points", lambda self, question, response: 9)
    with pytest.raises(AssertionError, match="9 points|no answer is worth nothing"):
        names["test_the_type_keeps_the_contract"](tmp_path, monkeypatch)
