"""Moves what the functions logged and what the queues hold into CloudWatch metrics, so that alarms move.

The emulator measures Lambda itself. It ignores the embedded metric format, metric filters and queue depths; it
evaluates every alarm whenever a metric is put.
"""

from __future__ import annotations

import json
import logging
from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from daybook_local.aws.background import BackgroundLoop
from daybook_local.aws.metrics.embedded_metrics import Measurement, measurements_in
from daybook_local.aws.metrics.invocation_counts import InvocationCounts
from daybook_local.aws.metrics.log_patterns import LogPattern, LogPatternError, parse_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mypy_boto3_logs.type_defs import FilteredLogEventTypeDef, MetricTransformationOutputTypeDef

    from daybook_local.aws.clients import LocalAws

_LOG = logging.getLogger(__name__)
# Lines of one call share a time stamp and may arrive a little after those of a later one.
_OVERLAP_MS = 2_000
_MOST_PER_CALL = 500


def _by_the_machine() -> datetime:
    return datetime.now(UTC)


def _unheard(_measured: Sequence[Measurement]) -> None:
    """The measurements go to the emulator alone."""


class MetricsCollector:
    """Reads each log line once; ``collect`` may be called as often as wanted.

    ``hear`` gets everything that was measured, Lambda's own measurements too, by the time of the machine. Messages get
    old by the clock ``now``.
    """

    def __init__(
        self,
        aws: LocalAws,
        hear: Callable[[Sequence[Measurement]], None] = _unheard,
        now: Callable[[], datetime] = _by_the_machine,
    ) -> None:
        self._aws = aws
        self._hear = hear
        self._now = now
        self._invoked = InvocationCounts(aws)
        self._newest: dict[str, int] = {}
        self._read: dict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
        self._not_empty_since: dict[str, datetime] = {}
        self._refused: set[str] = set()

    def collect(self) -> int:
        """Put what is new and return how many values that were."""
        measurements = [*self._from_logs(), *self._from_queues()]
        by_namespace: dict[str, list[Any]] = defaultdict(list)
        for measurement in measurements:
            by_namespace[measurement.namespace].append(measurement.as_datum())
        for namespace, data in by_namespace.items():
            for first in range(0, len(data), _MOST_PER_CALL):
                chunk = data[first : first + _MOST_PER_CALL]
                self._aws.cloudwatch.put_metric_data(Namespace=namespace, MetricData=chunk)
        self._hear([*measurements, *self._invoked.since_the_last_time()])
        return len(measurements)

    def _from_logs(self) -> Iterator[Measurement]:
        filters = self._metric_filters()
        for page in self._aws.logs.get_paginator("describe_log_groups").paginate():
            for group in page["logGroups"]:
                name = group["logGroupName"]
                for event in self._new_events(name):
                    yield from measurements_in(event["message"])
                    for pattern, transformations in filters[name]:
                        if pattern.matches(event["message"]):
                            yield from _transformed(event, transformations)

    def _metric_filters(self) -> dict[str, list[tuple[LogPattern, list[MetricTransformationOutputTypeDef]]]]:
        filters: dict[str, list[tuple[LogPattern, list[MetricTransformationOutputTypeDef]]]] = defaultdict(list)
        for page in self._aws.logs.get_paginator("describe_metric_filters").paginate():
            for found in page["metricFilters"]:
                try:
                    pattern = parse_pattern(found.get("filterPattern", ""))
                except LogPatternError as error:
                    self._refuse(found["filterName"], error)
                    continue
                filters[found["logGroupName"]].append((pattern, found["metricTransformations"]))
        return filters

    def _refuse(self, filter_name: str, error: LogPatternError) -> None:
        if filter_name not in self._refused:
            self._refused.add(filter_name)
            _LOG.warning("The metric filter %s counts nothing here: %s", filter_name, error)

    def _new_events(self, group: str) -> list[FilteredLogEventTypeDef]:
        since = max(0, self._newest.get(group, 0) - _OVERLAP_MS)
        events = self._aws.logs.filter_log_events(logGroupName=group, startTime=since, limit=10_000)["events"]
        read = self._read[group]
        counted: Counter[tuple[str, int]] = Counter()
        new = []
        for event in events:
            key = (event["logStreamName"], event["timestamp"])
            counted[key] += 1
            if counted[key] > read[key]:
                new.append(event)
        self._read[group] = counted
        self._newest[group] = max([self._newest.get(group, 0), *(event["timestamp"] for event in events)])
        return new

    def _from_queues(self) -> Iterator[Measurement]:
        for page in self._aws.sqs.get_paginator("list_queues").paginate():
            for url in page.get("QueueUrls", []):
                attributes = self._aws.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
                dimensions = {"QueueName": url.rsplit("/", 1)[1]}
                visible = int(attributes["ApproximateNumberOfMessages"])
                hidden = int(attributes["ApproximateNumberOfMessagesNotVisible"])
                for name, value, unit in (
                    ("ApproximateNumberOfMessagesVisible", visible, "Count"),
                    ("ApproximateNumberOfMessagesNotVisible", hidden, "Count"),
                    ("ApproximateAgeOfOldestMessage", self._age(url, visible + hidden), "Seconds"),
                ):
                    yield Measurement("AWS/SQS", name, value, unit, dimensions, datetime.now(UTC))

    def _age(self, url: str, messages: int) -> float:
        """How long the queue has not been empty: the oldest message is at most that old."""
        if messages == 0:
            self._not_empty_since.pop(url, None)
            return 0
        now = self._now()
        return (now - self._not_empty_since.setdefault(url, now)).total_seconds()


def run_metrics(collector: MetricsCollector, *, every: float = 5.0) -> BackgroundLoop:
    """A loop, not started yet, that keeps metrics and alarms up to date."""
    return BackgroundLoop("metrics", collector.collect, every=every)


def _transformed(
    event: FilteredLogEventTypeDef, transformations: list[MetricTransformationOutputTypeDef]
) -> Iterator[Measurement]:
    for transformation in transformations:
        text = transformation["metricValue"]
        value = json.loads(event["message"])[text[2:]] if text.startswith("$.") else text
        yield Measurement(
            transformation["metricNamespace"],
            transformation["metricName"],
            float(value),
            str(transformation.get("unit") or "None"),
            {},
            datetime.fromtimestamp(event["timestamp"] / 1000, UTC),
        )
