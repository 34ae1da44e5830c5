"""talech's own totals of several dates: those of the whole reading, with one call a date and none for an order."""

from datetime import UTC, date, datetime, timedelta

import pytest

from daybook.domain.double_income.sold_days import reported_day
from simulators.talech.shop import sample
from simulators.talech.worked_example import DAY_D, ORDERS, REFUNDS

pytestmark = pytest.mark.loopback

D = date.fromisoformat(DAY_D)
DATES = [D - timedelta(days=back) for back in range(5)]


@pytest.fixture
def talech(talech_of):
    return talech_of(sample(ORDERS, REFUNDS), clock=datetime(2026, 3, 7, 9, 5, tzinfo=UTC))


def test_the_totals_are_those_of_the_whole_reading(talech):
    totals = talech.source.day_totals(talech.location(), DATES)

    assert totals == {on: talech.activity(on).control for on in DATES}
    assert totals[D].fields["netRevenue"] > 0
    assert talech.source.day_totals(talech.location(), []) == {}


def test_they_have_what_the_search_for_double_income_compares(talech):
    totals = talech.source.day_totals(talech.location(), [D])[D].fields

    day = reported_day("s", D, totals)

    assert (day.net_minor, day.gross_minor, day.collected_minor) == (
        totals["netRevenue"],
        totals["grossRevenue"],
        totals["totalCollected"],
    )
    assert day.tax_minor == totals["reportedTax"]
