"""What was given back on a business date, read from talech's pieces."""

from datetime import date

import pytest

from daybook.domain.day.invariants import inconsistencies
from daybook.domain.day.orders import TaxAmount
from daybook.domain.day.summary import summarise
from daybook.domain.errors import HoldReason, NeedsAttentionError
from factories import TENDER_KINDS, location
from unit.talech.scripted import ScriptedTalech
from unit.talech.till import DAY_BEFORE, figures, payment, refund, shop_scripts

DAY = date(2026, 3, 10)
SHOP = location()


def read(*orders, talech=None, **day):
    return (talech or ScriptedTalech(shop_scripts(*orders, **day))).source().day_activity(SHOP, DAY)


def test_the_taxes_of_a_refunds_lines_are_added_up_by_tax_id():
    gst_and_pst = [{"tax_id": "t_gst", "amount_minor": 50}, {"tax_id": "t_pst", "amount_minor": 70}]
    two_lines = [{"category_id": "c1", "net_minor": 1000, "taxes": gst_and_pst}] * 2

    activity = read(figures("o0", closed_at=DAY_BEFORE, payments=[]), refunds=[refund("r1", lines=two_lines)])

    assert activity.refunds[0].taxes == (TaxAmount("t_gst", 100), TaxAmount("t_pst", 140))


def test_a_refund_talech_lists_twice_is_given_once():
    sold = figures("o0", closed_at=DAY_BEFORE, payments=[])

    activity = read(sold, refunds=[refund("r1"), refund("r1")])

    assert len(activity.refunds) == 1


@pytest.mark.parametrize("status", ["PENDING", "FAILED"])
def test_a_refund_that_gave_nothing_back_has_no_effect(status):
    assert read(refunds=[refund("r1", status=status)]).refunds == ()


def test_a_refund_of_unknown_status_holds_the_day():
    with pytest.raises(NeedsAttentionError, match="HALFWAY") as raised:
        read(refunds=[refund("r1", status="HALFWAY")])

    assert raised.value.reason == HoldReason.SOURCE_INCONSISTENT


def test_a_refund_practised_on_a_training_order_is_not_real():
    training = figures("o0", closed_at=DAY_BEFORE, payments=[], training=True)

    activity = read(training, refunds=[refund("r1")])

    assert activity.refunds == ()
    assert summarise(SHOP, DAY, activity, TENDER_KINDS).is_empty


def test_an_order_reopened_days_ago_and_paid_again_today_is_paid_once():
    """Its payment was given back on an earlier day; without that refund it looks paid twice (I3)."""
    paid_again = figures("o1", payments=[payment(1130, at=DAY_BEFORE), payment(1130)])
    given_back = refund(
        "r1", order_id="o1", at="2026-03-09T20:00:00Z", kind="PAYMENT_REFUND_REOPEN", lines=[], tender_id="CASH"
    )

    activity = read(paid_again, refunds=[given_back])

    assert inconsistencies(activity, SHOP.calendar.window(DAY)) == ()
    day = summarise(SHOP, DAY, activity, TENDER_KINDS)
    assert [(tender.taken_minor, tender.refunded_minor) for tender in day.tenders] == [(1130, 0)]
