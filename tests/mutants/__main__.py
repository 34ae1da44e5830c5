"""`make mutants`: each mistake in a copy of the tree, the tests that must notice it, and a table of what did."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mutants.every_mutant import EVERY_MUTANT
from mutants.mutant import Mutant

ROOT = Path(__file__).parents[2]
_LEFT_BEHIND = shutil.ignore_patterns(".*", "__pycache__", "build", "node_modules")
_FAILED = re.compile(r"^FAILED tests/(\S+)", re.MULTILINE)
_TESTS_FAILED, _CHAOS_FOUND_SOMETHING = 1, 1
_LONGEST_SECONDS = 900
_QUICK = ("-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--no-header", "-n", "0")


class BrokenRunError(Exception):
    """A run ended otherwise than tests that pass or fail: the mutant is no program, or the suite is not there."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """By what a mutant was caught; empty where it was not. None: was not asked."""

    mutant: Mutant
    unit: str | None
    chaos: str | None = None

    @property
    def survives(self) -> bool:
        """Whether a suite that was asked has let it pass."""
        return "" in {self.unit, self.chaos}


class Copy:
    """A copy of the tree in which one mutant at a time is at work."""

    def __init__(self, place: Path) -> None:
        self.tree = place / "tree"
        shutil.copytree(ROOT, self.tree, ignore=_LEFT_BEHIND)

    def caught_by_unit_suites(self, mutant: Mutant) -> str:
        """The first test that fails."""
        suites = [f"tests/{suite}" for suite in mutant.tests]
        done = self._run(mutant, ["-m", "pytest", *_QUICK, *suites])
        if done.returncode == _TESTS_FAILED and (failed := _FAILED.search(done.stdout)):
            return failed.group(1)
        if done.returncode != 0:
            raise BrokenRunError(f"{mutant.name}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return ""

    def check_that_suites_pass(self, mutants: Sequence[Mutant]) -> None:
        """A suite that fails anyway would catch every mutant."""
        suites = sorted({suite for mutant in mutants for suite in mutant.tests})
        if failed := self.caught_by_unit_suites(Mutant("nothing", "the tree as it is", (), tuple(suites))):
            raise BrokenRunError(f"{failed} fails without any mutant")

    def caught_by_chaos(self, mutant: Mutant, seeds: int, days: int) -> str:
        """The first of the default seeds that ends in other books, and what is wrong with them."""
        for seed in range(1, seeds + 1):
            arguments = ["--seeds", f"{seed}-{seed}", "--days", str(days), "--processes", "1"]
            try:
                done = self._run(mutant, ["-m", "chaos.days", *arguments])
            except subprocess.TimeoutExpired:
                return f"seed {seed} does not end"  # days are tried for ever: nothing that is wrong lasts longer
            has_judged = done.stdout.startswith("{")  # a harness that breaks ends with 1 too
            if done.returncode == _CHAOS_FOUND_SOMETHING and has_judged:
                return f"seed {seed}"
            if done.returncode != 0:
                raise BrokenRunError(f"{mutant.name}: {done.stderr[-2000:]}")
        return ""

    def _run(self, mutant: Mutant, arguments: list[str]) -> "subprocess.CompletedProcess[str]":
        files = {edit.file_in(self.tree) for edit in mutant.edits}
        before = {file: file.read_text("utf-8") for file in files}
        try:
            for edit in mutant.edits:
                file = edit.file_in(self.tree)
                file.write_text(file.read_text("utf-8").replace(edit.old, edit.new), "utf-8")
            return subprocess.run(  # noqa: S603 - our own interpreter with our own arguments
                [sys.executable, *arguments],
                cwd=self.tree,
                env=os.environ | self._environment,
                capture_output=True,
                text=True,
                check=False,
                timeout=_LONGEST_SECONDS,
            )
        finally:
            for file, text in before.items():
                file.write_text(text, "utf-8")

    @property
    def _environment(self) -> dict[str, str]:
        """The copy comes before the tree that the interpreter has Daybook installed from."""
        places = [self.tree / "layers" / "core", self.tree / "infra" / "local", self.tree / "tests"]
        return {"PYTHONPATH": os.pathsep.join(map(str, places)), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "400"}


def main() -> int:
    """Try the mutants; 1 where one survives."""
    asked = argparse.ArgumentParser(prog="python -m mutants", description=__doc__)
    asked.add_argument(
        "--only", default="", help="mutants with this in their name, or one of several with commas between"
    )
    asked.add_argument("--chaos", action="store_true", help="ask the default seeds of `make chaos` too")
    asked.add_argument("--chaos-alone", action="store_true", help="ask chaos, and no unit suite")
    asked.add_argument("--seeds", type=int, default=3, help="how many of them, from the first on")
    asked.add_argument("--days", type=int, default=300, help="location-days of a seed, about")
    asked.add_argument("--part", type=_part, default=(1, 1), metavar="K/N", help="of N parts the Kth: one a processor")
    given = asked.parse_args()
    verdicts = []
    for verdict in _verdicts(given):
        verdicts.append(verdict)
        _tell(verdict)
    survivors = [verdict.mutant.name for verdict in verdicts if verdict.survives]
    asks_chaos = given.chaos or given.chaos_alone
    caught_chaos = sum(bool(verdict.chaos) for verdict in verdicts) if asks_chaos else None
    figures = {
        "mutants": len(verdicts),
        "caught_unit": None if given.chaos_alone else sum(bool(verdict.unit) for verdict in verdicts),
        "caught_chaos": caught_chaos,
        "survivors": survivors,
    }
    print(json.dumps(figures))  # noqa: T201 - the table is for people, its last line for programs
    return 1 if survivors or not verdicts else 0


def _part(text: str) -> tuple[int, int]:
    part, parts = map(int, text.split("/"))
    if not 1 <= part <= parts:
        raise ValueError(text)
    return part, parts


def _verdicts(given: argparse.Namespace) -> Iterator[Verdict]:
    with tempfile.TemporaryDirectory(prefix="daybook-mutants-") as place:
        copy = Copy(Path(place))
        part, parts = given.part
        named = [mutant for mutant in EVERY_MUTANT if _is_asked(mutant, given.only)]
        chosen = named[part - 1 :: parts]
        if not given.chaos_alone:
            copy.check_that_suites_pass(chosen)
        for mutant in chosen:
            unit = None if given.chaos_alone else copy.caught_by_unit_suites(mutant)
            asks_chaos = (given.chaos or given.chaos_alone) and not mutant.not_in_chaos
            yield Verdict(mutant, unit, copy.caught_by_chaos(mutant, given.seeds, given.days) if asks_chaos else None)


def _is_asked(mutant: Mutant, only: str) -> bool:
    return any(name in mutant.name for name in only.split(","))


def _tell(verdict: Verdict) -> None:
    mutant = verdict.mutant
    chaos = f"(not asked: {mutant.not_in_chaos})" if verdict.chaos is None and mutant.not_in_chaos else verdict.chaos
    told = "".join(f" | {caught or 'SURVIVES'}" for caught in (verdict.unit, chaos) if caught is not None)
    print(f"{mutant.name:<52}{told}", flush=True)  # noqa: T201 - the table


if __name__ == "__main__":
    sys.exit(main())
