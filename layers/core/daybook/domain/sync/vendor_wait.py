"""The wait of a day for a vendor that does not answer. It ends by itself; the merchant can see it meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from daybook.domain.errors import Condition, RetriableError

# After a day of waiting, Daybook tells the merchant and the operator.
GIVEN_UP_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class VendorWait:
    """The condition that a day waits for, since when, and the QuickBooks fault that caused it, if any."""

    condition: Condition
    since: datetime
    fault_code: int | None = None


def wait_after(error: RetriableError, earlier: VendorWait | None, now: datetime) -> VendorWait | None:
    """The wait after a try that ended with this error; None if no vendor caused it.

    While the condition stays the same, the wait counts from the first try that met it, of this day or, if the error has
    `since`, of any day.
    """
    if error.condition is Condition.RETRIABLE:
        return None
    goes_on = earlier is not None and earlier.condition is error.condition
    known = [earlier.since] if earlier and goes_on else []
    known += [error.since] if error.since else []
    return VendorWait(error.condition, min(known, default=now), error.fault_code)


def is_given_up(wait: VendorWait, now: datetime) -> bool:
    """Whether a day has waited so long that it is held and people are told; it still heals by itself."""
    return now - wait.since >= GIVEN_UP_AFTER
