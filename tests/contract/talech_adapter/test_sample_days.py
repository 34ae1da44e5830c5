"""A month of each sample merchant, a week of their other stores: our books against the truth ledger, to the cent.

The simulator wrote its books and its summary report without a line of Daybook's code (docs/architecture.md 6), so
agreement here is two independent readings of the same rules.
"""

from datetime import date
from pathlib import Path

import pytest

import daybook_local
from daybook.domain.merchant.business_date import dates_between

pytestmark = pytest.mark.loopback

SAMPLES = Path(daybook_local.__file__).parent / "samples"


@pytest.mark.parametrize(
    ("folder", "location_id", "first", "last"),
    [
        ("restaurant-us", "310001:1", date(2026, 3, 6), date(2026, 3, 12)),
        ("restaurant-us", "310002:1", date(2026, 3, 13), date(2026, 3, 19)),
        ("restaurant-us", "310003:1", date(2026, 2, 20), date(2026, 3, 24)),
        ("cafe-ca", "450001:1", date(2026, 2, 20), date(2026, 3, 24)),
        ("cafe-ca", "450002:1", date(2026, 3, 6), date(2026, 3, 12)),
        ("retail-ie", "720001:1", date(2026, 3, 5), date(2026, 4, 6)),
        ("retail-ie", "720002:1", date(2026, 3, 27), date(2026, 4, 2)),
    ],
)
def test_every_day_of_a_location_equals_the_truth_ledger_and_ties_to_the_summary(
    talech_of, folder, location_id, first, last
):
    talech = talech_of(SAMPLES / folder)

    wrong = {str(day): found for day in dates_between(first, last) if (found := talech.disagreements(day, location_id))}

    assert wrong == {}


def test_the_content_of_a_day_does_not_depend_on_when_it_is_read(talech_of):
    """Corrections are found by comparing content hashes: reading again must not look like a change."""
    talech = talech_of(SAMPLES / "cafe-ca")
    day = date(2026, 3, 7)

    first = talech.sales_day(day).content_hash
    again = talech.sales_day(day).content_hash

    assert first == again
