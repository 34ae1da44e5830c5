from datetime import date, timedelta

import pytest

from daybook_local.system.places import SAMPLES
from daybook_local.system.samples.sample import DateRange, LoadedSample, NothingHappenedError
from unit.local_demo.merchant_folders import write_folder

SETTLE_DELAY = timedelta(minutes=5)


def test_the_sample_restaurant_has_thirty_one_dates_so_that_thirty_are_history_and_one_is_the_schedules():
    dates = LoadedSample(SAMPLES / "restaurant-us").dates()

    assert (dates.first, dates.last, len(dates)) == (date(2026, 2, 21), date(2026, 3, 23), 31)


def test_dates_that_are_given_win_over_those_of_the_folder(tmp_path):
    sample = LoadedSample(write_folder(tmp_path))

    assert sample.dates(first=date(2026, 3, 1)) == DateRange(date(2026, 3, 1), date(2026, 3, 7))
    with pytest.raises(ValueError, match="ends on 2026-03-01, before it starts on 2026-03-07"):
        sample.dates(last=date(2026, 3, 1))


def test_a_sale_after_midnight_belongs_to_the_date_before(tmp_path):
    sample = LoadedSample(write_folder(tmp_path, opened_at="2026-03-08T07:10:00Z"))

    assert sample.dates() == DateRange(date(2026, 3, 7), date(2026, 3, 7))


def test_a_folder_without_events_asks_for_dates(tmp_path):
    sample = LoadedSample(write_folder(tmp_path, opened_at=None))

    with pytest.raises(NothingHappenedError, match="--from and --to"):
        sample.dates()


def test_a_removed_location_is_none_of_the_merchants(tmp_path):
    sample = LoadedSample(write_folder(tmp_path, second={"id": "9:2", "active": False}))

    assert sample.location_ids == ["9:1"]


def test_a_merchant_whose_locations_are_all_removed_is_refused_in_words(tmp_path):
    with pytest.raises(NothingHappenedError, match=r"every location .* is inactive"):
        LoadedSample(write_folder(tmp_path, active=False))


def test_a_long_history_is_cut_into_pieces_that_daybook_takes():
    pieces = list(DateRange(date(2026, 1, 1), date(2026, 3, 2)).chunks(30))

    assert [(str(piece.first), len(piece)) for piece in pieces] == [
        ("2026-01-01", 30),
        ("2026-01-31", 30),
        ("2026-03-02", 1),
    ]


@pytest.mark.parametrize(
    ("report_end_time", "business_date", "skipped"),
    [
        ("02:00", date(2026, 3, 7), ["9:1"]),
        ("01:58", date(2026, 3, 7), ["9:1"]),
        ("02:00", date(2026, 3, 8), []),
        ("04:00", date(2026, 3, 7), []),
        ("22:00", date(2026, 3, 8), []),
    ],
)
def test_a_closing_inside_the_spring_gap_is_one_that_no_schedule_fires_for(
    tmp_path, report_end_time, business_date, skipped
):
    sample = LoadedSample(write_folder(tmp_path, report_end_time=report_end_time))

    assert sample.skipped_closings(business_date, SETTLE_DELAY) == skipped
