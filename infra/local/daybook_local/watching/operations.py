"""What is watched of a running system: measurements by the shops' time, and the template's alarms and widgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from daybook_local.aws.clients import REGION, LocalAws
from daybook_local.aws.deployment.deployment import Deployment
from daybook_local.aws.deployment.template_file import read_template
from daybook_local.aws.metrics.embedded_metrics import Measurement
from daybook_local.watching.alarms import Alarm, alarms_of
from daybook_local.watching.dashboard import Widget, widgets_of
from daybook_local.watching.measurements import Measurements
from daybook_local.watching.queries import SavedQuery, answered, lines_of, queries_of

_OF_AWS = "AWS/"
_STORY = (
    "@timestamp",
    "function",
    "message",
    "location_id",
    "cause",
    "state",
    "reason",
    "error_code",
    "tries",
    "request_id",
)
_ALARMS, _DASHBOARD = "alarms.yaml", "dashboard.yaml"


@dataclass(frozen=True)
class Operations:
    """Everything that the operator's pages show."""

    aws: LocalAws
    outputs: Mapping[str, str]
    alarms: tuple[Alarm, ...]
    widgets: tuple[Widget, ...]
    queries: tuple[SavedQuery, ...]
    now: Callable[[], datetime]
    measured: Measurements = field(default_factory=Measurements)

    def answers(self) -> list[tuple[SavedQuery, list[dict[str, Any]]]]:
        """Every saved query with what it finds in the log lines of now."""
        lines = {group: lines_of(self.aws, [group]) for query in self.queries for group in query.groups}
        return [
            (query, answered(query.text, [row for g in query.groups for row in lines[g]])) for query in self.queries
        ]

    def story(self, merchant: str, date: str) -> list[dict[str, Any]]:
        """What functions logged about one merchant's date, oldest first: the query of that name, for this day."""
        groups = {group for query in self.queries for group in query.groups}
        found = [row for row in lines_of(self.aws, groups) if row.get("merchant") == merchant]
        found = [row for row in found if _date_of(row) == date[:10]]
        return [{name: row.get(name) for name in _STORY} for row in sorted(found, key=lambda row: row["@timestamp"])]

    def hear(self, measured: Sequence[Measurement]) -> None:
        """Keep measurements; those of AWS itself are by the machine's time, and happened just now by the shops'."""
        now = self.now()
        self.measured.add(replace(each, at=now) if each.namespace.startswith(_OF_AWS) else each for each in measured)


def _date_of(row: Mapping[str, Any]) -> str:
    """The business date of a line, or the date of the closing that it is about."""
    return str(row.get("business_date") or row.get("scheduled_at") or "")[:10]


def watched(aws: LocalAws, deployment: Deployment, template: Path, now: Callable[[], datetime]) -> Operations:
    """The operations of a deployed stack; `template` is the root template that was deployed."""
    folder = template.parent / "infra" / "aws"
    dashboard, given = read_template(folder / _DASHBOARD), _parameters(aws, deployment, "Dashboards")
    return Operations(
        aws=aws,
        outputs=deployment.outputs,
        alarms=alarms_of(read_template(folder / _ALARMS), _parameters(aws, deployment, "Alarms")),
        widgets=widgets_of(dashboard, given),
        queries=queries_of(dashboard, given),
        now=now,
    )


def _parameters(aws: LocalAws, deployment: Deployment, nested: str) -> dict[str, str]:
    (stack,) = aws.cloudformation.describe_stacks(StackName=deployment.resources[nested])["Stacks"]
    given = {each["ParameterKey"]: each["ParameterValue"] for each in stack["Parameters"]}
    return given | {"AWS::Region": REGION}
