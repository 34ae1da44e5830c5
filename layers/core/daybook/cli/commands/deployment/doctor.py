"""`daybook doctor`: checks of a deployment, a line for each, with the next step where something is wrong."""

import argparse

from daybook.application.operating.findings import Finding, Verdict, is_well
from daybook.bootstrap.command_line.doctoring import examine
from daybook.cli.output import Output
from daybook.domain.words import is_french, noted

_VERDICTS = {
    Verdict.OK: noted("ok"),
    Verdict.WRONG: noted("wrong"),
    Verdict.NOT_CHECKED: noted("not checked here"),
}


def run(chosen: argparse.Namespace, output: Output) -> bool:
    """Look at the stack, whether or not other commands can open it; attention where something is wrong."""
    findings = examine(chosen.stack)
    output.document({"stack": chosen.stack, "findings": [_as_document(finding) for finding in findings]})
    width = max(len(output.say(verdict)) for verdict in _VERDICTS.values())
    for finding in findings:
        output.text(_line(finding, width, output))
    return not is_well(findings)


def _line(finding: Finding, width: int, output: Output) -> str:
    verdict = output.say(_VERDICTS[finding.verdict])
    colon = "\N{NO-BREAK SPACE}:" if is_french(output.language) else ":"
    told = f"{verdict:<{width}}  {output.say(finding.check)}{colon} {output.say(finding.found, **finding.values)}"
    return f"{told} -> {output.say(finding.next_step, **finding.values)}" if finding.next_step else told


def _as_document(finding: Finding) -> dict[str, str | None]:
    return {
        "check": finding.check,
        "verdict": finding.verdict.value,
        "found": finding.found.format(**finding.values),
        "next_step": finding.next_step.format(**finding.values) or None,
    }
