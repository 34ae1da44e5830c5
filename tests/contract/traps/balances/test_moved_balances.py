"""Accountants at work: an item pointed at another account, an account made inactive. Days are marked by what moved.

Sold in the talech simulator, posted by the shipped adapters into the QuickBooks simulator, which tells of the change as
it does on the real service; its own ledger says whether the books still hold what was proved.
"""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from contract.traps.chart import CASH, COFFEE_SALES, FOOD_SALES
from contract.traps.sales import MONDAY, MONDAY_NOON, QUEEN, TUESDAY, TUESDAY_NOON, coffee_for_cash
from daybook.application.company.lists import company_lists
from daybook.application.company.moved_balances import belied_days, entry_for_moved, moved_days
from daybook.application.watching.notice_changes import notice_changes
from daybook.domain.company.changes import ChangeNotice, ChangeVerb, CompanyEntity
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import LocationDay, SyncState
from daybook_local.system.vendors.loopback import Loopback
from fakes.one_time_tokens import FakeOneTimeTokens
from fakes.setup_store import FakeSetupStore, FakeTracking
from fakes.systems import FakeSystems

pytestmark = pytest.mark.loopback

FORMS = (DocumentKind.SALES_RECEIPT, DocumentKind.INVOICE)


class Accountant:
    """A person in QuickBooks, and Daybook told of what they did; `looks` is the next page that needs the lists."""

    def __init__(self, shop):
        self.shop, self.number = shop, 0
        ports = shop.ports
        self.portal = SimpleNamespace(
            connections=shop.connections,
            setups=FakeSetupStore(),
            watch=ports.watch,
            proofs=ports.proofs,
            clock=ports.clock,
            ledger_of=ports.ledger_of,
            tracking_of=lambda _: FakeTracking(),
        )
        self.hears = FakeSystems(
            connections=shop.connections,
            setups=self.portal.setups,
            watch=ports.watch,
            drift_log=shop.sync_log,
            one_time=FakeOneTimeTokens(ports.clock),
            clock=ports.clock,
        )
        self.looks()

    @property
    def connection(self):
        return self.shop.connections.connection(self.shop.id)

    def edits(self, entity, row_id, *, history=False, **changes):
        asked = {"entity": entity, "id": row_id, "changes": changes, "history": history}
        Loopback(self.shop.quickbooks.simulator.base_url).post(
            f"/_control/companies/{self.shop.company.realm}/edit", asked
        )
        self.shop.advance(minutes=10)
        self.number += 1
        kind, at = CompanyEntity(entity.lower()), self.shop.talech.clock.now()
        notice = ChangeNotice(f"n{self.number}", self.shop.company.realm, kind, row_id, ChangeVerb.UPDATED, at)
        notice_changes([notice], self.hears)

    def points(self, item_of, at, *, history):
        item = self.shop.connections.references(self.shop.id).items[self.shop.quickbooks.account(item_of)]
        account = {"value": self.shop.quickbooks.account(at)}
        self.edits("Item", item, history=history, IncomeAccountRef=account)

    def looks(self):
        company_lists(self.connection, self.portal)

    def marked(self, first=MONDAY, last=TUESDAY):
        found = moved_days(self.connection, self.portal, first, last)
        return {day.business_date: [entry_for_moved(each).code for each in why] for day, why in found.items()}

    def says(self):
        return [entry_for_moved(each.moved).code for each in belied_days(self.connection, self.portal, MONDAY, TUESDAY)]


@pytest.fixture
def bookkept(shop_of):
    """Two coffees on two days, in a kind of document."""

    def opened(kind):
        shop = shop_of([coffee_for_cash("o1", MONDAY_NOON), coffee_for_cash("o2", TUESDAY_NOON)])
        shop.connections.save_connection(replace(shop.connections.connection(shop.id), document_kind=kind))
        for day in (MONDAY, TUESDAY):
            assert shop.post(day).state is SyncState.POSTED
        return shop, Accountant(shop)

    return opened


def still_holds(shop, day):
    """Whether QuickBooks' own ledger has on each account what the proof of the day says."""
    names = {account: shop._account(account) for account in shop.proof(day).effect}
    books = shop.books(day)
    return all(books.get(names[account], 0) == minor for account, minor in shop.proof(day).effect.items())


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("history", [True, False])
def test_an_item_that_is_pointed_elsewhere_marks_days_where_it_took_them_along(bookkept, kind, history):
    """Whether QuickBooks moves earlier sales is a tick of the person there; the day's document tells."""
    shop, accountant = bookkept(kind)

    accountant.points(COFFEE_SALES, FOOD_SALES, history=history)
    accountant.looks()

    assert still_holds(shop, MONDAY) is not history
    assert accountant.marked() == ({MONDAY: ["DB-1214"], TUESDAY: ["DB-1214"]} if history else {})
    assert accountant.says() == (["DB-1214"] if history else ["DB-1109"])


def test_pointed_back_with_history_the_days_are_in_order_again(bookkept):
    shop, accountant = bookkept(DocumentKind.SALES_RECEIPT)
    accountant.points(COFFEE_SALES, FOOD_SALES, history=True)
    accountant.looks()

    accountant.points(COFFEE_SALES, COFFEE_SALES, history=False)
    accountant.looks()
    assert (still_holds(shop, MONDAY), set(accountant.marked())) == (False, {MONDAY, TUESDAY})

    accountant.points(COFFEE_SALES, FOOD_SALES, history=True)
    accountant.points(COFFEE_SALES, COFFEE_SALES, history=True)
    accountant.looks()
    assert (still_holds(shop, MONDAY), accountant.marked(), accountant.says()) == (True, {}, [])


def test_a_renamed_account_marks_nothing(bookkept):
    shop, accountant = bookkept(DocumentKind.JOURNAL_ENTRY)
    accountant.edits("Account", shop.quickbooks.account(CASH), Description="The drawers")

    accountant.looks()

    assert (accountant.marked(), accountant.says()) == ({}, [])


@pytest.mark.parametrize("kind", [*FORMS, DocumentKind.JOURNAL_ENTRY])
def test_a_balance_sheet_account_that_is_made_inactive_marks_the_days_on_it(bookkept, kind):
    shop, accountant = bookkept(kind)

    accountant.edits("Account", shop.quickbooks.account(CASH), Active=False)
    accountant.looks()

    assert shop.balance(CASH) == 0
    assert accountant.marked() == {MONDAY: ["DB-1213"], TUESDAY: ["DB-1213"]}
    accountant.edits("Account", shop.quickbooks.account(CASH), Active=True)
    accountant.looks()
    assert (accountant.marked(), accountant.says()) == ({}, [])


def test_an_income_account_that_is_made_inactive_keeps_its_balance(bookkept):
    shop, accountant = bookkept(DocumentKind.JOURNAL_ENTRY)

    accountant.edits("Account", shop.quickbooks.account(COFFEE_SALES), Active=False)
    accountant.looks()

    assert still_holds(shop, MONDAY)
    assert accountant.marked() == {}


def test_nothing_is_read_for_a_notice_and_little_for_the_look(bookkept):
    """A renamed item costs one read and no mark; one that points elsewhere a second, of one document."""
    shop, accountant = bookkept(DocumentKind.SALES_RECEIPT)
    item = shop.connections.references(shop.id).items[shop.quickbooks.account(COFFEE_SALES)]
    before = shop.quickbooks.meter.reads

    accountant.edits("Item", item, Name="Coffee, hot")
    told = shop.quickbooks.meter.reads
    accountant.looks()
    accountant.looks()
    looked = shop.quickbooks.meter.reads
    accountant.points(COFFEE_SALES, FOOD_SALES, history=True)
    accountant.looks()
    accountant.looks()

    assert (told - before, looked - told, shop.quickbooks.meter.reads - looked) == (0, 1, 2)


def test_a_day_that_is_brought_back_on_the_other_account_is_in_order(bookkept):
    shop, accountant = bookkept(DocumentKind.SALES_RECEIPT)
    accountant.points(COFFEE_SALES, FOOD_SALES, history=True)
    accountant.looks()

    shop.undo(MONDAY)
    shop.remap("revenue:c1", FOOD_SALES, None)
    shop.redo(MONDAY)

    assert still_holds(shop, MONDAY)
    assert set(accountant.marked()) == {TUESDAY}
    assert LocationDay(shop.id, MONDAY, QUEEN) not in moved_days(
        accountant.connection, accountant.portal, MONDAY, MONDAY
    )
