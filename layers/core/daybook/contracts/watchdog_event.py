"""What the hourly schedule hands to the watchdog."""

from typing import Literal

from daybook.contracts.contract import Contract, Instant


class WatchdogEvent(Contract):
    """One firing; `scheduled_time` is the hour that it was meant for, however late it comes."""

    schema_version: Literal[1] = 1
    scheduled_time: Instant
