"""The same arrangements for the ledger that use cases are tested with and for the adapter with a simulated company."""

from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from contract.quickbooks_adapter.conftest import Connected
from contract.quickbooks_adapter.every_ledger.failing_items import FailingItems
from daybook.adapters.quickbooks.documents.document_writer import QuickBooksDocuments
from daybook.adapters.quickbooks.documents.kinds import rendered
from daybook.domain.chart.accounts import AccountType, NewAccount
from daybook.domain.chart.references import CompanyReferences, ReferenceNeeds
from daybook.domain.errors import RetriableError
from daybook.domain.posting.books_calls import BooksCall, CallAction
from daybook.domain.posting.posted_documents import OutcomeUnknownError
from fakes.quickbooks.ledger import FakeLedger
from quickbooks_simulator import trial_balance

ACCOUNTS = {
    "sales": (AccountType.INCOME, "SalesOfProductIncome"),
    "refunds": (AccountType.INCOME, "DiscountsRefundsGiven"),
    "tax": (AccountType.OTHER_CURRENT_LIABILITY, "OtherCurrentLiabilities"),
    "gift cards": (AccountType.OTHER_CURRENT_LIABILITY, "OtherCurrentLiabilities"),
    "cards": (AccountType.OTHER_CURRENT_ASSET, "OtherCurrentAssets"),
    "amex": (AccountType.OTHER_CURRENT_ASSET, "OtherCurrentAssets"),
    "cash": (AccountType.BANK, "CashOnHand"),
}
_NOTHING = CompanyReferences()
_A_MINUTE = timedelta(minutes=1)
FAILED = RetriableError("QuickBooks failed")
MARKER = "talech sales of 2026-11-23"


class Calls:
    """What a test sends: single calls, or all that a document needs when nothing goes wrong."""

    ledger: Any
    writer: Any
    references: CompanyReferences

    def prepare(self, call):
        return self.writer.prepare(call, self.references)

    def send(self, call, request_id):
        return self.prepare(call).send(request_id)

    def look_up(self, call, marker=MARKER):
        return self.ledger.look_up(call, marker, self.references)

    def post(self, document, request_id="r1"):
        """A document and its payments."""
        return self.pay(document, self.send(BooksCall(CallAction.POST, document), request_id), request_id)

    def pay(self, document, about, request_id="r1"):
        """All the payments that are lacking, thirty in a call."""
        while about.payments_hash != document.payments_hash:
            about = self.send(BooksCall(CallAction.PAY, document, about), f"{request_id}-{about.intuit_tid}")
        return about

    def amend(self, document, about, request_id="r2"):
        """A document and its payments, in place."""
        amended = self.send(BooksCall(CallAction.AMEND, document, about), request_id)
        return self.pay(document, amended, request_id)

    def remove(self, about, request_id="r3"):
        """The payments, then the document."""
        while about.parts:
            about = self.send(BooksCall(CallAction.PAY, None, about), f"{request_id}-{about.intuit_tid}")
        return self.send(BooksCall(CallAction.REMOVE, None, about), request_id)


class InMemory(Calls):
    """`FakeLedger` and the switches of a test."""

    def __init__(self):
        self.ledger = self.writer = FakeLedger()
        self._books = self.ledger.books
        self.accounts = _accounts(self.ledger)
        self.references = _references(self.ledger, self.accounts)

    @property
    def effect(self):
        return dict(self.ledger.effect)

    @property
    def documents(self):
        return len(self._books.documents) + len(self._books.payments)

    def lose_answer(self):
        self.ledger.lose_next_answer()

    def wait(self):
        """Time means nothing here."""

    def forget_request_ids(self):
        self.ledger.forget_request_ids()

    def unsend(self):
        self.ledger.fail_next(OutcomeUnknownError("cut before it arrived"))

    def check_numbers(self, *, sales_forms, entries):
        self.ledger.check_numbers(sales_forms=sales_forms, entries=entries)

    def edit_number(self, document_id, number):
        self.ledger.edit(document_id, replace(self.ledger.documents[document_id], doc_number=number))

    def edit_figures(self, document_id, document):
        self.ledger.edit(document_id, document)

    def take_away(self, document_id):
        self.ledger.take_away(document_id)

    def copy(self, document_id):
        return self.ledger.enter(self.ledger.documents[document_id])

    def fail_payments(self, *, keep):
        self.ledger.fail_payments(FAILED, keep=keep)

    def deactivate(self, account):
        self._books.inactive_accounts.add(self.accounts[account])

    def activate(self, account):
        self._books.inactive_accounts.discard(self.accounts[account])

    def touch(self, document_id):
        self.ledger.touch(document_id)

    def close_books(self, last_day):
        self.ledger.close_books(last_day)

    def put_in_deposit(self, document_id):
        self.ledger.put_in_deposit(document_id)

    def take_out_of_deposit(self, document_id):
        self.ledger.take_out_of_deposit(document_id)


class Simulated(Calls):
    """`QuickBooksLedger` on a simulated company and the switches of a test."""

    def __init__(self, simulator, variant="ca_plus", country="CA"):
        self._connected = Connected(simulator, simulator.add_company(variant, name="Harbour Street"), country=country)
        self.company = self._connected.company
        self.transport = FailingItems()
        self.ledger = self._connected.ledger(transport=self.transport)
        self.client = self.ledger._client
        self.writer = QuickBooksDocuments(self.client)
        self.accounts = _accounts(self.ledger)
        self.references = _references(self.ledger, self.accounts)
        self.meter = self._connected.meter

    @property
    def effect(self):
        rows = trial_balance(self.company)
        return {row.account_id: row.balance_minor for row in rows if row.balance_minor}

    @property
    def documents(self):
        return len(self.company.transactions())

    def lose_answer(self):
        self.arm("drop_connection_after_commit", "*")

    def wait(self):
        """Until what comes next cannot be taken for what has just been written."""
        self._connected.simulator.clock.advance(_A_MINUTE)

    def forget_request_ids(self):
        """How long QuickBooks remembers them is not published (docs/quickbooks.md 2.3)."""
        self._connected.simulator.state.replay.retention = -_A_MINUTE

    def unsend(self):
        self.arm("drop_connection", "*")

    def check_numbers(self, *, sales_forms, entries):
        self.company.switches.warn_duplicate_sales_numbers = sales_forms
        pairs = self.company.preferences["OtherPrefs"]["NameValue"]
        pair = next(pair for pair in pairs if pair["Name"] == "WarnDuplicateJournalNumber")
        pair["Value"] = "true" if entries else "false"

    def edit_number(self, document_id, number):
        self._edited(document_id, DocNumber=number)

    def edit_figures(self, document_id, document):
        """A person writes other figures through QuickBooks' own pages: no request id, the newest version."""
        self._connected.simulator.clock.advance(_A_MINUTE)
        record = self._record(document_id)
        body = {**rendered(document, self.references, self.client.country), "Id": record.id}
        self.client.post(record.entity.lower(), {**body, "SyncToken": str(record.version)}, f"Anna {record.version}")
        self._connected.simulator.clock.advance(_A_MINUTE)

    def take_away(self, document_id):
        self._record(document_id).deleted = True
        self.company.revision += 1

    def copy(self, document_id):
        record = self._record(document_id)
        return self.company.insert(record.entity, deepcopy(record.body), self._connected.simulator.clock.now()).id

    def arm(self, fault, path):
        self._connected.arm(fault, path)

    def fail_payments(self, *, keep):
        self.transport.keep = keep

    def deactivate(self, account):
        self.company.find("Account", self.accounts[account]).body["Active"] = False

    def activate(self, account):
        self.company.find("Account", self.accounts[account]).body["Active"] = True

    def touch(self, document_id):
        """A person edits it, a minute after it was posted and a minute before whatever comes next."""
        self._edited(document_id, PrivateNote="checked by Anna")

    def _edited(self, document_id, **fields):
        self._connected.simulator.clock.advance(_A_MINUTE)
        record = self._record(document_id)
        record.body.update(fields)
        self.company.touch(record, self._connected.simulator.clock.now())
        self._connected.simulator.clock.advance(_A_MINUTE)

    def _record(self, document_id):
        return next(record for record in self.company.transactions() if record.id == document_id)

    def close_books(self, last_day: date | None):
        text = last_day.isoformat() if last_day else None
        self.company.preferences["AccountingInfoPrefs"]["BookCloseDate"] = text

    def put_in_deposit(self, document_id):
        self.company.in_bank_deposit.add(document_id)

    def take_out_of_deposit(self, document_id):
        self.company.in_bank_deposit.discard(document_id)


def _accounts(ledger):
    made = ledger.create_accounts([NewAccount(f"POS {name}", *kind, "") for name, kind in ACCOUNTS.items()])
    return {name: account.id for name, account in zip(ACCOUNTS, made, strict=True)}


def _references(ledger, accounts):
    needs = ReferenceNeeds(
        items={account_id: f"POS {name}" for name, account_id in accounts.items()},
        payment_methods=frozenset({"tender:CCRD:VISA", "tender:CCRD:AMEX", "tender:CASH"}),
        customer=True,
    )
    return ledger.complete_references(needs, _NOTHING)
