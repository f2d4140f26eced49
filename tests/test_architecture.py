"""The shape of the house: layers, mirrors, sizes, names (DESIGN 3). Each guard is shown to fail on an invented case."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "lms"
LONGEST_FILE, LONGEST_FUNCTION = 320, 45
EXCEPTIONS: dict[str, str] = {}  #: file or file:function → why it may be longer
NO_ATTICS = {"utils", "helpers", "common", "misc"}

#: lowest first; a package imports only from the layers below its own, and from itself
LAYERS = (
    {"errors", "paths", "letters", "memory"},
    {"in_use"},
    {"settings"},
    {"registry"},
    {"db"},
    {"people"},
    {"curriculum"},
    {"ledger"},
    {"progress"},
    {"assessment"},
    {"question_types", "blocks"},
    {"web"},
    {"account", "api", "learn", "oversight", "studio"},
    {"site"},
    {"extension"},
    {"__init__"},
    {"backup", "demo"},
    {"doctor"},
    {"cli"},
    {"testing"},
)
#: where requests are known
PAGES = {"web", "account", "learn", "oversight", "studio", "api", "site", "extension", "cli"}
LAYER = {package: number for number, layer in enumerate(LAYERS) for package in layer}


def python_files(folder: Path = PACKAGE) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


every_file = pytest.mark.parametrize("path", python_files(), ids=name_of)


def package_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(source: str) -> set[str]:
    """The packages of ours that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            of_root = node.module == "lms"
            names = [f"lms.{alias.name}" if of_root else node.module or "" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "lms":
                second = parts[1] if len(parts) > 1 else "__init__"
                found.add(second if second in LAYER or (PACKAGE / second).exists() else "__init__")
    return found


def climbing(package: str, source: str) -> list[str]:
    """What a file of the package imports from its own layer or above."""
    return sorted(other for other in imports_of(source) if other != package and LAYER[other] >= LAYER[package])


def long_functions(source: str) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                found.append((node.name, length))
    return found


@every_file
def test_a_package_imports_only_from_layers_below(path):
    package = package_of(path)
    assert package in LAYER, f"{package} has no layer: say where it stands"
    if package == "site":  # it reads the tuple of built-in plug-ins from the package itself
        assert set(climbing(package, path.read_text())) <= {"__init__"}
    else:
        assert climbing(package, path.read_text()) == []


def test_the_guard_of_layers_sees_a_climb_and_an_inner_import():
    assert climbing("people", "from lms.learn import pages") == ["learn"]
    assert climbing("ledger", "def f():\n    import lms.progress.models") == ["progress"]
    assert climbing("account", "from lms import learn") == ["learn"]
    assert climbing("web", "from lms.people import queries\nimport flask") == []


@pytest.mark.parametrize("path", python_files() + python_files(ROOT / "tests"), ids=name_of)
def test_files_and_functions_stay_small(path):
    name = name_of(path)
    source = path.read_text()
    lines = len(source.splitlines())
    assert lines <= LONGEST_FILE or name in EXCEPTIONS, f"{name} has {lines} lines: split it by noun"
    if path.is_relative_to(PACKAGE):
        long = [each for each in long_functions(source) if f"{name}:{each[0]}" not in EXCEPTIONS]
        assert long == []


def test_the_guard_of_sizes_sees_a_long_function():
    body = "\n".join("    x = 1" for _ in range(LONGEST_FUNCTION))
    assert long_functions(f"def f():\n{body}") == [("f", LONGEST_FUNCTION + 1)]
    assert long_functions("def f():\n    x = 1") == []


def test_there_are_no_exceptions_to_the_sizes_that_are_not_needed():
    assert EXCEPTIONS == {}


def test_there_is_no_attic():
    assert [path for path in python_files() if path.stem in NO_ATTICS] == []


def test_templates_mirror_the_packages_that_draw_them():
    folders = {path.name for path in (ROOT / "templates" / "lms").iterdir() if path.is_dir()}
    assert {folder for folder in folders if not folder.startswith("_")} <= {path.name for path in PACKAGE.iterdir()}


def test_tests_mirror_the_packages_they_test():
    beside = {"browser", "bench", "hosts", "plugins", "service", "courses", "__pycache__"}
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()} - beside
    packages = {path.name for path in PACKAGE.iterdir() if path.is_dir()}
    assert folders <= packages
    tested = packages - {"static", "locale", "__pycache__"}
    assert tested <= folders, f"no tests for {tested - folders}"


@every_file
def test_services_know_no_request_and_never_commit(path):
    if package_of(path) in PAGES:
        return
    tree = ast.parse(path.read_text())
    from_flask = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "flask"
        for alias in node.names
    }
    assert from_flask <= {"current_app"}
    commits = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "commit"]
    assert not commits or package_of(path) == "db"
