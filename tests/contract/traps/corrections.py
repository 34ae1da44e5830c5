"""What becomes of a day that talech changes after it was posted."""

from daybook.domain.sync.location_day import SyncState


def assert_changed_day_is_settled(shop, day, *, as_posted, as_changed):
    """The day's document is updated in place: the books show what talech says now, and no second document."""
    assert shop.books(day) == as_posted != as_changed

    if as_changed:
        assert shop.close(day) == as_changed
    else:
        assert shop.post(day).state is SyncState.EMPTY
        assert shop.books(day) == {}
