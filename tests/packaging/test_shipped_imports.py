"""What travels to Lambda needs only what travels with it."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE = ROOT / "layers" / "core"
SHIPPED = sorted([*CORE.rglob("*.py"), *(ROOT / "functions").rglob("*.py")])
OPERATORS_ONLY = (CORE / "daybook" / "cli", CORE / "daybook" / "bootstrap" / "command_line")
ON_AN_OPERATORS_MACHINE = {"rich"}
IN_THE_RUNTIME = {"botocore"}
IMPORTED_AS = {
    "aws-lambda-powertools": "aws_lambda_powertools",
    "pyjwt": "jwt",
    "requests-oauthlib": "requests_oauthlib",
    "typing-extensions": "typing_extensions",
}


def imported_at_run_time(path):
    """Top-level names of every import outside `if TYPE_CHECKING`, wherever it stands."""
    pending, found = list(ast.parse(path.read_text("utf-8")).body), set()
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            pending += node.orelse
        elif isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
        else:
            pending += list(ast.iter_child_nodes(node))
    return found - set(sys.stdlib_module_names)


@pytest.fixture(scope="session")
def declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[=<>]", requirement)[0] for requirement in project["dependencies"]}
    return {IMPORTED_AS.get(name, name) for name in names}


@pytest.fixture(scope="session")
def pinned():
    """Name -> hashes of what the vendor layer carries."""
    text = (ROOT / "layers" / "vendor" / "requirements.txt").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return {line.partition("==")[0].strip(): line.count("--hash=sha256:") for line in lines}


def test_a_shipped_module_imports_only_what_ships(declared):
    ships = declared | IN_THE_RUNTIME | {"daybook"}

    strays = {}
    for path in SHIPPED:
        is_operators = any(path.is_relative_to(place) for place in OPERATORS_ONLY)
        if stray := imported_at_run_time(path) - ships - (ON_AN_OPERATORS_MACHINE if is_operators else set()):
            strays[str(path.relative_to(ROOT))] = stray

    assert strays == {}
    assert SHIPPED


def test_the_vendor_layer_carries_every_declared_dependency_with_hashes(declared, pinned):
    carried = {IMPORTED_AS.get(name, name) for name in pinned}

    assert declared <= carried
    assert all(hashes > 0 for hashes in pinned.values())


@pytest.mark.parametrize("package", ["boto3", "botocore", "s3transfer", "rich", "moto", "pytest", "ministack"])
def test_the_vendor_layer_leaves_out_what_the_runtime_has_and_what_only_people_use(pinned, package):
    assert package not in pinned


def test_the_core_layer_holds_the_package_and_how_it_is_built():
    """A `python` folder would become `python/python`, one named `env` or `venv` would silently stay behind."""
    inside = {path.name for path in CORE.iterdir()} - {"__pycache__"}
    folders = {path.name for path in CORE.rglob("*") if path.is_dir()}

    assert inside == {"daybook", "Makefile"}
    assert not folders & {"python", "env", "venv", ".env", ".venv"}


def test_no_function_brings_dependencies_of_its_own():
    assert list((ROOT / "functions").rglob("requirements.txt")) == []
