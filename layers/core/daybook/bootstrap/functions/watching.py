"""Wiring of `watchdog`: metrics, log lines and the final error of a check."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from daybook.application.watching.in_turn import Problem
from daybook.application.watching.watch_closings import ClosingsWatched
from daybook.application.watching.watch_days import DaysWatched
from daybook.application.watching.watch_grants import GrantEvent
from daybook.application.watching.watch_merchants import MerchantsWatched
from daybook.bootstrap.observing.metric_names import Metric
from daybook.bootstrap.observing.observability import count, logger, named, publish_metrics
from daybook.domain.catalogue.error_catalogue import entry_for_settled
from daybook.domain.sync.location_day import SyncRecord, SyncRequest, SyncState

if TYPE_CHECKING:
    from daybook.application.double_income.look_for_doubles import DoubleIncomeSystems

GRANT_METRICS = {
    GrantEvent.KEPT_ALIVE: Metric.GRANT_KEPT_ALIVE,
    GrantEvent.NOT_ANSWERED: Metric.GRANT_KEEP_ALIVE_FAILED,
    GrantEvent.LOST: Metric.CONNECTION_LOST,
    GrantEvent.STILL_LOST: Metric.CONNECTION_STILL_LOST,
    GrantEvent.REGAINED: Metric.CONNECTION_REGAINED,
    GrantEvent.ENDING: Metric.GRANT_END_FORESEEN,
}
# Sections of the runbook, named as in the alarms.
RUNBOOK = {SyncState.DUE: "location-days-overdue", SyncState.FAILED: "dead-letters-waiting"}
RUNBOOK_OF_MISSED = "closing-missed"
_AGES = {"under 6 hours": 6, "under 1 day": 24, "under 3 days": 72}
_OLDEST = "3 days and more"
_MOST_LINES = 500


class MerchantsNotWatchedError(RuntimeError):
    """The check of some merchants failed; each has a log line. Lambda repeats the whole check."""


def record_days(watched: DaysWatched) -> None:
    """Count and log overdue days and days queued again. Zero is counted too: it shows that the watchdog runs."""
    count(Metric.LOCATION_DAY_OVERDUE, len(watched.waits))
    count(Metric.LOCATION_DAY_WAITING, watched.long_waiting)
    count(Metric.LOCATION_DAY_WAITING_FOR_VENDOR, watched.for_vendor)
    count(Metric.OLDEST_UNSETTLED, watched.oldest.total_seconds())
    if watched.requeued:
        count(Metric.LOCATION_DAY_REQUEUED, len(watched.requeued))
    for record in watched.named:
        logger().error("location-day overdue", extra=_overdue(record, watched))
    _log_each("location-day queued again", watched.requeued)
    by_age = Counter(_age(wait) for wait in watched.waits)
    counts = {"overdue": len(watched.waits), "by_age": dict(by_age), "requeued": len(watched.requeued)}
    logger().info("days watched", extra=counts)
    publish_metrics()


def record_closings(watched: ClosingsWatched) -> None:
    """Count the closings that no schedule fired, each once, and log the closings that the watchdog fired."""
    if watched.missed:
        count(Metric.LOCATION_DAY_MISSED, len(watched.missed))
    for fired in watched.fired[:_MOST_LINES]:
        about = {
            "merchant": fired.merchant_id,
            "zone": fired.closing.zone,
            "at": f"{fired.closing.at:%H:%M}",
            "scheduled_at": fired.scheduled_at.isoformat(),
            "again": fired.is_again,
            "in_spring_gap": fired.is_in_gap,
            "runbook": RUNBOOK_OF_MISSED,
        }
        logger().warning("closing missed" if fired.is_missed else "closing fired", extra=about)
    counts = {"missed": len(watched.missed), "fired": len(watched.fired)}
    logger().info("closings watched", extra=counts)
    publish_metrics()


def record_merchants(watched: MerchantsWatched) -> None:
    """Count and log the results for grants, with the mails that were sent."""
    for event, number in Counter(grant.event for grant in watched.grants).items():
        count(GRANT_METRICS[event], number)
    for grant in watched.grants:
        ends_at = grant.ends_at.isoformat() if grant.ends_at else None
        about = {"merchant": grant.merchant_id, "event": grant.event, "ends_at": ends_at, "days_left": grant.days_left}
        logger().info("grant watched", extra=about | {"why": grant.message})
    counts = {"looked_at": watched.looked_at, "newly_expected": len(watched.newly_expected)}
    logger().info("merchants watched", extra=counts)
    publish_metrics()


def make_looks(systems: "DoubleIncomeSystems", has_time: Callable[[], bool]) -> tuple[Problem, ...]:
    """Make the looks into QuickBooks that are due, and log how each ended; returns what met a fault of ours.

    Raises:
        RetriableError: the index cannot be read.
    """
    from daybook.application.watching.watch_looks import watch_looks  # noqa: PLC0415 - one check in four looks

    watched = watch_looks(systems, has_time)
    for each in watched.looks:
        logger().info("look made", extra={"merchant": each.merchant_id, "look": each.look, "end": each.end})
    return watched.problems


def raise_problems(problems: tuple[Problem, ...]) -> None:
    """Raise for failed merchants, after everything was counted and logged.

    Raises:
        MerchantsNotWatchedError: the check of some merchants failed.
    """
    for problem in problems:
        logger().error("merchant not watched", extra={"merchant": problem.merchant_id}, exc_info=problem.error)
    if problems:
        raise MerchantsNotWatchedError(f"the check of {len(problems)} merchants failed")


def _overdue(record: SyncRecord, watched: DaysWatched) -> dict[str, object]:
    known_error = entry_for_settled(record)
    return {
        **named(record.day),
        "state": record.state,
        "due_at": record.due_at.isoformat(),
        "waited_hours": round((watched.at - (record.open_since or record.due_at)) / timedelta(hours=1), 1),
        "tries": record.attempts,
        "requeued": record.requeued,
        "error_code": known_error.code if known_error else None,
        # A day in any other state has an open call, half a change or a person's request.
        "runbook": RUNBOOK.get(record.state, RUNBOOK[SyncState.DUE]),
    }


def _log_each(message: str, requests: tuple[SyncRequest, ...]) -> None:
    for request in requests[:_MOST_LINES]:
        logger().warning(message, extra=named(request.day))


def _age(wait: timedelta) -> str:
    hours = wait / timedelta(hours=1)
    return next((name for name, limit in _AGES.items() if hours < limit), _OLDEST)
