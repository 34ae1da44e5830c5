"""`make coverage`: lines and branches of the domain and the use cases that the unit suites run, and what they miss.

The suites of the local system are left out: what is run by the way, whole, is not tested by that.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
REPORT = ROOT / ".local" / "coverage.json"
LEAST_LINES, LEAST_BRANCHES = 98.0, 95.0
_MOST_NAMED = 15


def main() -> int:
    """Run and tell; 1 where a test fails or a figure is below what is asked."""
    REPORT.parent.mkdir(exist_ok=True)
    suites = [path for path in sorted((ROOT / "tests" / "unit").iterdir()) if not path.name.startswith(("local_", "_"))]
    measured = ("--cov=daybook.domain", "--cov=daybook.application", "--cov-branch", f"--cov-report=json:{REPORT}")
    pytest = (sys.executable, "-m", "pytest", "-q", "--no-header", *measured, *sys.argv[1:], *map(str, suites))
    environment = os.environ | {"COVERAGE_FILE": str(REPORT.with_suffix(".data"))}
    failed = subprocess.run(pytest, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603 - our own interpreter
    report = json.loads(REPORT.read_text("utf-8"))
    _tell_gaps(report["files"])
    totals = report["totals"]
    lines = round(100 * totals["covered_lines"] / totals["num_statements"], 2)
    branches = round(100 * totals["covered_branches"] / totals["num_branches"], 2)
    print(json.dumps({"lines_percent": lines, "branches_percent": branches}))  # noqa: T201 - for programs
    return int(failed != 0 or lines < LEAST_LINES or branches < LEAST_BRANCHES)


def _tell_gaps(files: dict[str, dict[str, list[object]]]) -> None:
    gaps = {path: (file["missing_lines"], file["missing_branches"]) for path, file in files.items()}
    largest = sorted(gaps.items(), key=lambda gap: -len(gap[1][0]) - len(gap[1][1]))
    for path, (lines, branches) in largest[:_MOST_NAMED]:
        if lines or branches:
            print(f"{path}: lines {lines}, branches {branches}")  # noqa: T201 - for people


if __name__ == "__main__":
    sys.exit(main())
