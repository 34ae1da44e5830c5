"""What waits of a day with tax codes: the change alone, whether its tax lies in codes or in lines."""

from dataclasses import replace

import pytest

from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.sync.location_day import SyncCause, SyncRequest, SyncState
from unit.application.posting.coded.sales import sale


@pytest.mark.usefixtures("coded")
@pytest.mark.parametrize("recomputed", [False, True])
def test_a_sale_that_was_added_waits_with_its_tax_and_nothing_else(recomputed, day, ports, ledger, sales, connections):
    def post():
        return post_location_day(SyncRequest(day, SyncCause.RESYNC, ports.clock.now()), "worker", ports)

    if recomputed:
        ledger.recompute_tax()
    post()
    ledger.close_books(day.business_date)
    held = {"company": ledger.company(), "closed_books_policy": ClosedBooksPolicy.HOLD}
    connections.save_connection(replace(connections.connection("m_1"), **held))
    control = ControlTotals({"grossRevenue": 1100, "reportedTax": 143})
    sales.days[day.location, day.business_date] = DayActivity((sale(1000, 130), sale(100, 13)), control=control)

    outcome = post()

    assert (outcome.state, outcome.waiting.moved_minor) == (SyncState.HELD, 113)
