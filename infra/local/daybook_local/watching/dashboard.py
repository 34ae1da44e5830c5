"""Reads the template's dashboard: its widgets, and the lines that each draws."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from daybook_local.watching.alarms import Series, resolved
from daybook_local.watching.measurements import Measurements, MetricId, statistic

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from daybook_local.aws.deployment.template_file import Template

_COLOURS = ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f")
_NONE_HERE = frozenset({"AWS/Billing"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a widget."""

    label: str
    series: Series
    colour: str


@dataclass(frozen=True, slots=True)
class Widget:
    """One graph or row of figures, with its place on the dashboard's grid of 24 columns."""

    title: str
    is_figures: bool
    is_stacked: bool
    period: timedelta
    x: int
    y: int
    width: int
    lines: tuple[Line, ...]

    def points(self, line: Line, measured: Measurements, now: datetime, span: timedelta) -> tuple[float | None, ...]:
        """The values of a line, one for each period of the span that ends now, oldest first."""
        count = int(span / self.period)
        ends = [now - self.period * number for number in reversed(range(count))]
        series = line.series
        return tuple(statistic(measured.between(series.metric, end - self.period, end), series.stat) for end in ends)

    def figure(self, line: Line, measured: Measurements, now: datetime, span: timedelta) -> float | None:
        """The one value of a line over the whole span."""
        return statistic(measured.between(line.series.metric, now - span, now), line.series.stat)


def widgets_of(template: Template, parameters: Mapping[str, str]) -> tuple[Widget, ...]:
    """Every widget with metrics that this machine can have, in reading order; costs are known to AWS alone."""
    (dashboard,) = [r for r in template["Resources"].values() if r["Type"] == "AWS::CloudWatch::Dashboard"]
    body = json.loads(resolved(dashboard["Properties"]["DashboardBody"], parameters))
    drawn = [_widget(each) for each in body["widgets"] if each["type"] == "metric"]
    return tuple(
        sorted(
            (each for each in drawn if not {line.series.metric.namespace for line in each.lines} & _NONE_HERE),
            key=lambda widget: (widget.y, widget.x),
        )
    )


def _widget(given: Mapping[str, Any]) -> Widget:
    properties = given["properties"]
    return Widget(
        title=properties["title"],
        is_figures=properties["view"] == "singleValue",
        is_stacked=properties.get("stacked", False),
        period=timedelta(seconds=properties["period"]),
        x=given["x"],
        y=given["y"],
        width=given["width"],
        lines=tuple(_line(line, properties["stat"], number) for number, line in enumerate(properties["metrics"])),
    )


def _line(given: list[Any], stat: str, number: int) -> Line:
    namespace, name, dimension, value, options = given
    series = Series(MetricId(namespace, name, dimension, value), options.get("stat", stat))
    return Line(options["label"], series, options.get("color", _COLOURS[number % len(_COLOURS)]))
