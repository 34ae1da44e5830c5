"""A list of more than a thousand rows is read whole, with or without an order by Id (docs/quickbooks.md 13.1)."""

from datetime import timedelta

import pytest

pytestmark = pytest.mark.loopback


def fill(books, count, *, seconds_apart):
    """Items as thirty-item batches make them: many within one second, or each in its own."""
    income, now = books.account("Sales"), books.simulator.clock.now()
    for number in range(count):
        body = {"Name": f"Item {number:04}", "Type": "Service", "IncomeAccountRef": {"value": income}, "Active": True}
        books.company.insert("Item", body, now + timedelta(seconds=number * seconds_apart))


@pytest.mark.parametrize("sorts_by_id", [True, False])
@pytest.mark.parametrize("seconds_apart", [0, 1])
def test_every_row_comes_once(books, sorts_by_id, seconds_apart):
    books.company.switches.orders_by_id = sorts_by_id
    fill(books, 2100, seconds_apart=seconds_apart)

    rows = books.client().query("Item", "Active IN (true, false)")

    assert len({row["Id"] for row in rows}) == len(rows) == 2100
    # The first page was read without an order, as most lists end there; three more are in one.
    assert books.meter.reads == 4
