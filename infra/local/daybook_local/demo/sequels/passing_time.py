"""Hours pass on the system's clock in seconds: a step when the workers have done what the step before it made due."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from daybook_local.demo.days.settling import messages_due
from daybook_local.system.local_system import LocalSystem

_LOOK_SECONDS = 0.05
# Between taking a message and taking the lease of its day a worker may have to start.
_QUIET_LOOKS = 2
_LONGEST_STEP_SECONDS = 60.0


def pass_time(
    system: LocalSystem, until: datetime, *, step: timedelta, is_over: Callable[[], bool] = lambda: False
) -> None:
    """Move the clock step by step; no worker's lease and no message's time runs out because a worker is slow here.

    Ends before its time once `is_over`.
    """
    while not is_over() and (left := until - system.clock.now()) > timedelta():
        system.clock.advance(seconds=min(step, left).total_seconds())
        let_workers_finish(system)


def let_workers_finish(system: LocalSystem) -> None:
    """Stay, with the clock as it stands, until no message is due and no worker holds a day."""
    began, quiet = time.monotonic(), 0
    while quiet < _QUIET_LOOKS and time.monotonic() - began < _LONGEST_STEP_SECONDS:
        quiet = 0 if messages_due(system) or _days_at_work(system) else quiet + 1
        time.sleep(_LOOK_SECONDS)


def _days_at_work(system: LocalSystem) -> int:
    """Location-days whose lease a worker holds now."""
    answer = system.aws.dynamodb.scan(
        TableName=system.deployment.outputs["SyncLogTableName"],
        FilterExpression="lease_until > :now",
        ExpressionAttributeValues={":now": {"N": str(int(system.clock.now().timestamp() * 1000))}},
        Select="COUNT",
    )
    return answer["Count"]
