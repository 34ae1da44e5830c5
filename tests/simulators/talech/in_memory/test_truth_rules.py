"""Each rule of "Books" in the simulator's README, on a day of its own."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from simulators.talech.shop import QUEEN, line, order, payment, refund, sample
from talech_simulator.books.truth import UnbalancedDayError
from talech_simulator.shop.clock import MovableClock
from talech_simulator.shop.quirks import Quirks
from talech_simulator.world import World

SOLD_ON, RETURNED_ON = date(2026, 3, 2), date(2026, 3, 5)
OPENED, PAID, RETURNED = "2026-03-02T15:00:00Z", "2026-03-02T15:05:00Z", "2026-03-05T15:00:00Z"
VISA = {"tender": "CCRD", "card_type": "VISA"}


def world(*, now=None, quirks=None, **records):
    clock = MovableClock(now or datetime(2026, 4, 1, tzinfo=UTC))
    return World([sample(**records)], clock, quirks or Quirks(difference_share=0))


def ledger(label, **records):
    return world(**records).truth(QUEEN).day(label)


def sale(order_id="A", *, lines, paid, tip=0, **more):
    return order(
        order_id,
        OPENED,
        PAID,
        lines=lines,
        payments=[payment(f"p{order_id}", paid, PAID, tip_minor=tip, **VISA)],
        **more,
    )


def test_return_belongs_to_its_own_day_and_takes_the_tax_back_as_it_was_split():
    sold = sale(lines=[line("l1", 1000, taxes={"t_hst": 130, "t_city": 10}, quantity="3")], paid=1140)
    back = refund("R", "A", RETURNED, lines=[{"line_id": "l1", "net_minor": 333, "tax_minor": 47}])

    day = ledger(RETURNED_ON, orders=[sold], refunds=[back])

    assert day == {"refund:c1": 333, "tax:t_hst": 44, "tax:t_city": 3, "tender:CCRD:VISA": -380}


@pytest.mark.parametrize(
    ("destination", "role"),
    [
        ("CASH", "tender:CASH"),
        ("STORE_CREDIT", "store_credit"),
        ("GIFT_CARD", "gift_card"),
        ("ORIGINAL_TENDER", "tender:CCRD:VISA"),
    ],
)
def test_return_credits_where_the_value_went(destination, role):
    back = refund("R", "A", RETURNED, destination=destination, lines=[{"line_id": "l1", "net_minor": 1000}])

    day = ledger(RETURNED_ON, orders=[sale(lines=[line("l1", 1000)], paid=1000)], refunds=[back])

    assert day == {"refund:c1": 1000, role: -1000}


def test_refunded_service_charge_goes_back_to_its_payees_in_proportion():
    charges = [
        {"id": "s1", "amount_minor": 200, "payee": "STAFF"},
        {"id": "s2", "amount_minor": 100, "payee": "HOUSE"},
    ]
    sold = sale(lines=[line("l1", 1000)], paid=1300, service_charges=charges)
    back = refund("R", "A", RETURNED, service_charge_minor=100, tip_minor=0)

    day = ledger(RETURNED_ON, orders=[sold], refunds=[back])

    assert day == {"service_charge:STAFF": 67, "service_charge:HOUSE": 33, "tender:CCRD:VISA": -100}


def test_amount_refund_without_lines_is_debited_to_no_category():
    back = refund("R", "A", RETURNED, kind="AMOUNT") | {"total_minor": 500}

    day = ledger(RETURNED_ON, orders=[sale(lines=[line("l1", 1000)], paid=1000)], refunds=[back])

    assert day == {"refund:none": 500, "tender:CCRD:VISA": -500}


def test_a_return_without_its_order_says_itself_what_came_back_with_which_taxes():
    taxes = [{"tax_id": "t_hst", "amount_minor": 130}, {"tax_id": "t_city", "amount_minor": 10}]
    goods = [{"category_id": "c2", "net_minor": 1000, "tax_minor": 140, "taxes": taxes}, {"net_minor": 250}]
    back = refund("R", None, RETURNED, lines=goods, service_charge_minor=40, tip_minor=5)

    day = ledger(RETURNED_ON, refunds=[back])

    assert day == {
        "refund:c2": 1000,
        "refund:none": 250,
        "tax:t_hst": 130,
        "tax:t_city": 10,
        "service_charge:HOUSE": 40,
        "tip": 5,
        "tender:CCRD:VISA": -1435,
    }


@pytest.mark.parametrize(
    ("tender", "role"), [("GCRD", "gift_card"), ("STCR", "store_credit"), ("HACC", "house_account")]
)
def test_tender_that_is_no_money_is_debited_to_what_it_settles(tender, role):
    sold = order("A", OPENED, PAID, lines=[line("l1", 1000)], payments=[payment("p", 1000, PAID, tender=tender)])

    assert ledger(SOLD_ON, orders=[sold]) == {"revenue:c1": -1000, role: 1000}


def test_lines_that_are_no_revenue_are_liabilities_and_receivables():
    lines = [
        line("l1", 2500, category=None, kind="GIFT_CARD_RELOAD"),
        line("l2", 1000, category=None, kind="HOUSE_ACCOUNT_PAYMENT"),
        line("l3", 700, category=None, kind="DEPOSIT"),
    ]

    day = ledger(SOLD_ON, orders=[sale(lines=lines, paid=4200)])

    assert day == {
        "gift_card": -2500,
        "house_account": -1000,
        "customer_deposits": -700,
        "tender:CCRD:VISA": 4200,
    }


def test_comp_and_discount_are_kept_apart_and_loyalty_is_its_own():
    sold = sale(
        lines=[line("l1", 1000, discount_minor=300)],
        paid=500,
        loyalty_minor=200,
        discounts=[
            {"id": "d1", "amount_minor": 100},
            {"id": "d2", "amount_minor": 200, "is_comp": True},
        ],
    )

    day = ledger(SOLD_ON, orders=[sold])

    assert (day["discount"], day["comp"], day["loyalty"]) == (100, 200, 200)


def test_what_has_no_effect_has_none():
    training = sale("T", lines=[line("l1", 1000)], paid=1000, training=True)
    voided_line = sale("A", lines=[line("l1", 1000), line("l2", 900, voided=True)], paid=1000)
    voided = order("V", OPENED, None, lines=[line("l1", 500)], payments=[]) | {"status": "VOIDED"}
    declined = payment("pd", 1000, PAID, status="DECLINED", **VISA)
    voided_line["payments"].append(declined)

    day = ledger(SOLD_ON, orders=[training, voided_line, voided])

    assert day == {"revenue:c1": -1000, "tender:CCRD:VISA": 1000}


def test_refunded_payment_reopens_the_order_and_the_next_payment_closes_it_on_its_own_day():
    """The first closing is undone: its day keeps the payment, held as a deposit, once it is read again."""
    again = order(
        "A",
        OPENED,
        "2026-03-07T15:00:00Z",
        lines=[line("l1", 800)],
        payments=[payment("p1", 1000, PAID, **VISA), payment("p2", 800, "2026-03-07T15:00:00Z")],
        earlier_closings=[{"closed_at": PAID, "reopened_at": RETURNED}],
    )
    back = refund("R", "A", RETURNED, kind="PAYMENT_REFUND_REOPEN", payment_id="p1") | {"total_minor": 1000}
    records = {"orders": [again], "refunds": [back]}

    before = ledger(SOLD_ON, now=datetime(2026, 3, 3, 12, tzinfo=UTC), **records)

    assert before == {"revenue:c1": -800, "tender:CCRD:VISA": 1000, "customer_deposits": -200}
    assert ledger(SOLD_ON, **records) == {"tender:CCRD:VISA": 1000, "customer_deposits": -1000}
    assert ledger(RETURNED_ON, **records) == {"tender:CCRD:VISA": -1000, "customer_deposits": 1000}
    assert ledger(date(2026, 3, 7), **records) == {"revenue:c1": -800, "tender:CASH": 800}


def test_drawer_moves_cash_against_its_reason():
    def event(event_id, kind, amount):
        return {"id": event_id, "location_id": QUEEN, "type": kind, "amount_minor": amount, "at": PAID}

    events = [
        event("e1", "PAY_IN", 1000),
        event("e2", "PAY_OUT", -400),
        event("e3", "TIP_PAYOUT", -300),
        event("e4", "DROP", -200),
        event("e5", "NO_SALE", 0),
    ]
    short = {"id": "s", "location_id": QUEEN, "opened_at": OPENED, "closed_at": PAID, "difference_minor": -15}

    day = ledger(SOLD_ON, events=events, shifts=[short])

    assert day == {
        "tender:CASH": 1000 - 400 - 300 - 200 - 15,
        "paid_in": -1000,
        "paid_out": 400,
        "tip": 300,
        "cash_drop": 200,
        "over_short": 15,
    }


def test_header_that_exceeds_its_served_lines_shows_as_adjustment():
    sold = sale(lines=[line("l1", 1000)], paid=1000)

    day = ledger(SOLD_ON, orders=[sold], quirks=Quirks(difference_share=1))

    assert day == {"revenue:c1": -950, "adjustment": -50, "tender:CCRD:VISA": 1000}


def test_books_that_do_not_balance_are_an_error_with_figures():
    merchant = sample(orders=[sale(lines=[line("l1", 1000)], paid=1000)])
    (sold,) = merchant.orders
    broken = replace(merchant, orders=(replace(sold, totals=replace(sold.totals, tip_minor=7)),))
    truth = World([broken], MovableClock(datetime(2026, 4, 1, tzinfo=UTC)), Quirks()).truth(QUEEN)

    with pytest.raises(UnbalancedDayError, match="304267:1 on 2026-03-02 sums to -7 minor units"):
        truth.day(SOLD_ON)
