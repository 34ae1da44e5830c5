"""The table of alarms of the runbook, `docs/operating.md`, as data: one row an alarm."""

import re
from dataclasses import dataclass
from pathlib import Path

RUNBOOK = Path(__file__).parents[2] / "docs" / "operating.md"
_HEADING = "\n## Every alarm\n"
_ROW = re.compile(r"^\| \[`(\w+)`\]\(#([\w-]+)\) \|(.*)\|$", re.MULTILINE)


@dataclass(frozen=True)
class AlarmRow:
    """`looks_at` names saved queries and widgets; `first_command` is empty where no command helps.

    `set_off_by` is the fault with which a test sets the alarm off.
    """

    section: str
    affected: str
    wakes: str
    looks_at: tuple[str, ...]
    first_command: str
    set_off_by: str
    times: str


def _read() -> dict[str, AlarmRow]:
    table = RUNBOOK.read_text("utf-8").partition(_HEADING)[2].partition("\n## ")[0]
    found = {}
    for name, section, rest in _ROW.findall(table):
        affected, wakes, looks_at, command, set_off_by, times = (cell.strip() for cell in rest.split("|"))
        named = tuple(re.findall(r"\*([^*]+)\*", looks_at))
        found[f"{name}Alarm"] = AlarmRow(section, affected, wakes, named, command.strip("`–"), set_off_by, times)
    return found


ROWS = _read()
