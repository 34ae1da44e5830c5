"""The event that the schedule sends to the watchdog."""

from typing import Literal

from daybook.contracts.contract import Contract, Instant


class WatchdogEvent(Contract):
    """One look; `scheduled_time` is the instant that it was meant for, however late it comes."""

    schema_version: Literal[1] = 1
    scheduled_time: Instant
