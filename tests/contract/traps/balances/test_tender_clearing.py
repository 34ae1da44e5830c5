"""A company in which no item may point at a bank account: whether the real service is one is not documented.

With clearing accounts its days are in the books to the cent, in every kind of document.
"""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from contract.traps.chart import CASH, COFFEE_SALES, HST, REFUNDS
from contract.traps.sales import MONDAY, MONDAY_NOON, QUEEN, TUESDAY, TUESDAY_NOON, coffee_for_cash, returned
from daybook.application.mapping.accounts.create_accounts import AccountLimitError
from daybook.application.mapping.accounts.suitable_accounts import AccountRefusedError
from daybook.application.mapping.map_roles import map_roles
from daybook.application.ports import Lane
from daybook.application.setup.clear_tenders import clear_tenders
from daybook.domain.chart.accounts import AccountType, NewAccount
from daybook.domain.errors import HoldReason
from daybook.domain.posting.documents import CHOSEN_KINDS, DocumentKind
from daybook.domain.sync.location_day import LocationDay, SyncState
from fakes.queues.sync_queue import FakeSyncQueue
from simulators.talech.shop import refund

pytestmark = pytest.mark.loopback

CLEARING, SAFE = "POS Clearing - Cash", "POS Clearing - Safe"


class Merchant:
    """A shop whose QuickBooks takes no item on a bank account."""

    def __init__(self, shop, kind):
        self.shop, self.queue = shop, FakeSyncQueue()
        shop.company.switches.items_on_bank_accounts = False
        shop.connections.save_connection(replace(self.connection, document_kind=kind))
        self.ports = SimpleNamespace(
            connections=shop.connections,
            sync_log=shop.sync_log,
            queue=self.queue,
            clock=shop.talech.clock,
            ledger_of=shop.ports.ledger_of,
        )

    @property
    def connection(self):
        return self.shop.connections.connection(self.shop.id)

    def clears(self, *, wanted=True):
        return clear_tenders(self.shop.id, wanted=wanted, systems=self.ports)

    def accounts_of_tenders(self):
        mapping = self.shop.connections.mapping_on(self.shop.id, MONDAY)
        accounts = {
            role: account for role, account in mapping.accounts.items() if role.startswith(("tender", "cash_drop"))
        }
        return {role: self.shop.company.find("Account", account) for role, account in accounts.items()}

    def posts(self, day):
        outcome = self.shop.post(day)
        assert outcome.state is SyncState.POSTED, (outcome.reason, outcome.message, outcome.details)
        return self.shop.books(day)


@pytest.fixture
def merchant_of(shop_of):
    def opened(kind, orders=None, refunds=(), **more):
        shop = shop_of([coffee_for_cash("o1", MONDAY_NOON)] if orders is None else orders, refunds, **more)
        return Merchant(shop, kind)

    return opened


def test_without_clearing_a_receipt_is_held_with_the_item_and_nothing_is_posted(merchant_of):
    merchant = merchant_of(DocumentKind.SALES_RECEIPT)

    held = merchant.shop.post(MONDAY)

    assert (held.state, held.reason, held.fault_code) == (SyncState.HELD, HoldReason.ACCOUNT_UNUSABLE, 6430)
    assert "POS - POS Cash Clearing" in held.details[0]
    assert merchant.shop.books(MONDAY) == {}


@pytest.mark.parametrize("kind", CHOSEN_KINDS)
def test_with_clearing_the_day_is_in_the_books_to_the_cent(merchant_of, kind):
    merchant = merchant_of(kind)

    merchant.clears()

    assert merchant.posts(MONDAY) == {CLEARING: 1130, COFFEE_SALES: -1000, HST: -130}


@pytest.mark.parametrize("kind", CHOSEN_KINDS)
def test_a_day_below_zero_too(merchant_of, kind):
    """Nothing but a coffee that came back, paid out in cash."""
    back = refund(
        "r1", "o1", TUESDAY_NOON, lines=[returned("coffee", net=1000, tax=130)], tender="CASH", card_type=None
    )
    merchant = merchant_of(kind, refunds=[back])

    merchant.clears()

    merchant.posts(MONDAY)
    assert merchant.posts(TUESDAY) == {CLEARING: -1130, REFUNDS: 1000, HST: 130}


def test_days_that_were_held_for_it_are_tried_again_and_go_on(merchant_of):
    merchant = merchant_of(DocumentKind.SALES_RECEIPT)
    merchant.shop.post(MONDAY)

    merchant.clears()

    assert [request.day for request in merchant.queue.sent[Lane.BACKFILL]] == [
        LocationDay(merchant.shop.id, MONDAY, QUEEN)
    ]
    assert merchant.posts(MONDAY) == {CLEARING: 1130, COFFEE_SALES: -1000, HST: -130}


def test_a_day_in_the_books_stays_on_its_bank_account(merchant_of):
    merchant = merchant_of(DocumentKind.JOURNAL_ENTRY)
    posted = merchant.shop.close(MONDAY)

    merchant.clears()

    assert merchant.shop.close(MONDAY) == posted == {CASH: 1130, COFFEE_SALES: -1000, HST: -130}


def test_every_tender_has_an_account_of_its_own_that_is_no_bank_account(merchant_of):
    merchant = merchant_of(DocumentKind.INVOICE)

    cleared = merchant.clears()

    assert {account.name for account in cleared.accounts} == {CLEARING, SAFE}
    accounts = merchant.accounts_of_tenders()
    assert {record.body["AccountType"] for record in accounts.values()} == {AccountType.OTHER_CURRENT_ASSET}
    assert len({record.id for record in accounts.values()}) == len(accounts)


def test_turned_on_twice_it_makes_nothing_more(merchant_of):
    merchant = merchant_of(DocumentKind.INVOICE)
    merchant.clears()
    made = merchant.shop.quickbooks.meter.accounts_created

    assert merchant.clears().accounts == ()
    assert merchant.shop.quickbooks.meter.accounts_created == made


def test_a_bank_account_is_refused_for_a_tender_while_it_is_on_and_taken_once_it_is_off(merchant_of):
    merchant = merchant_of(DocumentKind.JOURNAL_ENTRY)
    chart = merchant.shop.ports.ledger_of(merchant.connection).chart_of_accounts()
    (drawer,) = [account for account in chart.accounts if account.name == CASH]
    merchant.clears()

    with pytest.raises(AccountRefusedError):
        map_roles(merchant.shop.id, {"tender:CASH": drawer}, merchant.ports)
    merchant.clears(wanted=False)
    map_roles(merchant.shop.id, {"tender:CASH": drawer}, merchant.ports)

    assert merchant.shop.close(MONDAY) == {CASH: 1130, COFFEE_SALES: -1000, HST: -130}


def test_a_plan_without_room_for_the_accounts_changes_nothing(merchant_of):
    merchant = merchant_of(DocumentKind.INVOICE)
    ledger = merchant.shop.ports.ledger_of(merchant.connection)
    merchant.shop.connections.save_connection(
        merchant.connection.with_company(replace(merchant.connection.company, plan="QuickBooks Online Plus"))
    )
    active = sum(account.active for account in ledger.chart_of_accounts().accounts)
    wanted = [
        NewAccount(f"Cost {number}", AccountType.EXPENSE, "OtherBusinessExpenses", "") for number in range(249 - active)
    ]
    ledger.create_accounts(wanted)
    before = merchant.connection, merchant.shop.quickbooks.meter.accounts_created

    with pytest.raises(AccountLimitError, match="250 accounts in this plan; 249 are in use and 2 would be added"):
        merchant.clears()

    assert (merchant.connection, merchant.shop.quickbooks.meter.accounts_created) == before
