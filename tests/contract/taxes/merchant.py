"""A merchant whose sales forms carry QuickBooks tax: what QuickBooks returns of a day, and what its ledger holds."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from contract.quickbooks_adapter.conftest import Connected
from contract.traps.merchant import SETTLE_DELAY, TrapMerchant
from contract.traps.sales import QUEEN
from daybook.application.days.preview_day import preview_day
from daybook.application.days.settle_holds import release_day
from daybook.application.mapping.taxes.use_tax_codes import use_tax_codes
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.money import to_minor
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import LocationDay, SyncState
from fakes.queues.sync_queue import FakeSyncQueue

ENTITIES = {
    DocumentKind.JOURNAL_ENTRY: "JournalEntry",
    DocumentKind.INVOICE: "Invoice",
    DocumentKind.SALES_RECEIPT: "SalesReceipt",
    DocumentKind.REFUND_RECEIPT: "RefundReceipt",
}
FROM_THE_BEGINNING = date(2026, 1, 1)


class TaxMerchant(TrapMerchant):
    """`TrapMerchant` in any company; the worker's queue is carried out by `amend_the_queued`."""

    def __init__(self, talech, quickbooks, folder, variant):
        super().__init__(talech, quickbooks, folder)
        self.company = quickbooks.add_company(variant, name="Harbour Street Coffee")
        self.quickbooks = Connected(quickbooks, self.company, country=self.company.country)
        self.queue = FakeSyncQueue()

    def open(self, kind, orders, refunds=(), *, profile):
        """Sell, connect, and choose how days are posted."""
        self.trades(orders, refunds, profile=profile)
        self.connect()
        connection = self.connections.connection(self.id)
        self.connections.save_connection(replace(connection, document_kind=kind))

    def use_codes(self, untaxed, *, first=FROM_THE_BEGINNING, **chosen):
        """What `daybook taxes --untaxed --from` does, with the company's names in place of its ids."""
        used = use_tax_codes(
            self.id,
            self.code(untaxed),
            SimpleNamespace(
                connections=self.connections,
                sync_log=self.sync_log,
                queue=self.queue,
                clock=self.talech.clock,
                ledger_of=lambda _: self.quickbooks.ledger(),
            ),
            effective_from=first,
            chosen={taxes: self.code(name) for taxes, name in chosen.items()},
        )
        self.mapping = used.mapping
        return used

    def map_codes(self, codes):
        """Codes that somebody mapped by hand."""
        self.mapping = replace(self.mapping, version=self.mapping.version + 1, tax_codes=codes)
        self.connections.save_mapping(self.id, self.mapping)

    def amend_the_queued(self):
        """The worker's answer to what was queued, oldest first."""
        requests = [request for lane in self.queue.sent.values() for request in lane]
        return [post_location_day(request, "worker", self.ports) for request in requests]

    def preview(self, day):
        """What `daybook preview` shows of a day that has ended."""
        ended = self.talech.world.records(QUEEN).calendar.day(day).end
        self.talech.clock.set(max(self.talech.clock.now(), ended + SETTLE_DELAY))
        return preview_day(self.day(day), self.connections, self.source, lambda _: self.quickbooks.ledger())

    def close_books(self, day):
        """The accountant closes the books, and Daybook hears of it; corrections go into the first open period."""
        self.company.preferences["AccountingInfoPrefs"]["BookCloseDate"] = day.isoformat()
        connection = self.connections.connection(self.id).with_company(self.quickbooks.ledger().company())
        self.connections.save_connection(replace(connection, closed_books_policy=ClosedBooksPolicy.DELTA))

    def release(self, day):
        """The accountant says: post it as it is."""
        request = release_day(self.day(day), self.sync_log, self.queue, self.talech.clock.now())
        return post_location_day(request, "worker", self.ports)

    def day(self, day):
        """The location-day of a date."""
        return LocationDay(self.id, day, QUEEN)

    def close(self, day):
        """Post the day, insist that it is one document in the books, and give that as QuickBooks returns it."""
        outcome = self.post(day)
        assert outcome.state is SyncState.POSTED, (outcome.reason, outcome.message, outcome.details, outcome.gaps)
        return self.returned(outcome)

    def returned(self, outcome):
        """The one document of an outcome, read over the API."""
        assert [record.id for record in self.documents] == [outcome.document.id]
        return self.row(outcome.document)

    def row(self, document):
        """A document, read over the API."""
        (row,) = self.quickbooks.client().query(ENTITIES[document.kind], f"Id = '{document.id}'")
        return row

    @property
    def documents(self):
        """Every live document of the company, payments aside."""
        return [record for record in self.company.transactions() if record.entity != "Payment"]

    def code(self, name):
        """The id of a tax code."""
        return self.company.find_named("TaxCode", "Name", name).id

    def rate(self, name):
        """The id of a tax rate."""
        return self.company.find_named("TaxRate", "Name", name).id


def taxes_of(row):
    """A returned document's tax in minor units: rate name to (tax, net amount that bears it, override)."""
    found = {}
    for line in row["TxnTaxDetail"]["TaxLine"]:
        detail = line["TaxLineDetail"]
        amounts = (line["Amount"], detail["NetAmountTaxable"], detail.get("OverrideDeltaAmount", 0))
        found[detail["TaxRateRef"]["name"]] = tuple(to_minor(Decimal(amount)) for amount in amounts)
    return found


def amounts_by_code(row):
    """A returned document's net amount per tax code, in minor units; lines of zero together are left out."""
    amounts = Counter()
    for line in row["Line"]:
        if "SalesItemLineDetail" in line:
            code = line["SalesItemLineDetail"]["TaxCodeRef"]
            amounts[code.get("name", code["value"])] += to_minor(Decimal(line["Amount"]))
    return {name: amount for name, amount in amounts.items() if amount}
