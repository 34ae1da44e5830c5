"""The worked example of docs/talech.md 7.8, line by line, and the day after it."""

from datetime import UTC, date, datetime

import pytest

from daybook.domain.day.invariants import control_figures, inconsistencies, untied_fields
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.day.summary import summarise
from daybook.domain.posting.balanced_lines import day_amounts
from factories import TENDER_KINDS, location, order, payment, refund

D = date(2026, 3, 7)
D1 = date(2026, 3, 8)
DURING_D = datetime(2026, 3, 8, 1, 0, tzinfo=UTC)
DURING_D1 = datetime(2026, 3, 8, 20, 0, tzinfo=UTC)


def o4(closed_at):
    held = payment(2000, "CCRD", "VISA", at=DURING_D)
    rest = [payment(2500, "GCRD", at=DURING_D1), payment(1150, at=DURING_D1)] if closed_at else []
    return order(closed_at=closed_at, lines=[("food", 5000)], taxes={"hst": 650}, payments=[held, *rest])


@pytest.fixture
def orders():
    return [
        order(
            closed_at=DURING_D,
            lines=[("coffee", 900)],
            discount=90,
            taxes={"hst": 105},
            payments=[payment(915, at=DURING_D)],
        ),
        order(
            closed_at=DURING_D,
            lines=[("food", 4000)],
            service_charges={"STAFF": 720},
            taxes={"hst": 614},
            tip=500,
            payments=[payment(5334, "CCRD", "VISA", tip=500, at=DURING_D)],
        ),
        order(closed_at=DURING_D, gift_sold=2500, payments=[payment(2500, "CCRD", "MASTERCARD", at=DURING_D)]),
        o4(closed_at=None),
        order(
            closed_at=DURING_D,
            lines=[("coffee", 333)],
            taxes={"hst": 43},
            rounding=-1,
            payments=[payment(375, at=DURING_D)],
        ),
    ]


@pytest.fixture
def older_sale_refunded():
    return refund(1130, at=DURING_D, lines=[("food", 1000)], taxes={"hst": 130})


def figures(day):
    totals: dict[str, int] = {}
    for amount in day_amounts(day):
        totals[str(amount.role)] = totals.get(str(amount.role), 0) + amount.amount_minor
    return totals


def test_day_d_gives_every_line_of_the_example(orders, older_sale_refunded):
    day = summarise(location(), D, DayActivity(tuple(orders), (older_sale_refunded,)), TENDER_KINDS)

    assert figures(day) == {
        "tender:CASH": 1290,
        "tender:CCRD:VISA": 6704,
        "tender:CCRD:MASTERCARD": 2500,
        "discount": 90,
        "refund:food": 1000,
        "rounding": 1,
        "revenue:coffee": -900 - 333,
        "revenue:food": -4000,
        "service_charge:STAFF": -720,
        "tax:hst": -632,
        "tip": -500,
        "gift_card": -2500,
        "customer_deposits": -2000,
    }


def test_day_d_totals_115_85_on_both_sides(orders, older_sale_refunded):
    day = summarise(location(), D, DayActivity(tuple(orders), (older_sale_refunded,)), TENDER_KINDS)

    amounts = [amount.amount_minor for amount in day_amounts(day)]

    assert sum(a for a in amounts if a > 0) == 11585
    assert sum(a for a in amounts if a < 0) == -11585


def test_day_d_ties_to_the_control_line_of_the_example(orders, older_sale_refunded):
    activity = DayActivity(tuple(orders), (older_sale_refunded,))
    day = summarise(location(), D, activity, TENDER_KINDS)

    control = control_figures(day)

    assert control["netRevenue"] == 4143
    assert control["gratuity"] == 720
    assert control["reportedTax"] == 632
    assert control["tip"] == 500
    assert control["netGiftCardsRevenue"] == 2500
    assert control["roundingRevenue"] == -1
    assert control["totalCollected"] == 10494
    assert control["totalCollected"] - day.deposits_taken_minor == 4143 + 720 + 632 + 500 + 2500 - 1
    assert untied_fields(day, ControlTotals(control)) == ()
    assert inconsistencies(activity, location().calendar.window(D)) == ()


def test_day_d_plus_1_releases_the_deposit_when_o4_closes():
    day = summarise(location(), D1, DayActivity((o4(closed_at=DURING_D1),)), TENDER_KINDS)

    assert figures(day) == {
        "customer_deposits": 2000,
        "gift_card": 2500,
        "tender:CASH": 1150,
        "revenue:food": -5000,
        "tax:hst": -650,
    }


def test_deposits_run_back_to_zero_over_both_days():
    closed = o4(closed_at=DURING_D1)

    days = [summarise(location(), on, DayActivity((closed,)), TENDER_KINDS) for on in (D, D1)]

    assert sum(day.deposits_taken_minor - day.deposits_released_minor for day in days) == 0
