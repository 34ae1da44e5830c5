"""watchdog: runs every 15 minutes; queues lost days again, fires missed closings, checks grants, looks, and alarms."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from daybook.application.watching.watch_closings import watch_closings
from daybook.application.watching.watch_days import watch_days
from daybook.application.watching.watch_merchants import opens_an_hour, watch_merchants
from daybook.bootstrap.functions.watching import (
    make_looks,
    raise_problems,
    record_closings,
    record_days,
    record_merchants,
)
from daybook.bootstrap.observing.observability import begin
from daybook.bootstrap.systems import systems
from daybook.contracts.watchdog_event import WatchdogEvent

# What is left for a look when it begins. One that needs longer is cut off, and made again a day later.
FOR_ONE_LOOK_MILLISECONDS = 120_000


def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:
    """Check open days and closings, once an hour merchants and due looks; Lambda repeats a failed check."""
    begin("watchdog", context)
    scheduled_at = WatchdogEvent.parse(event).scheduled_time
    days = watch_days(systems())
    record_days(days)
    closings = watch_closings(systems())
    record_closings(closings)
    problems = closings.problems
    if opens_an_hour(scheduled_at):
        merchants = watch_merchants(scheduled_at, systems())
        record_merchants(merchants)
        # After everything that days wait for.
        problems += merchants.problems + make_looks(systems(), lambda: _has_time(context))
    raise_problems(problems)
    return {"overdue": len(days.waits), "requeued": len(days.requeued), "missed": len(closings.missed)}


def _has_time(context: LambdaContext) -> bool:
    return context.get_remaining_time_in_millis() > FOR_ONE_LOOK_MILLISECONDS
