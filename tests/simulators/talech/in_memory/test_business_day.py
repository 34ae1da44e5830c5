"""Business days as docs/talech.md 7.6 rules them."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from simulators.talech.shop import merchant_file
from talech_simulator.contract import MerchantFile, from_json
from talech_simulator.shop.business_day import BusinessCalendar, instant_at


def calendar(**location):
    (only,) = from_json(MerchantFile, merchant_file(**location)).locations
    return BusinessCalendar(only)


def local(day, zone):
    at = ZoneInfo(zone)
    return tuple(f"{each.astimezone(at):%Y-%m-%d %H:%M}" for each in (day.start, day.end))


@pytest.mark.parametrize(
    ("report_end_time", "start", "end"),
    [
        ("00:00", "2026-02-07 00:00", "2026-02-08 00:00"),
        ("04:00", "2026-02-07 04:00", "2026-02-08 04:00"),
        ("12:00", "2026-02-07 12:00", "2026-02-08 12:00"),
        ("12:01", "2026-02-06 12:01", "2026-02-07 12:01"),
        ("22:00", "2026-02-06 22:00", "2026-02-07 22:00"),
    ],
)
def test_label_is_the_date_it_starts_up_to_noon_and_the_date_it_ends_after(report_end_time, start, end):
    day = calendar(report_end_time=report_end_time).day(date(2026, 2, 7))

    assert local(day, "America/Toronto") == (start, end)


@pytest.mark.parametrize(
    ("zone", "label", "hours"),
    [
        ("America/Toronto", date(2026, 3, 7), 23),
        ("America/Toronto", date(2026, 10, 31), 25),
        ("Europe/Dublin", date(2026, 3, 28), 23),
        ("Europe/Warsaw", date(2026, 10, 24), 25),
        ("America/Phoenix", date(2026, 3, 7), 24),
    ],
)
def test_day_over_a_clock_change_is_an_hour_shorter_or_longer(zone, label, hours):
    day = calendar(timezone=zone).day(label)

    assert day.end - day.start == timedelta(hours=hours)


def test_reading_in_the_spring_gap_is_the_first_instant_after_it():
    instant = instant_at(datetime(2026, 3, 8, 2, 30), ZoneInfo("America/Toronto"))

    assert instant == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)


def test_reading_in_the_autumn_overlap_is_its_first_occurrence():
    instant = instant_at(datetime(2026, 11, 1, 1, 30), ZoneInfo("America/Toronto"))

    assert instant == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize("report_end_time", ["00:00", "01:30", "02:30", "04:00", "22:00"])
@pytest.mark.parametrize("zone", ["Europe/Dublin", "Europe/Warsaw", "America/Toronto", "America/Phoenix"])
def test_days_of_a_year_neither_overlap_nor_leave_a_hole(zone, report_end_time):
    days = calendar(timezone=zone, report_end_time=report_end_time).days_between(date(2026, 1, 1), date(2026, 12, 31))

    assert all(earlier.end == later.start for earlier, later in pairwise(days))
    assert {(day.end - day.start) // timedelta(hours=1) for day in days} <= {23, 24, 25}


def test_boundary_instant_belongs_to_the_new_day():
    days = calendar()
    boundary = datetime(2026, 2, 7, 9, tzinfo=UTC)

    assert days.day_of(boundary).date == date(2026, 2, 7)
    assert days.day_of(boundary - timedelta(microseconds=1)).date == date(2026, 2, 6)


def test_change_of_report_end_time_makes_the_day_before_it_longer_or_shorter():
    days = calendar(
        report_end_time="22:00",
        settings_from="2026-02-10",
        earlier_settings=[{"settings_from": "2026-01-05", "timezone": "America/Toronto", "report_end_time": "04:00"}],
    )

    assert local(days.day(date(2026, 2, 8)), "America/Toronto") == ("2026-02-08 04:00", "2026-02-09 04:00")
    assert local(days.day(date(2026, 2, 9)), "America/Toronto") == ("2026-02-09 04:00", "2026-02-09 22:00")
    assert local(days.day(date(2026, 2, 10)), "America/Toronto") == ("2026-02-09 22:00", "2026-02-10 22:00")
