"""Reads what functions logged about one merchant's date, from the log groups of the stack."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Protocol

_MOST_LINES = 500


class LogsClient(Protocol):
    """The only call of CloudWatch Logs in use, typed here to avoid a dependency on type stubs."""

    def filter_log_events(self, **request: Any) -> dict[str, Any]:
        """FilterLogEvents."""
        ...


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line: when, and its fields."""

    at: datetime
    fields: dict[str, Any]


class LogLines:
    """The log groups of some functions."""

    def __init__(self, logs: LogsClient, groups: Sequence[str]) -> None:
        self._logs = logs
        self._groups = groups

    def about(self, merchant_id: str, business_date: date) -> tuple[LogLine, ...]:
        """The lines that name the merchant and the date, oldest first, at most five hundred of each group."""
        pattern = f'{{ $.merchant = "{merchant_id}" && $.business_date = "{business_date}" }}'
        found = [line for group in self._groups for line in self._in_group(group, pattern)]
        return tuple(sorted(found, key=lambda line: line.at))

    def _in_group(self, group: str, pattern: str) -> Iterator[LogLine]:
        request: dict[str, Any] = {"logGroupName": group, "filterPattern": pattern}
        read = 0
        while read < _MOST_LINES:
            answer = self._logs.filter_log_events(**request)
            for event in answer.get("events", []):
                read += 1
                yield LogLine(datetime.fromtimestamp(event["timestamp"] / 1000, UTC), json.loads(event["message"]))
            if "nextToken" not in answer:
                return
            request["nextToken"] = answer["nextToken"]
