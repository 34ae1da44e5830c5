"""What becomes of a day that talech changes after it was posted."""

from daybook.domain.errors import HoldReason
from daybook.domain.sync import SyncState


def assert_changed_day_is_settled(shop, day, *, as_posted, as_changed):
    """The changed day is held for a person and the books stay as they were posted.

    `as_changed` are the figures the books must show once a changed day is updated in place; they must not be there yet.
    """
    outcome = shop.post(day)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.CHANGED_AFTER_POSTING)
    assert shop.books(day) == as_posted != as_changed
