"""Draws a widget as SVG on the server: no script, and nothing from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from daybook_local.watching.dashboard import Widget
    from daybook_local.watching.measurements import Measurements

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 480, 170, 44, 20, 8
_MOST_POINTS = 288
_THOUSAND, _MILLION = 1000, 1_000_000

Points = tuple[float | None, ...]


def graph(widget: Widget, measured: Measurements, now: datetime, span: timedelta, say: Callable[[str], str]) -> str:
    """The widget's lines over the span that ends now, with a legend that names the newest value of each."""
    step = widget if span / widget.period <= _MOST_POINTS else _coarser(widget, span)
    lines = [(line, step.points(line, measured, now, span)) for line in step.lines]
    shown = _stacked([points for _, points in lines]) if widget.is_stacked else [points for _, points in lines]
    highest = max((value for points in shown for value in points if value is not None), default=0) or 1
    drawn = "".join(_polyline(points, line.colour, highest) for (line, _), points in zip(lines, shown, strict=True))
    named = escape(say(widget.title))
    hours = round(span / timedelta(hours=1))
    frame = (
        f'<line class="axis" x1="{_LEFT}" y1="{_HEIGHT - _BOTTOM}" x2="{_WIDTH}" y2="{_HEIGHT - _BOTTOM}"/>'
        f'<text x="{_LEFT - 6}" y="{_TOP + 10}" text-anchor="end">{amount(highest)}</text>'
        f'<text x="{_LEFT - 6}" y="{_HEIGHT - _BOTTOM}" text-anchor="end">0</text>'
        f'<text x="{_LEFT}" y="{_HEIGHT - 4}">{now - span:%d %H:%M}</text>'
        f'<text x="{_WIDTH}" y="{_HEIGHT - 4}" text-anchor="end">{now:%d %H:%M}</text>'
    )
    legend = "".join(
        f'<li><i style="background:{line.colour}"></i>{escape(say(line.label))} <b>{amount(_newest(points))}</b></li>'
        for line, points in lines
    )
    svg = f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{named}, {hours} h">{frame}{drawn}</svg>'
    return (
        f'<figure data-widget="{escape(widget.title)}"><figcaption>{named}</figcaption>{svg}<ul>{legend}</ul></figure>'
    )


def figures(widget: Widget, measured: Measurements, now: datetime, span: timedelta, say: Callable[[str], str]) -> str:
    """A row of figures."""
    cells = "".join(
        f'<div><b style="color:{line.colour}">{amount(widget.figure(line, measured, now, span))}</b>'
        f"<span>{escape(say(line.label))}</span></div>"
        for line in widget.lines
    )
    named = escape(say(widget.title))
    return (
        f'<figure class="figures" data-widget="{escape(widget.title)}"><figcaption>{named}</figcaption>'
        f"<div>{cells}</div></figure>"
    )


def amount(value: float | None) -> str:
    """A value as an axis names it; a dash without one."""
    if value is None:
        return "–"
    for size, unit in ((_MILLION, " M"), (_THOUSAND, " k")):
        if abs(value) >= 10 * size:
            return f"{value / size:.0f}{unit}"
    return f"{value:.0f}" if value == round(value) or abs(value) >= _THOUSAND else f"{value:.1f}"


def _coarser(widget: Widget, span: timedelta) -> Widget:
    return replace(widget, period=span / _MOST_POINTS)


def _stacked(all_points: Sequence[Points]) -> list[Points]:
    total: list[float] = [0.0] * max(map(len, all_points), default=0)
    shown: list[Points] = []
    for points in all_points:
        total = [below + (value or 0) for below, value in zip(total, points, strict=True)]
        shown.append(tuple(None if value is None else at for value, at in zip(points, total, strict=True)))
    return shown


def _polyline(points: Points, colour: str, highest: float) -> str:
    """The line through the points, broken where nothing was measured; a lone point is a dot."""
    wide, high = (_WIDTH - _LEFT) / max(1, len(points)), _HEIGHT - _BOTTOM - _TOP
    runs: list[list[tuple[float, float]]] = [[]]
    for number, value in enumerate(points):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((_LEFT + wide * (number + 0.5), _TOP + high * (1 - value / highest)))
    lines = [" ".join(f"{x:.1f},{y:.1f}" for x, y in run) for run in runs if len(run) > 1]
    dots = [run[0] for run in runs if len(run) == 1]
    return "".join(f'<polyline points="{line}" stroke="{colour}"/>' for line in lines) + "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in dots
    )


def _newest(points: Points) -> float | None:
    return next((value for value in reversed(points) if value is not None), None)
