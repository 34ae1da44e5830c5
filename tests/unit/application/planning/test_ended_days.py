"""The location-days that have ended: each shop's own, or one of all shops together when the last of them has closed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.application.planning.ended_days import ended_days
from daybook.domain.company.connection import LocationMode
from daybook.domain.merchant.profile import ALL_LOCATIONS
from daybook.domain.sync.location_day import LocationDay


@pytest.fixture
def ended(profile, day):
    """Queen Street has closed on the date, King Street is open."""
    queen, king = (place.id for place in profile.locations)
    return {queen: day.business_date, king: day.business_date - timedelta(days=1)}


def days_of(connection, profile, on, ended):
    return [each.location for each in ended_days(connection, profile, on, ended)]


def test_a_shop_that_is_still_open_has_no_day_yet(connection, profile, day, ended):
    queen, king = (place.id for place in profile.locations)

    assert days_of(connection, profile, day.business_date, ended) == [queen]
    assert days_of(connection, profile, day.business_date - timedelta(days=1), ended) == sorted([queen, king])


def test_a_combined_day_ends_with_its_last_shop(connection, profile, day, ended):
    combined = replace(connection, location_mode=LocationMode.COMBINED)
    before = day.business_date - timedelta(days=1)

    assert days_of(combined, profile, day.business_date, ended) == []
    assert list(ended_days(combined, profile, before, ended)) == [LocationDay("m_1", before, ALL_LOCATIONS)]


def test_books_that_take_no_shop_have_no_combined_day(connection, profile, day):
    combined = replace(connection, location_mode=LocationMode.COMBINED)

    assert days_of(combined, profile, day.business_date, {}) == []
