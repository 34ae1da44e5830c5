"""The links of the dashboard to its saved queries: the console's address of Logs Insights with text and log groups.

An address cannot name a saved query alone, so each has the query's own text. AWS describes the form of such an address
nowhere; it is the one that the console itself makes.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from daybook_local.aws.deployment.template_file import read_template

_BEGINS, _ENDS = "\\n\\nSaved queries, over the last day: ", '"}},'
_LINE = re.compile(f"{re.escape(_BEGINS)}.*?{re.escape(_ENDS)}")
# The console writes ~, (, ' and ) twice encoded, with $ in the place of %.
_TILDE, _OPEN, _QUOTE, _CLOSE = "$257E", "$2528", "$2527", "$2529"
_A_DAY = "86400"


def write(dashboard: Path) -> None:
    """Write the links anew into the template of the dashboard.

    Raises:
        ValueError: the template has no place for them.
    """
    text = dashboard.read_text("utf-8")
    line = " | ".join(f"[{name}]({address})" for name, address in links(read_template(dashboard)))
    written, times = _LINE.subn(lambda _: f"{_BEGINS}{line}{_ENDS}", text)
    if times != 1:
        raise ValueError(f"{dashboard} has {times} places for the links of its saved queries")
    dashboard.write_text(written, "utf-8")


def links(template: Any) -> Iterator[tuple[str, str]]:
    """Name and address of each saved query."""
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Logs::QueryDefinition":
            query = resource["Properties"]
            groups = [f"${{{group['Ref']}}}" for group in query["LogGroupNames"]]
            name = query["Name"]["Fn::Sub"].partition("/")[2].partition(" (")[0]
            yield name, _address(query["QueryString"].strip(), groups)


def _address(text: str, groups: list[str]) -> str:
    source = "".join(f"{_TILDE}{_QUOTE}{group}" for group in groups)
    detail = {
        "end": "0",
        "start": f"-{_A_DAY}",
        "timeType": f"{_QUOTE}RELATIVE",
        "unit": f"{_QUOTE}seconds",
        "editorString": f"{_QUOTE}{_escaped(text)}",
        "source": f"{_OPEN}{source}{_CLOSE}",
    }
    members = _TILDE.join(f"{name}{_TILDE}{value}" for name, value in detail.items())
    console = "https://${AWS::Region}.console.aws.amazon.com/cloudwatch/home?region=${AWS::Region}"
    return f"{console}#logsV2:logs-insights$3FqueryDetail$3D{_TILDE}{_OPEN}{members}{_CLOSE}"


def _escaped(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", lambda found: "".join(f"*{byte:02x}" for byte in found[0].encode()), text)
