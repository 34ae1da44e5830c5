"""What talech sends is checked against itself and against its own report; every disagreement is reported at once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given

from daybook.domain.day.invariants import Finding, control_figures, inconsistencies, untied_fields
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.day.summary import summarise
from factories import TENDER_KINDS, location, order, payment, refund
from strategies import DAY, activities

AT = datetime(2026, 3, 8, 1, 0, tzinfo=UTC)
WINDOW = location().calendar.window(date(2026, 3, 7))


def good_order(**changes):
    made = order(
        closed_at=AT,
        lines=[("food", 1000)],
        taxes={"hst": 130},
        service_charges={"STAFF": 200},
        payments=[payment(1330, at=AT)],
        order_id="o1",
    )
    return replace(made, totals=replace(made.totals, **changes)) if changes else made


def test_a_consistent_order_has_no_findings():
    assert inconsistencies(DayActivity((good_order(),)), WINDOW) == ()


LOST = replace(payment(1330, at=AT, status="LOST"), id="p1")


@pytest.mark.parametrize(
    ("broken", "findings"),
    [
        (good_order(net_minor=999), [("I1", "net", 1000, 999)]),
        (good_order(total_minor=1331), [("I2", "total", 1330, 1331), ("I3", "payments", 1331, 1330)]),
        (good_order(tax_minor=131), [("I2", "total", 1331, 1330), ("I4", "tax by tax id", 131, 130)]),
        (
            good_order(service_charge_minor=190, total_minor=1320),
            [("I4", "service charges", 190, 200), ("I3", "payments", 1320, 1330)],
        ),
        (replace(good_order(), payments=(payment(1000, at=AT),)), [("I3", "payments", 1330, 1000)]),
        (
            replace(good_order(), payments=(LOST,)),
            [("I3", "payment p1 with unknown status 'LOST'", 1330, 0), ("I3", "payments", 1330, 0)],
        ),
    ],
    ids=["net", "total", "tax by id", "service charges", "underpaid", "unknown payment status"],
)
def test_an_order_that_contradicts_itself_is_named_with_both_figures(broken, findings):
    found = inconsistencies(DayActivity((broken,)), WINDOW)

    assert found == tuple(Finding(rule, f"order o1, {what}", *figures) for rule, what, *figures in findings)
    assert all("order o1" in str(finding) and "expected" in str(finding) for finding in found)


def test_an_unknown_status_of_an_earlier_payment_is_no_finding_of_the_day():
    earlier = replace(LOST, taken_at=WINDOW.start - timedelta(seconds=1))
    paid = replace(good_order(), payments=(payment(1330, at=AT), earlier))

    assert inconsistencies(DayActivity((paid,)), WINDOW) == ()


def test_every_part_of_a_header_counts_on_its_side():
    whole = order(
        closed_at=AT,
        lines=[("food", 1000)],
        discount=70,
        loyalty=60,
        taxes={"hst": 130},
        service_charges={"STAFF": 40},
        tip=55,
        gift_sold=2500,
        house_paid=700,
        deposits_sold=800,
        rounding=-2,
        payments=[payment(5093, at=AT)],
    )

    assert (whole.totals.net_minor, whole.totals.total_minor) == (870, 5093)
    assert inconsistencies(DayActivity((whole,)), WINDOW) == ()


def test_orders_that_do_not_count_on_the_day_are_passed_over_and_those_after_them_are_not():
    broken = good_order(net_minor=999)
    others = (
        replace(broken, id="training", training=True),
        replace(broken, id="voided", status="VOIDED"),
        replace(broken, id="open", closed_at=None),
        replace(broken, id="before", closed_at=WINDOW.start - timedelta(seconds=1)),
    )

    [finding] = inconsistencies(DayActivity((*others, broken)), WINDOW)

    assert finding == Finding("I1", "order o1, net", 1000, 999)


def test_the_figures_of_a_day_in_the_words_of_talechs_report():
    day = SalesDay(
        "304267:1",
        DAY,
        "CAD",
        gross_minor=10_000,
        discounts_minor=100,
        comps_minor=20,
        loyalty_minor=3,
        refunds={"food": 400, "none": 50},
        refunds_as_store_credit_minor=60,
        taxes={"gst": 500, "qst": 41},
        refunded_tax_minor=7,
        service_charges={"STAFF": 800, "HOUSE": 90},
        refunded_service_charge_minor=9,
        tips_minor=1_500,
        gift_cards_sold_minor=2_000,
        rounding_minor=-2,
        store_credit_granted_minor=61,
        tenders=(TenderTotal("CASH", "CASH", None, 6_000, 500), TenderTotal("CCRD", "CARD", "VISA", 9_000, 0)),
    )

    assert control_figures(day) == {
        "grossRevenue": 10_000,
        "discount": 120,
        "loyalty": 3,
        "refundAmount": 390,
        "netRevenue": 9_487,
        "reportedTax": 541,
        "refundTaxAmount": 7,
        "gratuity": 899,
        "refundGratuityAmount": 9,
        "tip": 1_500,
        "netGiftCardsRevenue": 2_000,
        "roundingRevenue": -2,
        "storeCreditGranted": 61,
        "totalCollected": 14_500,
    }


def test_a_payment_refunded_to_reopen_an_order_counts_against_what_was_paid():
    """Paid, given back in two parts, paid again in another way: the order is still paid in full."""
    again = replace(good_order(), payments=(payment(1330, at=AT), payment(1330, "CCRD", "VISA", at=AT)))
    parts = [
        refund(minor, at=AT, tender="CASH", card=None, kind="PAYMENT_REFUND_REOPEN", order_id="o1")
        for minor in (1000, 330)
    ]

    assert inconsistencies(DayActivity((again,), tuple(parts)), WINDOW) == ()


@pytest.mark.parametrize(("off_by", "held"), [(0, False), (1, False), (-1, False), (2, True), (-2, True)])
def test_a_field_may_differ_from_talechs_report_by_one_minor_unit_and_no_more(off_by, held):
    day = SalesDay("304267:1", DAY, "CAD", tips_minor=500)

    differences = untied_fields(day, ControlTotals({"tip": 500 + off_by}))

    assert bool(differences) is held
    if held:
        assert str(differences[0]) == f"tip: talech reports {500 + off_by}, its orders give 500 (minor units)"


@given(activities)
def test_refunds_as_store_credit_stay_out_of_talechs_refund_figure(activity):
    """talech's refund amount leaves out returns settled as store credit; the books hold all of them."""
    day = summarise(location(), DAY, activity, TENDER_KINDS)

    assert control_figures(day)["refundAmount"] + day.refunds_as_store_credit_minor == sum(day.refunds.values())
