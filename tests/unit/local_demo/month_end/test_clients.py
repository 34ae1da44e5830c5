"""The two clients, and the days that are told of them."""

from datetime import UTC, date, datetime

import pytest

from daybook_local.demo.month_end.clients import write_clients
from daybook_local.demo.month_end.story import begins_after, dates_of_months
from daybook_local.system.samples.sample import DateRange
from talech_simulator import load_folder

WEEK = DateRange(date(2026, 3, 2), date(2026, 3, 8))


def test_sixty_days_to_the_end_of_march_unless_the_command_says_otherwise():
    assert dates_of_months(None, None) == DateRange(date(2026, 1, 31), date(2026, 3, 31))
    assert len(dates_of_months(date(2026, 3, 12), None)) == 20
    assert dates_of_months(None, date(2026, 2, 28)).last == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("first", "last"), [((2026, 1, 30), (2026, 3, 31)), ((2026, 3, 13), (2026, 3, 31)), ((2026, 4, 1), (2026, 3, 31))]
)
def test_more_days_than_one_look_reads_and_too_few_are_refused(first, last):
    with pytest.raises(ValueError, match="the month end is told of 20 to 60 days"):
        dates_of_months(date(*first), date(*last))


def test_both_clients_sell_on_every_day_and_always_the_same(tmp_path):
    bar, cafe = write_clients(tmp_path / "one", WEEK)
    again, _ = write_clients(tmp_path / "two", WEEK)

    assert (bar.dates(), cafe.dates()) == (WEEK, WEEK)
    assert bar.merchant_id != cafe.merchant_id
    assert load_folder(bar.folder).orders == load_folder(again.folder).orders


def test_the_clock_begins_two_days_after_the_last_date_is_over(tmp_path):
    bar, _ = write_clients(tmp_path, WEEK)

    assert begins_after(bar, WEEK) == datetime(2026, 3, 11, 9, tzinfo=UTC)
