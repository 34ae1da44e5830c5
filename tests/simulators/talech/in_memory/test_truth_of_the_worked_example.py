"""The truth ledger and the summary report give the figures of docs/talech.md 7.8, to the cent."""

from datetime import UTC, date, datetime

import pytest

from simulators.talech.shop import QUEEN, sample
from simulators.talech.worked_example import DAY_AFTER, DAY_D, ORDERS, REFUNDS
from talech_simulator.books.summary import summary
from talech_simulator.shop.clock import MovableClock
from talech_simulator.shop.quirks import Quirks
from talech_simulator.world import World

LATER = datetime(2026, 3, 9, tzinfo=UTC)


def world_at(now):
    return World([sample(ORDERS, REFUNDS)], MovableClock(now), Quirks(difference_share=0))


@pytest.mark.parametrize("now", [datetime(2026, 3, 7, 9, 30, tzinfo=UTC), LATER], ids=["at the close", "later"])
def test_day_d_is_the_table_of_the_reference_whenever_it_is_read(now):
    ledger = world_at(now).truth(QUEEN).day(date.fromisoformat(DAY_D))

    assert ledger == {
        "tender:CASH": 1290,
        "tender:CCRD:VISA": 6704,
        "tender:CCRD:MASTERCARD": 2500,
        "discount": 90,
        "refund:c1": 1000,
        "rounding": 1,
        "revenue:c1": -(900 + 333),
        "revenue:c2": -4000,
        "service_charge:STAFF": -720,
        "tax:t_hst": -632,
        "tip": -500,
        "gift_card": -2500,
        "customer_deposits": -2000,
    }


def test_day_d_has_the_references_debits_and_credits():
    ledger = world_at(LATER).truth(QUEEN).day(date.fromisoformat(DAY_D))

    assert sum(minor for minor in ledger.values() if minor > 0) == 11585
    assert sum(minor for minor in ledger.values() if minor < 0) == -11585


def test_day_after_releases_the_deposit_and_takes_the_gift_card():
    ledger = world_at(LATER).truth(QUEEN).day(date.fromisoformat(DAY_AFTER))

    assert ledger == {
        "customer_deposits": 2000,
        "gift_card": 2500,
        "tender:CASH": 1150,
        "revenue:c2": -5000,
        "tax:t_hst": -650,
    }


def test_summary_of_day_d_has_the_references_control_figures():
    records = world_at(LATER).records(QUEEN)
    day = records.calendar.day(date.fromisoformat(DAY_D))

    figures = summary(records, day.start, day.end)

    expected = {
        "grossRevenue": 5233,
        "discount": 90,
        "refundAmount": 1000,
        "netRevenue": 4143,
        "gratuity": 720,
        "tax": 762,
        "refundTaxAmount": 130,
        "reportedTax": 632,
        "tip": 500,
        "netGiftCardsRevenue": 2500,
        "roundingRevenue": -1,
        "totalCollected": 10494,
        "receipts": 4,
        "refundReceipts": 1,
    }
    assert {name: figures[name] for name in expected} == expected
