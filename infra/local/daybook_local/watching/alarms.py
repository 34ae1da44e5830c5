"""Reads the template's alarms and says in which state each is: the emulator knows no metric math."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from daybook_local.watching.measurements import Measurements, MetricId, statistic
from daybook_local.watching.metric_math import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from daybook_local.aws.deployment.template_file import Template

_BREACHES: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
}


class AlarmState(StrEnum):
    """As CloudWatch names them."""

    OK = "OK"
    ALARM = "ALARM"


@dataclass(frozen=True, slots=True)
class Series:
    """One metric with its statistic."""

    metric: MetricId
    stat: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm, whose values are a series or an expression over several."""

    name: str
    description: str
    series: Mapping[str, Series]
    expression: str
    period: timedelta
    periods: int
    breaching_periods: int
    comparison: str
    threshold: float
    is_breaching_without_data: bool

    @property
    def section(self) -> str:
        """The section of the runbook that the description ends with."""
        return self.description.rpartition("#")[2]

    @property
    def first_action(self) -> str:
        """What the description says to do first."""
        return self.description.partition("First: ")[2].partition(" Runbook:")[0]

    def state(self, measured: Measurements, now: datetime) -> AlarmState:
        """The state at `now`, from the newest periods before it."""
        breaching = 0
        for number in range(self.periods):
            end = now - number * self.period
            breaching += self._is_breaching(measured, end)
        return AlarmState.ALARM if breaching >= self.breaching_periods else AlarmState.OK

    def _is_breaching(self, measured: Measurements, end: datetime) -> bool:
        values = {
            key: statistic(measured.between(series.metric, end - self.period, end), series.stat)
            for key, series in self.series.items()
        }
        value = evaluate(self.expression, values)
        if value is None:
            return self.is_breaching_without_data
        return _BREACHES[self.comparison](value, self.threshold)


def alarms_of(template: Template, parameters: Mapping[str, str]) -> tuple[Alarm, ...]:
    """Every alarm of a template, as it is deployed with these parameters."""
    return tuple(
        _alarm(logical_id, resource["Properties"], parameters)
        for logical_id, resource in template["Resources"].items()
        if resource["Type"] == "AWS::CloudWatch::Alarm"
    )


def resolved(value: Any, parameters: Mapping[str, str]) -> Any:
    """A value with its references to parameters replaced."""
    match value:
        case {"Ref": name}:
            return parameters.get(name, name)
        case {"Fn::Sub": str() as text}:
            return re.sub(r"\$\{([\w:]+)\}", lambda found: parameters.get(found[1], found[0]), text)
        case dict():
            return {key: resolved(inner, parameters) for key, inner in value.items()}
        case list():
            return [resolved(inner, parameters) for inner in value]
    return value


def _alarm(name: str, properties: Mapping[str, Any], parameters: Mapping[str, str]) -> Alarm:
    given = resolved(properties, parameters)
    if "Metrics" in given:
        stats = {each["Id"]: each["MetricStat"] for each in given["Metrics"] if "MetricStat" in each}
        (expression,) = [each["Expression"] for each in given["Metrics"] if "Expression" in each]
        series = {key: Series(_metric(stat["Metric"]), stat["Stat"]) for key, stat in stats.items()}
        period = next(iter(stats.values()))["Period"]
    else:
        series, expression = {"value": Series(_metric(given), given["Statistic"])}, "value"
        period = given["Period"]
    return Alarm(
        name=name,
        description=given["AlarmDescription"],
        series=series,
        expression=expression,
        period=timedelta(seconds=period),
        periods=given["EvaluationPeriods"],
        breaching_periods=given.get("DatapointsToAlarm", given["EvaluationPeriods"]),
        comparison=given["ComparisonOperator"],
        threshold=given["Threshold"],
        is_breaching_without_data=given["TreatMissingData"] == "breaching",
    )


def _metric(given: Mapping[str, Any]) -> MetricId:
    ((name, value),) = [(each["Name"], each["Value"]) for each in given["Dimensions"]]
    return MetricId(given["Namespace"], given["MetricName"], name, value)
