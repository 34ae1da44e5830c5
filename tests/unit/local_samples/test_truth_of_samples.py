"""The samples through the simulator's truth ledger: every day balances and stays as it was at its close."""

from datetime import UTC, datetime, timedelta

import pytest

from talech_simulator import MovableClock, Quirks, World
from talech_simulator.books.truth import TruthLedger

LONG_AFTER = datetime(2026, 6, 1, tzinfo=UTC)
SETTLE_DELAY = timedelta(minutes=5)


@pytest.mark.parametrize("name", ["restaurant-us", "retail-ie", "cafe-ca", "night-bar"])
def test_a_day_read_at_its_close_is_what_it_will_always_be(name, merchant):
    """The ledger refuses a day that does not balance; a later reading may not move a figure of it."""
    loaded = merchant(name)
    clock, quirks = MovableClock(), Quirks()
    world = World([loaded], clock, quirks)
    tenders = {tender.id: tender for tender in loaded.profile.tenders}

    changed, roles = [], set()
    for location in loaded.profile.locations:
        records = world.records(location.id)
        ledger = TruthLedger(records, tenders, quirks)
        for day in records.calendar.days_between(datetime(2026, 2, 20, tzinfo=UTC).date(), LONG_AFTER.date()):
            clock.set(day.end + SETTLE_DELAY)
            at_its_close = ledger.day(day.date)
            clock.set(LONG_AFTER + timedelta(days=2))
            roles.update(at_its_close)
            if ledger.day(day.date) != at_its_close:
                changed.append((location.id, day.date))

    assert changed == []
    assert {"discount", "customer_deposits", "over_short"} <= roles
