"""What the register shows at an instant, and what it does not show yet."""

from datetime import UTC, datetime

import pytest

from simulators.talech.shop import line, order, payment
from talech_simulator.contract import Order, from_json
from talech_simulator.shop.visibility import as_of

TABLE = order(
    "A",
    "2026-03-06T18:00:00Z",
    "2026-03-06T20:00:00Z",
    lines=[line("l1", 3000)],
    payments=[
        payment("p1", 1000, "2026-03-06T19:00:00Z"),
        payment(
            "p2",
            2000,
            "2026-03-06T20:00:00Z",
            tender="CCRD",
            tip_minor=500,
            tip_changes=[{"at": "2026-03-06T23:00:00Z", "from_minor": 0, "to_minor": 500}],
        ),
    ],
    revision=4,
)


def seen_at(hour, minute=0, record=TABLE):
    return as_of(from_json(Order, record), (), datetime(2026, 3, 6, hour, minute, tzinfo=UTC))


def test_order_does_not_exist_before_it_is_opened():
    assert seen_at(17, 59) is None


@pytest.mark.parametrize(
    ("hour", "status", "payments", "tip", "total"),
    [
        (18, "OPEN", 0, 0, 3000),
        (19, "PARTIALLY_PAID", 1, 0, 3000),
        (20, "CLOSED", 2, 0, 3000),
        (23, "CLOSED", 2, 500, 3500),
    ],
)
def test_order_grows_with_the_clock(hour, status, payments, tip, total):
    seen = seen_at(hour)

    assert seen.status == status
    assert len(seen.payments) == payments
    assert (seen.totals.tip_minor, seen.totals.total_minor) == (tip, total)
    assert (seen.closed_at is not None) == (status == "CLOSED")


def test_revision_grows_with_every_change():
    revisions = [seen_at(hour).revision for hour in (18, 19, 20, 23)]

    assert revisions == sorted(revisions)
    assert revisions[-1] == 4


def test_offline_order_is_unseen_until_it_is_uploaded():
    offline = TABLE | {"uploaded_at": "2026-03-06T23:30:00Z"}

    assert seen_at(23, 29, offline) is None
    assert seen_at(23, 30, offline).status == "CLOSED"
