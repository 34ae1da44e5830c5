"""The saved queries of the template, carried out on the log lines of the local system.

The emulator's Logs Insights knows neither the fields of a JSON line nor `stats`, so the part of the language that the
saved queries use is here: filter, fields, stats, sort and limit.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from daybook_local.watching.alarms import resolved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from daybook_local.aws.clients import LocalAws
    from daybook_local.aws.deployment.template_file import Template

Row = dict[str, Any]
_TERM = re.compile(r"""(?P<field>[@\w]+)\s*(?P<operator>=|!=|in)\s*(?P<wanted>"[^"]*"|\[[^\]]*\])""")
_PRESENT = re.compile(r"ispresent\((?P<field>\w+)\)")
_COUNT = re.compile(r"(?P<function>count|count_distinct)\((?P<of>[\w*]+)\)\s+as\s+(?P<name>\w+)")
_BIN = re.compile(r"bin\((?P<hours>\d+)h\)")
_MOST_EVENTS = 10_000


class QueryError(ValueError):
    """A query that is not understood here, though CloudWatch may take it."""


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """One query: its name in CloudWatch without the stack, the log groups it reads, and its text."""

    name: str
    groups: tuple[str, ...]
    text: str


def queries_of(template: Template, parameters: Mapping[str, str]) -> tuple[SavedQuery, ...]:
    """Every saved query of a template, as it is deployed with these parameters."""
    found = [r["Properties"] for r in template["Resources"].values() if r["Type"] == "AWS::Logs::QueryDefinition"]
    given = [resolved(properties, parameters) for properties in found]
    return tuple(
        SavedQuery(each["Name"].partition("/")[2], tuple(each["LogGroupNames"]), each["QueryString"]) for each in given
    )


def lines_of(aws: LocalAws, groups: Iterable[str]) -> list[Row]:
    """The JSON lines of log groups as rows, with `@timestamp`."""
    rows = []
    for group in groups:
        for event in aws.logs.filter_log_events(logGroupName=group, limit=_MOST_EVENTS)["events"]:
            try:
                line = json.loads(event["message"])
            except ValueError:
                continue
            if isinstance(line, dict):
                rows.append(line | {"@timestamp": datetime.fromtimestamp(event["timestamp"] / 1000, UTC)})
    return rows


def answered(text: str, lines: Sequence[Row]) -> list[Row]:
    """The rows that a query finds in the lines.

    Raises:
        QueryError: it uses more of the language than is understood here.
    """
    rows = list(lines)
    for stage in (part.strip() for part in text.replace("\n", " ").split("|")):
        verb, _, rest = stage.partition(" ")
        if verb not in _VERBS:
            raise QueryError(f"{stage!r} is not understood here")
        rows = _VERBS[verb](rest.strip(), rows)
    return rows


def _filter(text: str, rows: list[Row]) -> list[Row]:
    terms = [_condition(part.strip()) for part in text.split(" and ")]
    return [row for row in rows if all(holds(row) for holds in terms)]


def _condition(text: str) -> Callable[[Row], bool]:
    if present := _PRESENT.fullmatch(text):
        return lambda row: row.get(present["field"]) is not None
    found = _TERM.fullmatch(text)
    if found is None:
        raise QueryError(f"the condition {text!r} is not understood here")
    field, wanted = found["field"], json.loads(found["wanted"])
    match found["operator"]:
        case "in":
            return lambda row: row.get(field) in wanted
        case "=":
            return lambda row: row.get(field) == wanted
    return lambda row: row.get(field) != wanted


def _fields(text: str, rows: list[Row]) -> list[Row]:
    names = _names(text)
    return [{name: row.get(name) for name in names} for row in rows]


def _stats(text: str, rows: list[Row]) -> list[Row]:
    counted, _, by = text.partition(" by ")
    counts = [_counting(part) for part in counted.split(", ")]
    names = _names(by)
    groups: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(_value(row, name) for name in names)].append(row)
    return [
        dict(zip(names, key, strict=True)) | {name: count(members) for name, count in counts}
        for key, members in groups.items()
    ]


def _counting(text: str) -> tuple[str, Callable[[list[Row]], int]]:
    found = _COUNT.fullmatch(text.strip())
    if found is None:
        raise QueryError(f"the statistic {text!r} is not understood here")
    if found["function"] == "count":
        return found["name"], len
    return found["name"], lambda rows: len({row.get(found["of"]) for row in rows})


def _value(row: Row, name: str) -> Any:
    """A field, or the hours that an instant falls in."""
    hours = _BIN.fullmatch(name)
    if hours is None:
        return row.get(name)
    size = timedelta(hours=int(hours["hours"]))
    since = row["@timestamp"] - datetime.min.replace(tzinfo=UTC)
    return row["@timestamp"] - since % size


def _sort(text: str, rows: list[Row]) -> list[Row]:
    name, _, order = text.partition(" ")
    return sorted(rows, key=lambda row: (row.get(name) is not None, row.get(name)), reverse=order == "desc")


def _limit(text: str, rows: list[Row]) -> list[Row]:
    return rows[: int(text)]


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


_VERBS: dict[str, Callable[[str, list[Row]], list[Row]]] = {
    "filter": _filter,
    "fields": _fields,
    "stats": _stats,
    "sort": _sort,
    "limit": _limit,
}
