"""`make audit`: asks a public list of advisories about every package that is shipped, in the version that is pinned.

The list is OSV, https://osv.dev. A run that cannot reach it says so and proves nothing; with `--strict` it fails.
"""

import argparse
import json
import re
import sys
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

REQUIREMENTS = Path(__file__).parents[2] / "layers" / "vendor" / "requirements.txt"
ADVISORIES = "https://api.osv.dev/v1/querybatch"
_SECONDS = 20.0
# Advisory -> why it does not concern Daybook. Each has a reason, or it is a finding.
ACCEPTED: Mapping[str, str] = {}


def pinned(text: str) -> dict[str, str]:
    """Package -> version, of requirements with hashes."""
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", text, re.MULTILINE))


def asked_of_osv(packages: Mapping[str, str]) -> bytes:
    """The answer of OSV about all packages at once.

    Raises:
        OSError: it cannot be reached.
    """
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": v} for name, v in packages.items()]
    body = json.dumps({"queries": queries}).encode()
    request = urllib.request.Request(ADVISORIES, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - https
        told: bytes = answer.read()
        return told


def advisories(packages: Mapping[str, str], answer: bytes) -> dict[str, list[str]]:
    """Package -> the advisories about its version that are not accepted; OSV answers in the order of the questions.

    Raises:
        ValueError: the answer is not about these packages.
    """
    results: list[dict[str, Any]] = json.loads(answer)["results"]
    found = {
        name: [each["id"] for each in result.get("vulns", []) if each["id"] not in ACCEPTED]
        for name, result in zip(packages, results, strict=True)
    }
    return {name: ids for name, ids in found.items() if ids}


def audit(ask: Callable[[Mapping[str, str]], bytes], *, strict: bool) -> tuple[int, str]:
    """Exit code and what is said."""
    packages = pinned(REQUIREMENTS.read_text("utf-8"))
    try:
        answer = ask(packages)
    except OSError as away:
        return int(strict), f"SKIPPED: {ADVISORIES} cannot be reached ({away}). No dependency was audited."
    found = advisories(packages, answer)
    if not found:
        return 0, f"{len(packages)} packages of the layer: no advisory."
    lines = [f"{name} {packages[name]}: {', '.join(ids)}" for name, ids in found.items()]
    return 1, "\n".join([*lines, "Raise the version (`make lock`), or accept an advisory with its reason here."])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Asks OSV about every package of the layer.")
    parser.add_argument("--strict", action="store_true", help="fail where the list cannot be reached")
    code, said = audit(asked_of_osv, strict=parser.parse_args().strict)
    print(said)  # noqa: T201 - the report
    sys.exit(code)
