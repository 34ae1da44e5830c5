"""A chain: forty stores with six dates on record, more than a page of the log has rows."""

from datetime import time, timedelta

from daybook.domain.errors import HoldReason
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncState
from unit.aws.day_builders import posted
from unit.portal.merchant import MERCHANT, NEWEST, profile_of

STORES = tuple((f"{304300 + number}:1", f"Store {number}", time(4)) for number in range(40))
DATES = [NEWEST - timedelta(days=back) for back in range(6)]
RANGE = f"first={DATES[-1]}&last={NEWEST}"


def as_chain(world):
    """The merchant's stores are forty; one had no sales on a Sunday, one waits for a person on a date."""
    world.connections.save_profile(profile_of(stores=STORES))
    for on in DATES:
        for store, name, _ in STORES:
            day = LocationDay(MERCHANT, on, store)
            world.sync_log.claim(day, "worker")
            outcome = posted() if name != "Store 7" or on.weekday() != 6 else Outcome(SyncState.EMPTY)
            if (on, name) == (DATES[4], "Store 3"):
                outcome = Outcome(SyncState.HELD, reason=HoldReason.NOT_TIED)
            world.sync_log.settle(day, "worker", outcome)
    return world
