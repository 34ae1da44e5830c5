"""What the emulator counts of each function itself, as measurements: it keeps sums, and CloudWatch keeps events."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from daybook_local.aws.metrics.embedded_metrics import Measurement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mypy_boto3_cloudwatch.type_defs import DimensionTypeDef, MetricDataQueryTypeDef, MetricTypeDef

    from daybook_local.aws.clients import LocalAws

_NAMESPACE, _DIMENSION = "AWS/Lambda", "FunctionName"
_COUNTED = ("Invocations", "Errors", "Throttles")
_SLOWEST = "Duration"
_KEPT = timedelta(days=13)
_Measured = tuple[str, str]
"""A function, and the name of a metric of it."""


class InvocationCounts:
    """Remembers what it has told of each function."""

    def __init__(self, aws: LocalAws) -> None:
        self._aws = aws
        self._told: defaultdict[_Measured, float] = defaultdict(float)

    def since_the_last_time(self) -> Iterator[Measurement]:
        """Invocations, errors and throttles since the last call, and the slowest invocation of the last minute."""
        now = datetime.now(UTC)
        measured = [each for each in self._measured_of_functions() if each[1] in (*_COUNTED, _SLOWEST)]
        counted = [each for each in measured if each[1] in _COUNTED]
        for each, values in self._values(counted, "Sum", now - _KEPT, now).items():
            total, told = sum(values), self._told[each]
            self._told[each] = total
            if total > told:
                yield _measurement(each, total - told, now)
        slowest = [each for each in measured if each[1] == _SLOWEST]
        for each, values in self._values(slowest, "Maximum", now - timedelta(minutes=1), now).items():
            if values:
                yield _measurement(each, max(values), now)

    def _measured_of_functions(self) -> Iterator[_Measured]:
        """What the emulator measures of one function, not of one of its versions."""
        for metric in self._aws.cloudwatch.list_metrics(Namespace=_NAMESPACE)["Metrics"]:
            functions = [each["Value"] for each in metric["Dimensions"] if each["Name"] == _DIMENSION]
            if len(functions) == 1:
                yield functions[0], metric["MetricName"]

    def _values(
        self, measured: Sequence[_Measured], stat: str, start: datetime, now: datetime
    ) -> dict[_Measured, list[float]]:
        if not measured:
            return {}
        found = self._aws.cloudwatch.get_metric_data(
            MetricDataQueries=[_query(f"m{number}", each, stat) for number, each in enumerate(measured)],
            StartTime=start,
            EndTime=now + timedelta(minutes=1),
        )["MetricDataResults"]
        return {measured[int(each["Id"][1:])]: each["Values"] for each in found}


def _query(name: str, measured: _Measured, stat: str) -> MetricDataQueryTypeDef:
    function, metric = measured
    of: list[DimensionTypeDef] = [{"Name": _DIMENSION, "Value": function}]
    which: MetricTypeDef = {"Namespace": _NAMESPACE, "MetricName": metric, "Dimensions": of}
    return {"Id": name, "MetricStat": {"Metric": which, "Period": 60, "Stat": stat}}


def _measurement(measured: _Measured, value: float, now: datetime) -> Measurement:
    function, metric = measured
    return Measurement(_NAMESPACE, metric, value, "None", {_DIMENSION: function}, now)
