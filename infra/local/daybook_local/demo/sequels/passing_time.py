"""Hours pass on the system's clock in seconds: a step when everything that the step before it made due is done."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from daybook_local.aws.schedules.schedules import Schedules
from daybook_local.demo.days.settling import messages_due
from daybook_local.system.local_system import LocalSystem

_LOOK_SECONDS = 0.05
# Between taking a message and taking the lease of its day a worker may have to start.
_QUIET_LOOKS = 2
_LONGEST_STEP_SECONDS = 60.0


@dataclass
class PassingTime:
    """A running system whose clock is moved, and its schedules, which fire by that clock.

    A function that a schedule calls has ended before the clock goes on. A busy machine would otherwise do at noon what
    was due at nine, and an alarm that looks at a quarter of an hour would never see it.
    """

    system: LocalSystem
    schedules: Schedules = field(init=False)

    def __post_init__(self) -> None:
        self.schedules = Schedules(self.system.aws, wait=True)
        self.schedules.tick(self.now())

    def now(self) -> datetime:
        """The system's time."""
        return self.system.clock.now()

    def passes(self, step: timedelta, *, workers_run: bool = True) -> None:
        """Let time pass in one step."""
        self.system.clock.advance(seconds=step.total_seconds())
        self.schedules.tick(self.now())
        if workers_run:
            let_workers_finish(self.system)

    def passes_until(self, until: datetime, *, step: timedelta, is_over: Callable[[], bool] = lambda: False) -> None:
        """Let time pass step by step; ends before `until` once `is_over`."""
        while not is_over() and (left := until - self.now()) > timedelta():
            self.passes(min(step, left))


def let_workers_finish(system: LocalSystem) -> None:
    """Stay, with the clock as it stands, until no message is due and no worker holds a day.

    No worker's lease and no message's time runs out because a worker is slow here.
    """
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
