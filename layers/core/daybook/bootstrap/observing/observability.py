"""Structured logs and business metrics with Powertools; no tracer, because its import takes half of a cold start."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Protocol

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from daybook.bootstrap.observing.metric_names import Metric
from daybook.bootstrap.observing.vendor_answers import VENDOR_ANSWERS, sample
from daybook.domain.catalogue.error_catalogue import entry_for_error, entry_for_settled
from daybook.domain.errors import HoldReason
from daybook.domain.sync.day_change import DayChange, change_of
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncCause, SyncRecord, SyncRequest, SyncState

_CLOSES = {
    SyncState.POSTED: Metric.LOCATION_DAY_POSTED,
    SyncState.POSTED_WITH_GAPS: Metric.LOCATION_DAY_POSTED_WITH_GAPS,
    SyncState.EMPTY: Metric.LOCATION_DAY_EMPTY,
}
_CHANGES = {
    DayChange.HELD: Metric.LOCATION_DAY_HELD,
    DayChange.CORRECTED: Metric.LOCATION_DAY_CORRECTED,
    DayChange.UNDONE: Metric.LOCATION_DAY_UNDONE,
}
_SECONDS = frozenset({Metric.CLOSE_TO_POSTED, Metric.OLDEST_UNSETTLED})


class Invocation(Protocol):
    """What Lambda says of an invocation."""

    @property
    def aws_request_id(self) -> str:
        """Its id, which the log lines of Lambda itself have too."""
        ...


def stack_name() -> str:
    """The stack's name, so that two stacks of one account have separate metrics and alarms."""
    return os.environ.get("POWERTOOLS_SERVICE_NAME", "daybook")


@cache
def logger() -> Logger:
    """The logger of JSON lines; a log line must not have a token or an amount."""
    return Logger(service=stack_name())


@cache
def metrics() -> Metrics:
    """Metrics as log lines in CloudWatch's embedded format, which needs no call."""
    return Metrics(namespace="Daybook", service=stack_name())


def begin(function: str, invocation: Invocation) -> None:
    """Name the function and the invocation in every line until the next one begins."""
    logger().append_keys(function=function, request_id=invocation.aws_request_id)


@contextmanager
def about(**named: object) -> Iterator[None]:
    """Name what is worked on in every line of the block; what vendors answered before concerns something else."""
    VENDOR_ANSWERS.take_ids()
    with logger().append_context_keys(**named):
        yield


def named(day: LocationDay) -> dict[str, str]:
    """A location-day as log lines name it. Powertools uses the key "location" for the line of code, and drops ours."""
    return {"merchant": day.merchant_id, "business_date": str(day.business_date), "location_id": day.location}


def count(metric: Metric, number: float = 1) -> None:
    """Count, or measure seconds; the metrics are published at the end of the invocation."""
    unit = MetricUnit.Seconds if metric in _SECONDS else MetricUnit.Count
    metrics().add_metric(metric, unit, number)


def publish_metrics() -> None:
    """Write the counts and what the vendors answered; an invocation without any writes nothing."""
    times, counts = VENDOR_ANSWERS.take()
    for metric, milliseconds in times.items():
        for value in sample(milliseconds):
            metrics().add_metric(metric, MetricUnit.Milliseconds, value)
    for metric, number in counts.items():
        count(metric, number)
    if metrics().metric_set:
        metrics().flush_metrics()


def count_due(requests: tuple[SyncRequest, ...]) -> None:
    """Count the location-days that a closing made due; those that it reads once more were due before."""
    due = [request for request in requests if request.cause is SyncCause.SCHEDULE]
    count(Metric.LOCATION_DAY_DUE, len(due))
    publish_metrics()


def record_outcome(request: SyncRequest, outcome: Outcome, now: datetime) -> None:
    """Count what the attempt changed, and write one line with the day, its document and its runbook code."""
    known_error = entry_for_settled(outcome)
    change = _count_change(request, outcome, now)
    logger().info(
        "location-day settled",
        extra={
            **named(request.day),
            "cause": request.cause,
            "change": change,
            "state": outcome.state,
            "reason": outcome.reason,
            "error_code": known_error.code if known_error else None,
            "document": outcome.document.doc_number if outcome.document else None,
            "intuit_tid": outcome.document.intuit_tid if outcome.document else None,
            "close_to_posted": _waited(request, outcome, now) if change is DayChange.POSTED else None,
        },
    )


def record_unchanged(days: Sequence[LocationDay]) -> None:
    """Count the days that a look left as they were, and write one line about them."""
    if not days:
        return
    count(Metric.LOCATION_DAY_REREAD, len(days))
    dates = [day.business_date.isoformat() for day in days]
    logger().info("location-days unchanged", extra={"location": days[0].location, "unchanged": dates})


def _count_change(request: SyncRequest, outcome: Outcome, now: datetime) -> DayChange | None:
    if outcome.before is None:
        return None
    change = change_of(outcome.before, outcome)
    if change is DayChange.NOTHING:
        is_reread = request.cause is SyncCause.RECHECK
        count(Metric.LOCATION_DAY_REREAD if is_reread else Metric.LOCATION_DAY_RESYNCED)
    elif change in _CHANGES:
        count(_CHANGES[change])
    elif outcome.before.is_of_a_close:
        count(_CLOSES[outcome.state])
        if change is DayChange.POSTED:
            count(Metric.CLOSE_TO_POSTED, _waited(request, outcome, now))
    else:
        count(Metric.HISTORY_DAY_SETTLED)
    if change is DayChange.HELD and outcome.reason is HoldReason.VENDOR_UNAVAILABLE:
        count(Metric.LOCATION_DAY_HELD_FOR_VENDOR)
    return change


def _waited(request: SyncRequest, outcome: Outcome, now: datetime) -> float:
    """Seconds since the closing; a record that a worker had to make anew knows only when that was."""
    due_at = outcome.before.due_at if outcome.before else now
    since = min(due_at, request.requested_at) if request.cause is SyncCause.SCHEDULE else due_at
    return round((now - since).total_seconds(), 3)


def record_given_up(error: Exception, record: SyncRecord | None) -> None:
    """Write one line with the traceback of the error that sends a message to the dead letters."""
    logger().exception("message given up", extra=_about_error(error, record))


def record_unfinished(error: Exception, record: SyncRecord | None, *, again_in_seconds: int) -> None:
    """Write one line with the traceback of the present error, its runbook code, and what the record knows."""
    told = _about_error(error, record) | {"again_in_seconds": again_in_seconds}
    logger().exception("location-day not finished", extra=told)


def _about_error(error: Exception, record: SyncRecord | None) -> dict[str, object]:
    intent = record.intent if record else None
    return {
        "error_code": entry_for_error(error).code,
        "state": record.state if record else None,
        "posting_key": _key_of(record) if record else None,
        "call_id": intent.request_id if intent else None,
        "vendor_ids": list(VENDOR_ANSWERS.take_ids()),
    }


def _key_of(record: SyncRecord) -> str | None:
    """The posting key of the call whose answer no worker saw."""
    intent, day = record.intent, record.day
    if intent is None:
        return None
    return f"{intent.realm_id}|{day.business_date}|{day.location}|{intent.kind}|{intent.revision}"
