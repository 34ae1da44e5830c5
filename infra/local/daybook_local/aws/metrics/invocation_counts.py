"""What the emulator counts of each function itself, as measurements: it keeps sums, and CloudWatch keeps events."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from daybook_local.aws.metrics.embedded_metrics import Measurement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from daybook_local.aws.clients import LocalAws

_NAMESPACE, _DIMENSION = "AWS/Lambda", "FunctionName"
_COUNTED = ("Invocations", "Errors", "Throttles")
_SLOWEST = "Duration"
_KEPT = timedelta(days=13)


class InvocationCounts:
    """Remembers what it has told of each function."""

    def __init__(self, aws: LocalAws) -> None:
        self._aws = aws
        self._told: defaultdict[tuple[str, str], float] = defaultdict(float)

    def since_the_last_time(self) -> Iterator[Measurement]:
        """Invocations, errors and throttles since the last call, and the slowest invocation of the last minute."""
        now = datetime.now(UTC)
        for metric in self._aws.cloudwatch.list_metrics(Namespace=_NAMESPACE)["Metrics"]:
            name = metric["MetricName"]
            functions = [each["Value"] for each in metric["Dimensions"] if each["Name"] == _DIMENSION]
            if len(functions) != 1 or name not in (*_COUNTED, _SLOWEST):
                continue
            value = self._counted(functions[0], name, now)
            if value:
                yield Measurement(_NAMESPACE, name, value, "None", {_DIMENSION: functions[0]}, now)

    def _counted(self, function: str, name: str, now: datetime) -> float:
        if name == _SLOWEST:
            return self._sum(function, name, now - timedelta(minutes=1), now, "Maximum")
        total = self._sum(function, name, now - _KEPT, now, "Sum")
        new = total - self._told[function, name]
        self._told[function, name] = total
        return new

    def _sum(self, function: str, name: str, start: datetime, now: datetime, stat: str) -> float:
        points = self._aws.cloudwatch.get_metric_statistics(
            Namespace=_NAMESPACE,
            MetricName=name,
            Dimensions=[{"Name": _DIMENSION, "Value": function}],
            StartTime=start,
            EndTime=now + timedelta(minutes=1),
            Period=60,
            Statistics=["Sum", "Maximum"],
        )["Datapoints"]
        values = [point["Sum"] if stat == "Sum" else point["Maximum"] for point in points]
        return sum(values) if stat == "Sum" else max(values, default=0)
