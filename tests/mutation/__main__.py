"""`make mutation`: how many small changes of the domain a test notices, counted by mutmut over a copy of the tree.

Each folder of the domain is changed by itself, and only the suites near it are asked: a change that no test notices
would otherwise run every test that goes through it, which is nearly all of them, and a test far away is no rule's home.
mutmut wants the package below `src`, so the copy has it there. It changes the bodies of functions: neither class
bodies (slots, defaults) nor docstrings. One rule leaves out the rest of what no test should hold: `MESSAGE_TEXTS`.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPY = ROOT / ".local" / "mutation"
DOMAIN = ROOT / "layers" / "core" / "daybook" / "domain"
# The statement that raises an error is left out as a whole: its text is for people. That it is raised is a branch.
MESSAGE_TEXTS = r"\braise \w+\("
# Suites or files below tests/unit that hold rules of a folder beside those of its own, `domain/<folder>`.
_BESIDE = {
    "": ("domain", "words", "contracts"),
    "catalogue": ("error_catalogue",),
    "chart": ("proposals", "application/mapping"),
    "company": ("application/connecting",),
    "merchant": ("application/planning",),
    "posting": ("application/posting/deciding", "domain/test_fingerprints.py"),
    "proposals": ("proposals", "domain/chart/test_tender_words.py"),
    "sync": ("application/posting/deciding", "application/watching", "application/planning"),
    "telling": ("mail",),
}
# It asks mypy, which reads the types of the package that is installed, not of the copy.
_OF_TYPES_ALONE = "tests/unit/domain/test_ids.py::test_one_kind_of_id_is_not_taken_for_another"
# Tests read pages, words and templates of the whole tree.
_READ_BY_TESTS = (
    "docs",
    "events",
    "functions",
    "infra",
    "layers",
    "schemas",
    "template.yaml",
    "CHANGELOG.md",
    "README.md",
)
LEAST_PERCENT = 85
_KILLED = frozenset({1, 3, 24, 36, 152, 255, -24})  # a test failed, or the change never ends
_NOT_COUNTED = frozenset({None, 34})  # not run, or left out; what no test executes counts as survived
_NEVER_ENDS_AFTER = 3.0
"""Times the tests' own time, and twice as much processor time, until a change counts as one that never ends."""


def main() -> int:
    """Count; 1 where the score is below what is asked."""
    asked = argparse.ArgumentParser(prog="python -m mutation", description=__doc__)
    asked.add_argument("--only", default="", help="modules of the domain with this in their path, by commas")
    asked.add_argument("--tests", default="", help="test folders or files, by commas, in place of those near a folder")
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--survivors", action="store_true", help="show each change that no test noticed")
    given = asked.parse_args()
    killed: Counter[str] = Counter()
    survived: Counter[str] = Counter()
    for folder, modules in _chosen(given.only.split(",")).items():
        _make_copy(modules, given.tests.split(",") if given.tests else _suites_near(folder))
        _run(given.processes, shows_survivors=given.survivors, killed=killed, survived=survived)
        print(f"{folder or 'domain'}: {killed.total()} of {killed.total() + survived.total()} so far")  # noqa: T201
    return _told(killed, survived)


def _chosen(names: Sequence[str]) -> dict[str, list[Path]]:
    """The modules with one of the names in their path, by folder of the domain."""
    found: dict[str, list[Path]] = {}
    for path in sorted(DOMAIN.rglob("*.py")):
        inside = path.relative_to(DOMAIN)
        if any(name in str(inside) for name in names):
            found.setdefault(str(inside.parent) if inside.parent.name else "", []).append(inside)
    return found


def _suites_near(folder: str) -> list[str]:
    own = [f"domain/{folder}"] if folder else []
    suites = [*own, *_BESIDE.get(folder, ())]
    return [f"tests/unit/{suite}" for suite in suites if (ROOT / "tests" / "unit" / suite).exists()]


def _make_copy(modules: Sequence[Path], suites: Sequence[str]) -> None:
    shutil.rmtree(COPY, ignore_errors=True)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(DOMAIN.parent, COPY / "src" / "daybook", ignore=ignored)
    shutil.copytree(ROOT / "tests", COPY / "tests", ignore=ignored)
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/daybook/domain/{module}" for module in modules],
        "do_not_mutate_patterns": [MESSAGE_TEXTS],
        "timeout_multiplier": _NEVER_ENDS_AFTER,
        "pytest_add_cli_args_test_selection": list(suites),
        "pytest_add_cli_args": f"-p no:randomly -p no:cacheprovider -n 0 --deselect {_OF_TYPES_ALONE}".split(),
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    (COPY / "pyproject.toml").write_text("\n".join([project, "[tool.mutmut]", *lines, ""]), "utf-8")


def _run(processes: int, *, shows_survivors: bool, killed: Counter[str], survived: Counter[str]) -> None:
    mutmut = str(Path(sys.executable).with_name("mutmut"))
    mutated = COPY / "mutants" / "src"
    mutated.mkdir(parents=True)  # Python looks once whether a folder of its path is there
    for name in _READ_BY_TESTS:
        (mutated.parent / name).symlink_to(ROOT / name)
    environment = os.environ | {"PYTHONPATH": str(mutated)}
    command = [mutmut, "run", "--max-children", str(processes)]
    subprocess.run(command, cwd=COPY, env=environment, check=False)  # noqa: S603 - a tool beside our interpreter
    for meta in sorted(mutated.rglob("*.py.meta")):
        module = str(meta.relative_to(mutated / "daybook" / "domain")).removesuffix(".py.meta")
        for name, code in json.loads(meta.read_text("utf-8"))["exit_code_by_key"].items():
            if code in _KILLED:
                killed[module] += 1
            elif code not in _NOT_COUNTED:
                survived[module] += 1
                if shows_survivors:
                    subprocess.run([mutmut, "show", name], cwd=COPY, env=environment, check=False)  # noqa: S603


def _told(killed: Counter[str], survived: Counter[str]) -> int:
    for module in sorted(killed | survived):
        print(f"{module:<32} {killed[module]:>5} of {killed[module] + survived[module]:>5}")  # noqa: T201
    total = killed.total() + survived.total()
    percent = round(100 * killed.total() / total, 1) if total else 0.0
    figures = {"mutants": total, "killed": killed.total(), "survived": survived.total(), "percent": percent}
    print(json.dumps(figures))  # noqa: T201 - the last line is for programs
    return 0 if percent >= LEAST_PERCENT else 1


if __name__ == "__main__":
    sys.exit(main())
