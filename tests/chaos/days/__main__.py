"""`make chaos`: seeds in two processes, a line of progress for each, and one line of JSON, zeros where it must."""

import argparse
import contextlib
import gc
import io
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from chaos.days.judging.verdict import ZERO_FIGURES
from chaos.days.seed_run import SeedResult, run_seed

_PROCESSES = 2
_OFFENCES_TOLD = 12


def main() -> int:
    """Run the seeds; 1 where anything is not as it must be."""
    asked = argparse.ArgumentParser(prog="python -m chaos.days", description=__doc__)
    asked.add_argument("--seeds", default="20", help="how many from 1 on, or which: 7-7 or 3-3,100-119")
    asked.add_argument("--days", type=int, default=300, help="location-days of a seed, about")
    asked.add_argument("--processes", type=int, default=_PROCESSES)
    asked.add_argument("--told", type=int, default=_OFFENCES_TOLD, help="how many offending days are told in full")
    asked.add_argument("--first-postings", action="store_true", help="faults alone: no second event meets any day")
    given = asked.parse_args()
    totals: Counter[str] = Counter()
    results = []
    for result in _results(given):
        totals.update(result.figures)
        results.append(result)
        _tell_progress(result)
    offences = [offence for result in sorted(results, key=lambda each: each.seed) for offence in result.offences]
    _tell_offences(offences, given)
    aimed = sum(result.aimed_percent for result in results) / max(1, len(results))
    sys.stderr.write(f"days with a second event while an answer was open: {aimed:.0f} %\n")
    print(json.dumps({"seeds": len(results), **{name: totals[name] for name in results[0].figures}}))  # noqa: T201
    return 1 if any(totals[name] for name in ZERO_FIGURES) else 0


def one_seed(seed: int, days: int, *, eventful: bool = True) -> SeedResult:
    """A seed in a process of its own; what Daybook's functions print goes nowhere."""
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
    begun = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        result = run_seed(seed, days, eventful=eventful)
    result.seconds = time.process_time() - begun
    return result


def _results(given: argparse.Namespace) -> Iterator[SeedResult]:
    how = {"days": given.days, "eventful": not given.first_postings}
    if given.processes == 1:
        yield from (one_seed(seed, **how) for seed in _seeds(given.seeds))
        return
    with ProcessPoolExecutor(given.processes, mp_context=get_context("fork")) as pool:
        running = [pool.submit(one_seed, seed, **how) for seed in _seeds(given.seeds)]
        for each in as_completed(running):
            yield each.result()


def _seeds(text: str) -> list[int]:
    if text.isdecimal():
        return list(range(1, int(text) + 1))
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def _tell_progress(result: SeedResult) -> None:
    wrong = {name: result.figures[name] for name in ZERO_FIGURES if result.figures[name]}
    figures = result.figures
    work = f"{result.invocations} invocations, {result.seconds:.0f} s, trace {result.digest:08x}"
    sys.stderr.write(
        f"seed {result.seed}: {figures['location_days']} days, {figures['faults_injected']} faults, "
        f"{figures['second_events']} second events, {work}: {wrong or 'all well'}\n"
    )
    for offence in result.offences:
        sys.stderr.write(f"  {offence.splitlines()[0]}\n")
    sys.stderr.flush()


def _tell_offences(offences: list[str], given: argparse.Namespace) -> None:
    for offence in offences[: given.told]:
        seed = offence.split()[1]
        sys.stderr.write(f"\n{offence}\n  alone: make chaos SEEDS={seed}-{seed} DAYS={given.days}\n")
    for offence in offences[given.told :]:
        sys.stderr.write(f"{offence.splitlines()[0]}\n")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    sys.exit(main())
