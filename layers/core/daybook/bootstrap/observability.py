"""Structured logs and business metrics with Powertools; no tracer, because its import takes half of a cold start."""

import os
from datetime import datetime
from functools import cache

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from daybook.bootstrap.answer_times import ANSWER_TIMES, sample
from daybook.domain.catalogue.error_catalogue import entry_for_error, entry_for_settled
from daybook.domain.errors import HoldReason
from daybook.domain.sync.location_day import Outcome, SyncCause, SyncRequest, SyncState

_COUNTED_AS = {
    SyncState.POSTED: "LocationDayPosted",
    SyncState.POSTED_WITH_GAPS: "LocationDayPostedWithGaps",
    SyncState.EMPTY: "LocationDayEmpty",
    SyncState.HELD: "LocationDayHeld",
    SyncState.UNDONE: "LocationDayUndone",
    SyncState.FAILED: "LocationDayFailed",
}


def _service() -> str:
    """The stack's name, so that two stacks of one account have separate metrics and alarms."""
    return os.environ.get("POWERTOOLS_SERVICE_NAME", "daybook")


@cache
def logger() -> Logger:
    """The logger of JSON lines; a log line must not have a token or an amount."""
    return Logger(service=_service())


@cache
def metrics() -> Metrics:
    """Metrics as log lines in CloudWatch's embedded format, which needs no call."""
    return Metrics(namespace="Daybook", service=_service())


def publish_metrics() -> None:
    """Write the counts and the vendors' answer times; an invocation without any writes nothing."""
    for name, milliseconds in ANSWER_TIMES.take().items():
        for value in sample(milliseconds):
            metrics().add_metric(name, MetricUnit.Milliseconds, value)
    if metrics().metric_set:
        metrics().flush_metrics()


def count_due(requests: tuple[SyncRequest, ...]) -> None:
    """Count location-days that a closing made due."""
    metrics().add_metric("LocationDayDue", MetricUnit.Count, len(requests))
    publish_metrics()


def count_failed() -> None:
    """Count a location-day that goes to the dead letters."""
    metrics().add_metric(_COUNTED_AS[SyncState.FAILED], MetricUnit.Count, 1)


def record_outcome(request: SyncRequest, outcome: Outcome, now: datetime) -> None:
    """Count the outcome, and write one line with the day, its document and its runbook code."""
    known_error = entry_for_settled(outcome)
    metrics().add_metric(_COUNTED_AS[outcome.state], MetricUnit.Count, 1)
    if outcome.reason is HoldReason.VENDOR_UNAVAILABLE:
        metrics().add_metric("LocationDayHeldForVendor", MetricUnit.Count, 1)
    if request.cause is SyncCause.SCHEDULE and outcome.document is not None:
        waited = (now - request.requested_at).total_seconds()
        metrics().add_metric("CloseToPosted", MetricUnit.Seconds, waited)
    logger().info(
        "location-day settled",
        extra={
            "merchant": request.day.merchant_id,
            "business_date": str(request.day.business_date),
            # Powertools uses the key "location" for the line of code, and silently drops ours.
            "location_id": request.day.location,
            "cause": request.cause,
            "state": outcome.state,
            "reason": outcome.reason,
            "error_code": known_error.code if known_error else None,
            "document": outcome.document.doc_number if outcome.document else None,
            "intuit_tid": outcome.document.intuit_tid if outcome.document else None,
        },
    )


def record_given_up(error: Exception, *, tries: int) -> None:
    """Write one line with the traceback of the error that sends a message to the dead letters."""
    logger().exception("message given up", extra={"tries": tries, "error_code": entry_for_error(error).code})


def record_unfinished(error: Exception, *, tries: int, again_in_seconds: int | None) -> None:
    """Write one line with the traceback of the present error and its runbook code."""
    logger().exception(
        "location-day not finished",
        extra={"tries": tries, "again_in_seconds": again_in_seconds, "error_code": entry_for_error(error).code},
    )
