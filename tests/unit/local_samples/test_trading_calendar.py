"""The samples' own calendar agrees with the simulator's, which was written apart from it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from sample_builder.merchants.trading import TradingCalendar
from talech_simulator import BusinessCalendar
from talech_simulator.contract import Location

CLOCKS = [
    ("America/New_York", "04:00"),
    ("America/Chicago", "03:30"),
    ("America/Phoenix", "00:00"),
    ("Europe/Dublin", "22:00"),
    ("America/Toronto", "03:00"),
]


@pytest.mark.parametrize(("zone", "report_end"), CLOCKS)
@pytest.mark.parametrize("day", [date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 28), date(2026, 3, 29)])
def test_boundaries_agree_with_the_simulator(zone, report_end, day):
    mine = TradingCalendar(ZoneInfo(zone), time.fromisoformat(report_end), date(2026, 3, 1), date(2026, 3, 31))
    theirs = BusinessCalendar(
        Location(
            id="9:1",
            merchant_identification="9",
            name="Shop",
            timezone=zone,
            currency="EUR",
            report_end_time=report_end,
        )
    ).day(day)

    assert mine.boundary(day) == theirs.start
    assert mine.business_date(theirs.start) == day
    assert mine.business_date(theirs.end - timedelta(seconds=1)) == day


def test_a_reading_past_midnight_in_the_spring_gap_goes_on_from_the_clock_before():
    """A register that runs at 01:59 EST reads 03:10 EDT eleven minutes later, not 02:10."""
    calendar = TradingCalendar(ZoneInfo("America/New_York"), time(4), date(2026, 3, 1), date(2026, 3, 31))

    instant = calendar.instant(date(2026, 3, 7), timedelta(hours=26, minutes=10))

    assert instant == datetime(2026, 3, 8, 7, 10, tzinfo=UTC)


def test_a_report_end_time_inside_the_gap_is_refused():
    calendar = TradingCalendar(ZoneInfo("America/New_York"), time(2, 30), date(2026, 3, 1), date(2026, 3, 31))

    with pytest.raises(ValueError, match="does not exist on 2026-03-08"):
        calendar.boundary(date(2026, 3, 8))
