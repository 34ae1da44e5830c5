"""`make mutation`: how many small changes of the domain a test notices, counted by mutmut over a copy of the tree.

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
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPY = ROOT / ".local" / "mutation"
# The statement that raises an error is left out as a whole: its text is for people. That it is raised is a branch.
MESSAGE_TEXTS = r"\braise \w+\("
TESTS = ("tests/unit/domain", "tests/unit/application", "tests/unit/released", "tests/unit/words")
LEAST_PERCENT = 85
_KILLED = frozenset({1, 3, 24, 36, 152, 255, -24})  # a test failed, or the change never ends
_NOT_COUNTED = frozenset({None, 34})  # not run, or left out; what no test executes counts as survived


def main() -> int:
    """Count; 1 where the score is below what is asked."""
    asked = argparse.ArgumentParser(prog="python -m mutation", description=__doc__)
    asked.add_argument("--only", default="", help="modules of the domain with this in their name, by commas")
    asked.add_argument("--tests", default="", help="test folders or files, by commas")
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--survivors", action="store_true", help="show each change that no test noticed")
    given = asked.parse_args()
    _make_copy(given.only.split(",") if given.only else [""], given.tests.split(",") if given.tests else list(TESTS))
    command = [str(Path(sys.executable).with_name("mutmut")), "run", "--max-children", str(given.processes)]
    mutated = COPY / "mutants" / "src"
    mutated.mkdir(parents=True)  # Python looks once whether a folder of its path is there
    environment = os.environ | {"PYTHONPATH": str(mutated)}
    subprocess.run(command, cwd=COPY, env=environment, check=False)  # noqa: S603 - a tool beside our interpreter
    return _tell(environment, shows_survivors=given.survivors)


def _make_copy(chosen: list[str], tests: list[str]) -> None:
    shutil.rmtree(COPY, ignore_errors=True)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "layers" / "core" / "daybook", COPY / "src" / "daybook", ignore=ignored)
    shutil.copytree(ROOT / "tests", COPY / "tests", ignore=ignored)
    modules = sorted(path.relative_to(COPY) for path in (COPY / "src" / "daybook" / "domain").rglob("*.py"))
    settings = {
        "source_paths": ["src"],
        "only_mutate": [str(path) for path in modules if any(name in str(path) for name in chosen)],
        "do_not_mutate_patterns": [MESSAGE_TEXTS],
        "pytest_add_cli_args_test_selection": tests,
        "pytest_add_cli_args": ["-p", "no:randomly", "-p", "no:cacheprovider", "-n", "0"],
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    (COPY / "pyproject.toml").write_text("\n".join([project, "[tool.mutmut]", *lines, ""]), "utf-8")


def _tell(environment: dict[str, str], *, shows_survivors: bool) -> int:
    killed: Counter[str] = Counter()
    survived: Counter[str] = Counter()
    for meta in sorted((COPY / "mutants" / "src").rglob("*.py.meta")):
        module = meta.name.removesuffix(".py.meta")
        for name, code in json.loads(meta.read_text("utf-8"))["exit_code_by_key"].items():
            if code in _KILLED:
                killed[module] += 1
            elif code not in _NOT_COUNTED:
                survived[module] += 1
                if shows_survivors:
                    mutmut = str(Path(sys.executable).with_name("mutmut"))
                    subprocess.run([mutmut, "show", name], cwd=COPY, env=environment, check=False)  # noqa: S603
    for module in sorted(killed | survived):
        print(f"{module:<28} {killed[module]:>5} of {killed[module] + survived[module]:>5}")  # noqa: T201
    total = killed.total() + survived.total()
    percent = round(100 * killed.total() / total, 1) if total else 0.0
    figures = {"mutants": total, "killed": killed.total(), "survived": survived.total(), "percent": percent}
    print(json.dumps(figures))  # noqa: T201 - the last line is for programs
    return 0 if percent >= LEAST_PERCENT else 1


if __name__ == "__main__":
    sys.exit(main())
