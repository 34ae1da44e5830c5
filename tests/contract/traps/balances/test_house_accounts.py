"""House accounts that an accountant keeps as a receivable: one line an entry, on Daybook's customer."""

from types import SimpleNamespace

import pytest

from contract.traps.sales import MONDAY, MONDAY_NOON, QUEEN, coffee, sold
from daybook.application.mapping.map_roles import map_roles
from daybook.domain.sync.location_day import SyncState
from fakes.queues.sync_queue import FakeSyncQueue
from simulators.talech.shop import payment

pytestmark = pytest.mark.loopback


def test_charges_to_a_house_account_become_one_receivable_line_on_daybooks_customer(shop_of):
    """The chart's own receivable takes them: QuickBooks refuses such a line without a customer (6000)."""
    charged = [
        sold(each, MONDAY_NOON, [coffee()], [payment(f"p-{each}", 1130, MONDAY_NOON, tender="HACC")])
        for each in ("first", "second")
    ]
    shop = shop_of(charged)
    receivable = keep_as_receivable(shop)

    outcome = shop.post(MONDAY, QUEEN)

    (posted,) = shop.quickbooks.entries()
    owed = [each["JournalEntryLineDetail"] for each in posted["Line"] if "Entity" in each["JournalEntryLineDetail"]]
    assert outcome.state is SyncState.POSTED
    assert [detail["AccountRef"]["value"] for detail in owed] == [receivable.id]
    assert shop.company.find("Customer", owed[0]["Entity"]["EntityRef"]["value"]).body["DisplayName"]
    assert shop.balance(receivable.name) == 2260


def keep_as_receivable(shop):
    """What the accountant does on the accounts page."""
    ledger = shop.quickbooks.ledger()
    chart = ledger.chart_of_accounts()
    receivable = next(account for account in chart.accounts if account.needs_customer)
    map_roles(
        shop.id,
        {"house_account": receivable},
        SimpleNamespace(
            connections=shop.connections,
            sync_log=shop.sync_log,
            queue=FakeSyncQueue(),
            clock=shop.talech.clock,
            ledger_of=lambda _: ledger,
        ),
    )
    return receivable
