"""The worked example of docs/talech.md 7.8, read through the wire."""

from datetime import UTC, date, datetime

import pytest

from daybook.domain.day.invariants import inconsistencies, untied_fields
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.day.summary import summarise
from simulators.talech.shop import sample
from simulators.talech.worked_example import DAY_AFTER, DAY_D, ORDERS, REFUNDS
from talech_simulator import Quirks

pytestmark = pytest.mark.loopback

D, NEXT = date.fromisoformat(DAY_D), date.fromisoformat(DAY_AFTER)
AT_CLOSE = datetime(2026, 3, 7, 9, 5, tzinfo=UTC)
NOISY = Quirks(noise_share=1.0, difference_share=0.0)


@pytest.fixture
def talech(talech_of):
    """The example with noise on every float, seen five minutes after day D has closed."""
    return talech_of(sample(ORDERS, REFUNDS), clock=AT_CLOSE, quirks=NOISY)


def test_day_d_is_the_example_to_the_cent(talech):
    assert talech.sales_day(D) == SalesDay(
        location_id="304267:1",
        business_date=D,
        currency="CAD",
        gross_minor=5233,
        revenue={"c1": 900 + 333, "c2": 4000},
        discounts_minor=90,
        refunds={"c1": 1000},
        taxes={"t_hst": 632},
        refunded_tax_minor=130,
        refunded_taxes={"t_hst": 130},
        service_charges={"STAFF": 720},
        tips_minor=500,
        gift_cards_sold_minor=2500,
        deposits_taken_minor=2000,
        advances={"O4": 2000},
        rounding_minor=-1,
        tenders=(
            TenderTotal("CASH", "CASH", None, 1290, 0),
            TenderTotal("CCRD", "CARD", "MASTERCARD", 2500, 0),
            TenderTotal("CCRD", "CARD", "VISA", 7834, 1130),
        ),
        orders_closed=4,
        refunds_given=1,
        tax_sets={
            "discount": {"t_hst": 90},
            "refund:c1": {"t_hst": 1000},
            "revenue:c1": {"t_hst": 900 + 333},
            "revenue:c2": {"t_hst": 4000},
            "service_charge:STAFF": {"t_hst": 720},
        },
    )


def test_day_d_ties_and_its_orders_agree_with_themselves(talech):
    activity = talech.activity(D)

    sales_day = summarise(talech.location(), D, activity, talech.tender_kinds)
    assert untied_fields(sales_day, activity.control) == ()
    assert inconsistencies(activity, talech.location().calendar.window(D)) == ()


def test_the_next_day_releases_the_deposit_of_the_order_that_stayed_open(talech):
    talech.simulator.clock.set(datetime(2026, 3, 8, 9, 5, tzinfo=UTC))

    assert talech.roles(NEXT) == {
        "customer_deposits": 2000,
        "gift_card": 2500,
        "tender:CASH": 1150,
        "revenue:c2": -5000,
        "tax:t_hst": -650,
    }


def test_day_d_stays_what_it_was_after_the_open_order_has_closed(talech):
    at_close = talech.sales_day(D)

    talech.simulator.clock.set(datetime(2026, 3, 8, 9, 5, tzinfo=UTC))

    assert talech.sales_day(D) == at_close
