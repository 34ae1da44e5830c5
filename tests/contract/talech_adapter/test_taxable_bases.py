"""Every day of the samples: the net amount that bears each tax is the samples' own, and explains the tax collected.

The samples say on every line what its taxes were reckoned on, which Daybook never reads. And they round tax line by
line, so a day's tax may differ from its rate on the day's base by a cent per line, and by nothing else.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import daybook_local
from daybook.domain.day.summary import summarise
from daybook.domain.merchant.business_date import dates_between
from talech_simulator import Quirks
from taxable_bases import taxable_bases

pytestmark = pytest.mark.loopback

SAMPLES = Path(daybook_local.__file__).parent / "samples"
# A header above its lines is an adjustment, and nobody knows which taxes it bears.
LINES_AGREE = Quirks(difference_share=0)


def bases_of_the_sample(talech, location_id, day):
    """What the shop reckoned its taxes on, from `base_minor` of what it sold less what came back."""
    records = talech.simulator.world.records(location_id)
    window = records.calendar.day(day)
    bases = Counter()
    for order in records.closed_orders(window.start, window.end):
        for sold in (*(line for line in order.lines if not line.voided), *order.service_charges):
            bases.update({tax.tax_id: tax.base_minor for tax in sold.taxes})
    for refund in records.counted_refunds(window.start, window.end):
        # A line of no net amount gives back the tax of a service charge, or tax alone, which moves no base.
        for line in (each for each in refund.lines if each.net_minor or refund.service_charge_minor):
            bases.subtract({tax.tax_id: tax.base_minor for tax in line.taxes})
    return {tax_id: minor for tax_id, minor in bases.items() if minor}


def tax_given_back_alone(activity):
    """A customer who is exempt gets the tax back and keeps the goods."""
    taxes = Counter()
    for refund in activity.refunds:
        if not refund.service_charges and not any(line.net_minor for line in refund.lines):
            taxes.update({tax.tax_id: tax.amount_minor for tax in refund.taxes})
    return taxes


def wrong_bases(talech, location, day):
    """What is wrong with the day's bases, in words."""
    activity = talech.activity(day, location.id)
    sales_day = summarise(location, day, activity, talech.tender_kinds)
    ours, sample = taxable_bases(sales_day), bases_of_the_sample(talech, location.id, day)
    wrong = [f"bases {dict(ours)}, of the sample {sample}"] if ours != sample else []
    lines = sum(len(order.lines) for order in activity.orders) + sum(len(each.lines) for each in activity.refunds)
    alone = tax_given_back_alone(activity)
    for tax in talech.profile.taxes:
        collected = sales_day.taxes.get(tax.id, 0) + alone[tax.id]
        due = ours.get(tax.id, 0) * Decimal(tax.rate or 0)
        if tax.rate is not None and abs(collected - due) > lines:
            wrong.append(f"{tax.id}: collected {collected}, its rate on its base is {due}, {lines} lines")
    return wrong


@pytest.mark.parametrize(
    ("folder", "location_id", "first", "last"),
    [
        ("cafe-ca", "450001:1", date(2026, 2, 20), date(2026, 3, 24)),
        ("cafe-ca", "450002:1", date(2026, 3, 6), date(2026, 3, 12)),
        ("retail-ie", "720001:1", date(2026, 3, 5), date(2026, 4, 6)),
        ("retail-ie", "720002:1", date(2026, 3, 27), date(2026, 4, 2)),
        ("restaurant-us", "310002:1", date(2026, 2, 20), date(2026, 3, 24)),  # service charges, flat tax
    ],
)
def test_the_bases_are_the_samples_own_and_explain_the_tax_to_a_cent_per_line(
    talech_of, folder, location_id, first, last
):
    talech = talech_of(SAMPLES / folder, quirks=LINES_AGREE)
    location = talech.location(location_id)

    wrong = {str(day): found for day in dates_between(first, last) if (found := wrong_bases(talech, location, day))}

    assert wrong == {}
