"""Holidays against calendars that governments publish, and Easter against the tables of churches."""

from datetime import date

import pytest

from daybook.domain.unusual.holidays import easter, holidays, holidays_between, nth

EVERYWHERE_IN_CANADA = {
    2026: {
        date(2026, 1, 1): "New Year’s Day",
        date(2026, 4, 3): "Good Friday",
        date(2026, 5, 18): "Victoria Day",
        date(2026, 7, 1): "Canada Day",
        date(2026, 9, 7): "Labour Day",
        date(2026, 10, 12): "Thanksgiving",
        date(2026, 12, 25): "Christmas Day",
    },
    2027: {
        date(2027, 1, 1): "New Year’s Day",
        date(2027, 3, 26): "Good Friday",
        date(2027, 5, 24): "Victoria Day",
        date(2027, 7, 1): "Canada Day",
        date(2027, 9, 6): "Labour Day",
        date(2027, 10, 11): "Thanksgiving",
        date(2027, 12, 25): "Christmas Day",
    },
}
FAMILY_DAY, CIVIC_HOLIDAY = {date(2026, 2, 16): "Family Day"}, {date(2026, 8, 3): "Civic Holiday"}
IN_2026 = {
    "QC": {date(2026, 4, 6): "Easter Monday", date(2026, 6, 24): "National Holiday"},
    "ON": FAMILY_DAY | {date(2026, 12, 26): "Boxing Day"},
    "AB": FAMILY_DAY | CIVIC_HOLIDAY,
    "BC": FAMILY_DAY | CIVIC_HOLIDAY,
    "SK": FAMILY_DAY | CIVIC_HOLIDAY,
    "NB": FAMILY_DAY | CIVIC_HOLIDAY,
    "": {},
}
ZONES = {
    "America/Vancouver": ["BC"],
    "America/Edmonton": ["AB"],
    "America/Regina": ["SK"],
    "America/Moncton": ["NB"],
    "America/Montreal": ["QC"],
    "America/Toronto": ["ON", "QC"],
    "America/Winnipeg": [""],
}
EASTER_SUNDAYS = [
    date(1818, 3, 22),
    date(1943, 4, 25),
    date(1954, 4, 18),
    date(1981, 4, 19),
    date(2000, 4, 23),
    date(2005, 3, 27),
    date(2008, 3, 23),
    date(2011, 4, 24),
    date(2016, 3, 27),
    date(2019, 4, 21),
    date(2020, 4, 12),
    date(2021, 4, 4),
    date(2022, 4, 17),
    date(2023, 4, 9),
    date(2024, 3, 31),
    date(2025, 4, 20),
    date(2026, 4, 5),
    date(2027, 3, 28),
    date(2028, 4, 16),
    date(2038, 4, 25),
    date(2049, 4, 18),
    date(2076, 4, 19),
    date(2285, 3, 22),
]


@pytest.fixture(autouse=True)
def _worked_out_anew():
    """No year is remembered from another test."""
    holidays.cache_clear()


@pytest.mark.parametrize("year", EVERYWHERE_IN_CANADA)
def test_all_of_canada_keeps_seven(year):
    assert holidays("CA", "", year) == EVERYWHERE_IN_CANADA[year]


@pytest.mark.parametrize("region", IN_2026)
def test_a_province_keeps_its_own_beside_them(region):
    assert holidays("CA", region, 2026) == EVERYWHERE_IN_CANADA[2026] | IN_2026[region]


@pytest.mark.parametrize(
    ("year", "memorial", "labor", "thanksgiving"),
    [(2026, (5, 25), (9, 7), (11, 26)), (2027, (5, 31), (9, 6), (11, 25))],
)
def test_the_united_states_keep_six_on_which_shops_close(year, memorial, labor, thanksgiving):
    assert holidays("US", "", year) == {
        date(year, 1, 1): "New Year’s Day",
        date(year, *memorial): "Memorial Day",
        date(year, 7, 4): "Independence Day",
        date(year, *labor): "Labor Day",
        date(year, *thanksgiving): "Thanksgiving",
        date(year, 12, 25): "Christmas Day",
    }


def test_a_country_without_a_table_has_none():
    assert holidays("GB", "", 2026) == {}


@pytest.mark.parametrize("sunday", EASTER_SUNDAYS, ids=str)
def test_easter_is_the_sunday_of_the_tables(sunday):
    assert easter(sunday.year) == sunday


@pytest.mark.parametrize(
    ("year", "month", "weekday", "number", "found"),
    [
        (2026, 3, 6, 1, date(2026, 3, 1)),
        (2026, 3, 5, 1, date(2026, 3, 7)),
        (2026, 3, 0, 5, date(2026, 3, 30)),
        (2026, 3, 1, -1, date(2026, 3, 31)),
        (2026, 3, 2, -1, date(2026, 3, 25)),
        (2026, 12, 3, -1, date(2026, 12, 31)),
        (2026, 11, 0, -1, date(2026, 11, 30)),
    ],
)
def test_a_weekday_of_a_month_is_counted_from_its_first_or_from_its_last(year, month, weekday, number, found):
    assert nth(year, month, weekday, number) == found


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_of_two_provinces_keeps_those_of_both(zone):
    kept = {day for region in ZONES[zone] for day in EVERYWHERE_IN_CANADA[2026] | IN_2026[region]}

    assert holidays_between("CA", zone, date(2026, 1, 1), date(2026, 12, 31)) == kept


def test_a_range_has_both_its_ends_and_goes_over_the_new_year():
    found = holidays_between("CA", "America/Winnipeg", date(2026, 10, 12), date(2027, 1, 1))

    assert found == {date(2026, 10, 12), date(2026, 12, 25), date(2027, 1, 1)}
    assert holidays_between("US", "America/New_York", date(2026, 7, 5), date(2026, 9, 6)) == frozenset()
