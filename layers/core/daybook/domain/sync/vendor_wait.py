"""A vendor that does not answer keeps a day waiting: it passes by itself, and the merchant is told of it meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from daybook.domain.errors import Condition, RetriableError

# A merchant who hears nothing for a day should be told, and an operator too.
GIVEN_UP_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class VendorWait:
    """What is in the way, since when, and the QuickBooks fault behind it, if one told."""

    condition: Condition
    since: datetime
    fault_code: int | None = None


def wait_after(error: RetriableError, earlier: VendorWait | None, now: datetime) -> VendorWait | None:
    """What a day waits for after a try that ended so; None where no vendor is in the way.

    While the same thing stays in the way, it is so since the first try that met it; of this day, or of any other day
    where the error tells.
    """
    if error.condition is Condition.RETRIABLE:
        return None
    goes_on = earlier is not None and earlier.condition is error.condition
    known = [earlier.since] if earlier and goes_on else []
    known += [error.since] if error.since else []
    return VendorWait(error.condition, min(known, default=now), error.fault_code)


def is_given_up(wait: VendorWait, now: datetime) -> bool:
    """Whether a day has waited so long that it is held and people are told; it heals by itself all the same."""
    return now - wait.since >= GIVEN_UP_AFTER
