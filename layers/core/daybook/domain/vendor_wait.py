"""A vendor that does not answer keeps a day waiting: it passes by itself, and the merchant is told of it meanwhile."""

from dataclasses import dataclass
from datetime import datetime

from daybook.domain.errors import Condition, RetriableError


@dataclass(frozen=True, slots=True)
class VendorWait:
    """What is in the way, since when, and the QuickBooks fault behind it, if one told."""

    condition: Condition
    since: datetime
    fault_code: int | None = None


def wait_after(error: RetriableError, earlier: VendorWait | None, now: datetime) -> VendorWait | None:
    """What a day waits for after a try that ended so; None where no vendor is in the way.

    While the same thing stays in the way, it is so since the first try that met it.
    """
    if error.condition is Condition.RETRIABLE:
        return None
    goes_on = earlier is not None and earlier.condition is error.condition
    return VendorWait(error.condition, earlier.since if earlier and goes_on else now, error.fault_code)
