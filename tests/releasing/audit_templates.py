"""`make audit`: checkov, and cfn-lint with the serverless rules, look over every template.

A finding is mended, or `infra/aws/accepted_findings.toml` says why it is right for Daybook. An entry there that no
finding needs any more is a finding itself.
"""

import argparse
import json
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TEMPLATES = (ROOT / "template.yaml", *sorted((ROOT / "infra" / "aws").glob("*.yaml")))
ACCEPTED = ROOT / "infra" / "aws" / "accepted_findings.toml"
_CHECKOV = "checkov", "--framework", "cloudformation", "--skip-download", "--soft-fail", "--quiet", "--output", "json"
_CFN_LINT = "cfn-lint", "--append-rules", "cfn_lint_serverless.rules", "--regions", "us-east-1", "--format", "json"
# What cfn-lint ends with: nothing found, or errors, warnings and notes in any mixture. Others say that it broke.
_REPORTED = range(0, 15, 2)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a tool objects to: the number of its rule, the resource by its logical id, and what the tool says."""

    rule: str
    resource: str
    told: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """A rule that is not followed, the resources (`*` stands for any letters) and why."""

    rule: str
    resources: tuple[str, ...]
    reason: str

    def named(self, finding: Finding) -> list[str]:
        """Which of the resources here is that of the finding."""
        return [named for named in self.resources if finding.rule == self.rule and fnmatchcase(finding.resource, named)]


def accepted() -> list[Accepted]:
    """Every exception."""
    entries = tomllib.loads(ACCEPTED.read_text("utf-8"))
    return [Accepted(rule, tuple(entry["resources"]), entry["reason"]) for rule, entry in entries.items()]


def of_checkov(report: str) -> list[Finding]:
    """The findings in checkov's report.

    Raises:
        ValueError: it is no report, or one about templates that checkov could not read.
    """
    told: dict[str, Any] = _parsed("checkov", report)
    summary = told["summary"]
    if summary["parsing_errors"] or not summary["resource_count"]:
        raise ValueError(f"checkov could not read every template: {summary}")
    failed = told["results"]["failed_checks"]
    return [Finding(each["check_id"], each["resource"].rpartition(".")[2], each["check_name"]) for each in failed]


def of_serverless_rules(report: str) -> list[Finding]:
    """The findings in cfn-lint's report.

    Raises:
        ValueError: it is no report.
    """
    told: list[dict[str, Any]] = _parsed("cfn-lint", report)
    return [
        Finding(each["Rule"]["Id"], "/".join(map(str, each["Location"]["Path"] or [])).split("/")[1], each["Message"])
        for each in told
    ]


def _parsed(tool: str, report: str) -> Any:
    try:
        return json.loads(report)
    except json.JSONDecodeError as error:
        raise ValueError(f"{tool} gave no report: {report[:200]!r}") from error


def judged(findings: Sequence[Finding], exceptions: Sequence[Accepted]) -> list[str]:
    """A line for each finding without an exception, and for each part of an exception that no finding needs."""
    needed = {(each.rule, named) for finding in findings for each in exceptions for named in each.named(finding)}
    open_ones = [each for each in findings if not any(exception.named(each) for exception in exceptions)]
    return [
        *(f"{each.resource}: {each.rule} {each.told}" for each in open_ones),
        *(
            f"{each.rule} is accepted for {named}, where nothing is found any more: take that out."
            for each in exceptions
            for named in each.resources
            if (each.rule, named) not in needed
        ),
    ]


def _report(folder: Path, command: Sequence[str], codes: Sequence[int], templates: Sequence[str]) -> str:
    line = [str(folder / command[0]), *command[1:], *templates]
    done = subprocess.run(line, check=False, capture_output=True, text=True, cwd=ROOT)  # noqa: S603
    if done.returncode not in codes:
        raise ValueError(f"{command[0]} ended with {done.returncode}: {done.stderr[-400:]}")
    return done.stdout


def audit(folder: Path, *, strict: bool) -> tuple[int, str]:
    """Exit code and what is said; `folder` has the tools.

    Raises:
        ValueError: a tool broke.
    """
    if not all((folder / command[0]).exists() for command in (_CHECKOV, _CFN_LINT)):
        return int(strict), f"SKIPPED: checkov and cfn-lint are not installed in {folder}. No template was audited."
    paths = [str(path.relative_to(ROOT)) for path in TEMPLATES]
    findings = [
        *of_checkov(_report(folder, _CHECKOV, (0,), [part for path in paths for part in ("--file", path)])),
        *of_serverless_rules(_report(folder, _CFN_LINT, _REPORTED, ["--template", *paths])),
    ]
    exceptions = accepted()
    lines = judged(findings, exceptions)
    if lines:
        return 1, "\n".join([*lines, f"Mend it, or give a reason in {ACCEPTED.relative_to(ROOT)}."])
    return 0, f"Templates: {len(findings)} findings, each accepted with one of {len(exceptions)} reasons."


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Looks over every template with checkov and the serverless rules.")
    parser.add_argument("tools", type=Path, help="the folder of checkov and cfn-lint")
    parser.add_argument("--strict", action="store_true", help="fail where they are not installed")
    asked = parser.parse_args()
    code, said = audit(asked.tools, strict=asked.strict)
    print(said)  # noqa: T201 - the report
    sys.exit(code)
