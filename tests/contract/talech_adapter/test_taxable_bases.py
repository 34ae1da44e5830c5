"""Every day of the Canadian and Irish samples: the tax collected is its rate on the net amount that bears it.

The samples tax line by line, so the two may differ by the rounding of each line and by nothing else. A base that was
put on the wrong tax, or left out, would differ by much more.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import daybook_local
from daybook.domain.business_date import dates_between
from daybook.domain.summary import summarise
from daybook.domain.tax_sets import taxable_bases
from daybook_local.talech.quirks import Quirks

pytestmark = pytest.mark.loopback

SAMPLES = Path(daybook_local.__file__).parent / "samples"
# A header above its lines is an adjustment, and nobody knows which taxes it bears.
LINES_AGREE = Quirks(difference_share=0)
LOCATIONS = [
    ("cafe-ca", "450001:1", date(2026, 2, 20), date(2026, 3, 24)),
    ("cafe-ca", "450002:1", date(2026, 2, 20), date(2026, 3, 24)),
    ("retail-ie", "720001:1", date(2026, 3, 5), date(2026, 4, 6)),
    ("retail-ie", "720002:1", date(2026, 3, 5), date(2026, 4, 6)),
]


def tax_given_back_alone(activity):
    """A customer who is exempt gets the tax back and keeps the goods: that moves no base."""
    alone = [each for each in activity.refunds if each.kind == "AMOUNT" and not any(x.net_minor for x in each.lines)]
    taxes = Counter()
    for tax in (tax for each in alone for tax in each.taxes):
        taxes[tax.tax_id] += tax.amount_minor
    return taxes


def off_by_more_than_a_cent_per_line(talech, location, day):
    activity = talech.activity(day, location.id)
    sales_day = summarise(location, day, activity, talech.tender_kinds)
    bases, alone = taxable_bases(sales_day), tax_given_back_alone(activity)
    lines = sum(len(order.lines) for order in activity.orders) + sum(len(each.lines) for each in activity.refunds)
    rates = {tax.id: Decimal(tax.rate) for tax in talech.profile.taxes}
    differences = {
        tax_id: abs(sales_day.taxes.get(tax_id, 0) + alone[tax_id] - bases.get(tax_id, 0) * rate)
        for tax_id, rate in rates.items()
    }
    return {tax_id: (difference, lines) for tax_id, difference in differences.items() if difference > lines}


@pytest.mark.parametrize(("folder", "location_id", "first", "last"), LOCATIONS)
def test_tax_is_its_rate_on_its_base_to_a_cent_per_line(talech_of, folder, location_id, first, last):
    talech = talech_of(SAMPLES / folder, quirks=LINES_AGREE)
    location = talech.location(location_id)

    days = dates_between(first, last)

    assert {str(day): off for day in days if (off := off_by_more_than_a_cent_per_line(talech, location, day))} == {}
