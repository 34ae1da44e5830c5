"""When a schedule is due, in zones whose clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from croniter import croniter
from hypothesis import given
from hypothesis import strategies as st

from daybook_local.aws.schedules.cron_fields import ScheduleExpressionError
from daybook_local.aws.schedules.schedule_expressions import parse_expression

NEW_YORK = "America/New_York"
DUBLIN = "Europe/Dublin"


def due(expression, zone, after, until, start=None):
    """Due instants as texts in UTC, e.g. ``03-08 08:05``."""
    after, until = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (after, until))
    found = parse_expression(expression).between(after, until, ZoneInfo(zone), start or after)
    return [f"{instant:%m-%d %H:%M}" for instant in found]


@pytest.mark.parametrize(
    ("zone", "expression", "after", "until", "expected"),
    [
        # The reading moves with the wall clock, so the instant moves in UTC.
        (NEW_YORK, "cron(5 4 * * ? *)", "2026-03-07", "2026-03-09", ["03-07 09:05", "03-08 08:05"]),
        (NEW_YORK, "cron(5 4 * * ? *)", "2026-10-31", "2026-11-02", ["10-31 08:05", "11-01 09:05"]),
        (DUBLIN, "cron(5 4 * * ? *)", "2026-03-28", "2026-03-30", ["03-28 04:05", "03-29 03:05"]),
        (DUBLIN, "cron(5 4 * * ? *)", "2026-10-24", "2026-10-26", ["10-24 03:05", "10-25 04:05"]),
        # 02:30 (New York) and 01:30 (Dublin) do not exist on the day the clocks go forward: skipped.
        (NEW_YORK, "cron(30 2 * * ? *)", "2026-03-07", "2026-03-10", ["03-07 07:30", "03-09 06:30"]),
        (DUBLIN, "cron(30 1 * * ? *)", "2026-03-28", "2026-03-31", ["03-28 01:30", "03-30 00:30"]),
        # 01:30 comes twice on the day they go back: it runs once, the first time.
        (NEW_YORK, "cron(30 1 * * ? *)", "2026-11-01", "2026-11-02", ["11-01 05:30"]),
        (DUBLIN, "cron(30 1 * * ? *)", "2026-10-25", "2026-10-26", ["10-25 00:30"]),
        # Midnight is the shop's midnight.
        ("Asia/Tokyo", "cron(0 0 * * ? *)", "2026-06-01", "2026-06-02", ["06-01 15:00"]),
        ("America/St_Johns", "cron(0 0 * * ? *)", "2026-06-01", "2026-06-02", ["06-01 02:30"]),
    ],
)
def test_a_cron_reads_the_wall_clock_of_its_zone(zone, expression, after, until, expected):
    assert due(expression, zone, after, until) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("cron(0/20 12 1 6 ? 2026)", ["06-01 12:00", "06-01 12:20", "06-01 12:40"]),
        ("cron(15,45 23 ? * TUE *)", ["06-02 23:15", "06-02 23:45", "06-09 23:15", "06-09 23:45"]),
        ("cron(0 9 ? JUN 2#2 *)", ["06-08 09:00"]),
        ("cron(0 9 ? 6 FRIL 2026)", []),
        ("cron(0 9 6W * ? *)", ["06-05 09:00"]),
        ("cron(0 9 7W * ? *)", ["06-08 09:00"]),
        ("cron(0 9 1-2 6 ? *)", ["06-01 09:00", "06-02 09:00"]),
        ("cron(0 9 ? * 1 *)", ["06-07 09:00"]),
        ("cron(0 9 * 6 ? 2027)", []),
    ],
)
def test_cron_fields_mean_what_aws_says_they_mean(expression, expected):
    """June 2026 begins on a Monday; day of week 1 is Sunday."""
    assert due(expression, "UTC", "2026-06-01", "2026-06-10") == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("cron(0 9 L * ? *)", "06-30 09:00"),
        ("cron(0 9 LW 5 ? *)", "05-29 09:00"),
        ("cron(0 9 ? 5 6L *)", "05-29 09:00"),
    ],
)
def test_the_last_day_the_last_weekday_and_the_last_friday_of_a_month(expression, expected):
    assert due(expression, "UTC", "2026-05-01", "2026-07-01")[-1] == expected


@pytest.mark.parametrize(
    ("zone", "wall", "instant"),
    [
        (NEW_YORK, "2026-06-01T03:05:00", "06-01 07:05"),
        (NEW_YORK, "2026-03-08T02:30:00", "03-08 07:30"),
        (NEW_YORK, "2026-11-01T01:30:00", "11-01 05:30"),
        (DUBLIN, "2026-03-29T01:30:00", "03-29 01:30"),
    ],
)
def test_a_one_time_schedule_fires_on_every_day_even_inside_the_gap(zone, wall, instant):
    assert due(f"at({wall})", zone, "2026-01-01", "2027-01-01") == [instant]


def test_a_rate_counts_hours_that_pass_and_not_hours_on_the_clock():
    start = datetime(2026, 3, 7, 12, tzinfo=UTC)

    instants = due("rate(1 day)", NEW_YORK, "2026-03-07T12:00", "2026-03-09T12:00", start)

    assert instants == ["03-08 12:00", "03-09 12:00"]


@pytest.mark.parametrize(
    "expression",
    [
        "every minute",
        "rate(1 minutes)",
        "rate(5 minute)",
        "rate(0 minutes)",
        "cron(0 9 * * * *)",
        "cron(0 9 ? * ? *)",
        "cron(0 9 * * ?)",
        "cron(60 9 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 9 ? * 8 *)",
        "cron(0 9 ? * FRI-MON *)",
        "cron(0 9 32 * ? *)",
        "at(2026-02-30T09:00:00)",
        "at(2026-02-01 09:00)",
    ],
)
def test_an_expression_that_aws_would_refuse_is_refused(expression):
    with pytest.raises(ScheduleExpressionError):
        parse_expression(expression)


@given(
    minute=st.sampled_from(["0", "7", "*/20", "5,35"]),
    hour=st.integers(0, 23),
    day=st.sampled_from(["*", "1-7", "15", "2,29"]),
    month=st.sampled_from(["*", "2", "4-9"]),
    begin=st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)),
)
def test_plain_crons_agree_with_another_implementation(minute, hour, day, month, begin):
    begin = begin.replace(tzinfo=UTC, microsecond=0)
    other = croniter(f"{minute} {hour} {day} {month} *", begin).get_next(datetime)

    ours = parse_expression(f"cron({minute} {hour} {day} {month} ? *)")

    assert next(ours.between(begin, begin + timedelta(days=800), ZoneInfo("UTC"), begin)) == other
