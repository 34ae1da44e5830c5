"""A simulator is a distribution that a developer of another integration takes as it is: it needs what it declares."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCAL = ROOT / "infra" / "local"
SIMULATORS = ("quickbooks_simulator", "talech_simulator")
STANDS_ON = "loopback_service"
IMPORTED_AS = {"pyjwt": "jwt", "loopback-service": STANDS_ON}
# Zone data, and the parser that uvicorn then uses: no line imports them by name.
USED_BY_OTHERS = {"tzdata", "httptools"}


def project_of(folder):
    return tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))


def imported(simulator):
    """Top-level names of every import, the standard library left out."""
    found = set()
    for path in (LOCAL / simulator).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add((node.module or "").partition(".")[0])
    return found - set(sys.stdlib_module_names)


@pytest.mark.parametrize("folder", [*SIMULATORS, STANDS_ON])
def test_it_imports_what_it_declares(folder):
    requirements = project_of(LOCAL / folder)["project"]["dependencies"]
    declared = {re.split(r"[=<> ]", each)[0] for each in requirements} - USED_BY_OTHERS

    assert imported(folder) == {IMPORTED_AS.get(each, each) for each in declared} | {folder}


@pytest.mark.parametrize("simulator", SIMULATORS)
def test_its_command_starts_without_the_checkout(simulator, tmp_path):
    """Of the checkout only its folder is found, and the one that it stands on."""
    for folder in (simulator, STANDS_ON):
        (tmp_path / folder).symlink_to(LOCAL / folder)
    script = (
        "import sys; sys.path = [each for each in sys.path if sys.argv[2] not in each or 'site-packages' in each];"
        "sys.path.insert(0, sys.argv[1]); sys.modules |= dict.fromkeys(sys.argv[4:]);"
        f"from {simulator}.command import main; main([sys.argv[3]])"
    )
    absent = [each for each in ("daybook", "daybook_local", *SIMULATORS) if each != simulator]
    command = [sys.executable, "-c", script, str(tmp_path), str(ROOT), "--help", *absent]

    ended = subprocess.run(  # noqa: S603 -- our own module
        command, check=False, capture_output=True, text=True, timeout=60, cwd=tmp_path
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(f"usage: {simulator.replace('_', '-')} ")


@pytest.mark.parametrize("simulator", SIMULATORS)
def test_it_is_a_distribution_of_its_own(simulator):
    name = simulator.replace("_", "-")
    ours = project_of(ROOT)

    assert project_of(LOCAL / simulator)["project"]["scripts"] == {name: f"{simulator}.command:main"}
    assert name not in ours["project"]["scripts"]
    assert not any(simulator in each for each in ours["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
