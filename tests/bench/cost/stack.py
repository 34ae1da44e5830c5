"""What a stack is charged for whether or not it has merchants, read from its templates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from daybook.bootstrap.observing.metric_names import Metric
from daybook_local.aws.deployment.template_file import read_template

ROOT = Path(__file__).parents[3]
_POLLERS, _POLLS_A_DAY = 5, 24 * 60 * 3
"""Lambda keeps five pollers at each queue, and each waits twenty seconds (Lambda Developer Guide, *SQS*)."""


@dataclass(frozen=True)
class StackMonth:
    """Things that are charged by the month. `metrics` are those that are published, `defined_metrics` all names."""

    memory_mb: int
    metrics: int
    defined_metrics: int
    alarm_metrics: int
    dashboards: int
    secrets: int
    keys: int
    idle_polls_a_day: int


def stack_month(published: frozenset[str]) -> StackMonth:
    """Those of the templates; `published` are the metrics that were seen in log lines."""
    main = read_template(ROOT / "template.yaml")
    types = [each["Type"] for each in _resources()]
    alarms = [each for each in _resources() if each["Type"] == "AWS::CloudWatch::Alarm"]
    return StackMonth(
        memory_mb=int(main["Globals"]["Function"]["MemorySize"]),
        metrics=len(published),
        defined_metrics=len(Metric),
        alarm_metrics=sum(_metrics_of(alarm["Properties"]) for alarm in alarms),
        dashboards=types.count("AWS::CloudWatch::Dashboard"),
        secrets=types.count("AWS::SecretsManager::Secret"),
        keys=types.count("AWS::KMS::Key"),
        idle_polls_a_day=_POLLERS * _POLLS_A_DAY * sum(_queues_of(each) for each in _resources()),
    )


def _resources() -> Iterator[Mapping[str, Any]]:
    for path in (ROOT / "template.yaml", *sorted((ROOT / "infra" / "aws").glob("*.yaml"))):
        yield from read_template(path)["Resources"].values()


def _metrics_of(properties: Mapping[str, Any]) -> int:
    """An alarm is charged by the metrics that it reads: one, or those of its expression."""
    return 1 if "MetricName" in properties else sum("MetricStat" in each for each in properties["Metrics"])


def _queues_of(resource: Mapping[str, Any]) -> int:
    """How many queues call a function."""
    events = resource.get("Properties", {}).get("Events", {})
    return sum(event["Type"] == "SQS" for event in events.values())
