"""Whatever a day holds, the truth ledger balances and agrees with the summary report, computed apart from it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from simulators.talech.busy_day import OPENING, busy_day
from simulators.talech.shop import QUEEN, sample, write_folder
from talech_simulator.books.summary import summary
from talech_simulator.folder import load_folder
from talech_simulator.shop.clock import MovableClock
from talech_simulator.shop.quirks import Quirks
from talech_simulator.world import World

LABELS = [date(2026, 3, 6), date(2026, 3, 7)]


def world(seed, now):
    return World([sample(*busy_day(seed))], MovableClock(now), Quirks(seed, difference_share=0.1))


def credited(day, prefix):
    return -sum(minor for role, minor in day.items() if role.startswith(prefix))


@pytest.mark.parametrize("seed", range(8))
def test_generated_day_keeps_the_contract(tmp_path, seed):
    orders, refunds = busy_day(seed)

    merchant = load_folder(write_folder(tmp_path, orders, refunds))

    assert len(merchant.orders) == 60


@pytest.mark.parametrize("hours", [3, 12, 24, 40])
@pytest.mark.parametrize("seed", range(8))
def test_generated_day_balances_at_every_clock(seed, hours):
    ledger = world(seed, OPENING + timedelta(hours=hours)).truth(QUEEN)

    sums = [sum(ledger.day(label).values()) for label in LABELS]

    assert sums == [0, 0]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("seed", range(8))
def test_ledger_and_summary_report_agree_on_every_generated_day(seed, label):
    books = world(seed, datetime(2026, 3, 12, tzinfo=UTC))
    records = books.records(QUEEN)
    window = records.calendar.day(label)

    day, report = books.truth(QUEEN).day(label), summary(records, window.start, window.end)

    assert credited(day, "revenue:") + credited(day, "adjustment") == report["grossRevenue"]
    assert credited(day, "tax:") == report["reportedTax"]
    assert credited(day, "tip") == report["tip"]
    assert credited(day, "service_charge:") == report["gratuity"] - report["refundGratuityAmount"]
    assert day.get("discount", 0) + day.get("comp", 0) == report["discount"]


@pytest.mark.parametrize("seed", [0, 1, 6])
def test_deposits_held_overnight_run_back_to_zero_when_every_order_has_closed(seed):
    orders, _ = busy_day(seed)
    closed = [each for each in orders if each["status"] == "CLOSED"]
    books = World([sample(closed)], MovableClock(datetime(2026, 3, 12, tzinfo=UTC)), Quirks())

    held = [books.truth(QUEEN).day(label)["customer_deposits"] for label in LABELS]

    assert held[0] < 0
    assert sum(held) == 0
