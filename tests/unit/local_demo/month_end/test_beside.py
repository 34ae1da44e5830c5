"""Processor, bookkeeper and other app in a client's books: their truth explains what the ledger has on clearing."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from daybook_local.demo.month_end.beside import live_beside
from daybook_local.demo.month_end.clients import AMEX, CARDS, write_clients
from daybook_local.demo.month_end.story import WAYS
from daybook_local.system.samples.sample import DateRange
from daybook_local.system.vendors import vendor_apps
from daybook_local.system.vendors.quickbooks_control import QuickBooksControl
from daybook_local.system.vendors.talech_control import TalechControl
from quickbooks_simulator import QuickBooksSimulator
from simulators.quickbooks.books import Books
from talech_simulator import TalechSimulator

pytestmark = pytest.mark.loopback

DATES = DateRange(date(2026, 3, 2), date(2026, 3, 29))
LOOKED_AT = datetime(2026, 3, 31, 9, tzinfo=UTC)


@pytest.fixture
def client(tmp_path):
    """The second client, whose cards are booked as talech tells them, each on an account of its own."""
    _, sample = write_clients(tmp_path, DATES)
    keys = {"client_id": vendor_apps.INTUIT_CLIENT_ID, "client_secret": vendor_apps.INTUIT_CLIENT_SECRET}
    with (
        TalechSimulator([sample.folder], clock=LOOKED_AT) as talech,
        QuickBooksSimulator(**keys, throttled=False) as running,
    ):
        company = running.add_company("us_plus", name=sample.name)
        books, system = Books(company, running.clock), TalechControl(talech.url)
        roles = {"revenue": books.account("SalesOfProductIncome")["value"]}
        for card in (*CARDS, AMEX):
            account = {"Name": f"{card} clearing", "AccountType": "Other Current Asset"}
            roles[f"tender:CCRD:{card}"] = books.post("Account", account)["Id"]
        for row in system.truth(DATES.first, DATES.last, sample.location_ids):
            if row.role in roles:
                book(books, roles[row.role], row)
        quickbooks = QuickBooksControl(running.base_url, company.realm)
        yield SimpleNamespace(
            sample=sample,
            talech=system,
            quickbooks=quickbooks,
            daybook=SimpleNamespace(connection=lambda _: {"mapping": {"accounts": roles}}),
            clock=SimpleNamespace(now=lambda: LOOKED_AT),
            company=company,
        )
        quickbooks.close()
        system.close()


def book(books, account, row):
    """What Daybook posts of a card: here against equity, which nothing else moves."""
    entry = books.journal(("Debit", "Checking", row.minor / 100), ("Credit", "OpeningBalanceEquity", row.minor / 100))
    entry["Line"][0]["JournalEntryLineDetail"]["AccountRef"] = {"value": account}
    books.post("JournalEntry", entry | {"TxnDate": row.business_date.isoformat()})


def test_every_batch_is_told_once_and_what_is_left_of_it_is_what_the_ledger_has(client):
    truth = live_beside(client, DATES, WAYS[1])

    assert truth.explained_minor == sum(truth.balances.values()) > 0
    for group in truth.balances:
        parts = [part for part in truth.parts if part.group == group]
        told = [on for part in parts for on in part.batches]
        assert sorted(told) == sorted(set(told))
        assert sum(part.left_minor for part in parts) == truth.balances[group]
    assert {"no fee line", "went to income", "on its way to the bank"} <= {part.why for part in truth.parts}


def test_what_brings_income_twice_and_what_only_looks_so_are_other_documents(client):
    truth = live_beside(client, DATES, WAYS[1])

    to_income = {part.document for part in truth.parts if part.why == "went to income"}
    assert to_income < truth.doubled
    assert len(truth.doubled - to_income) == 2 * WAYS[1].streamed_days
    assert truth.harmless
    assert not truth.harmless & truth.doubled
