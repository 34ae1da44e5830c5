"""The same arrangements for the ledger that use cases are tested with and for the adapter with a simulated company."""

import json
from datetime import date, timedelta

from requests.adapters import HTTPAdapter

from contract.quickbooks_adapter.conftest import Connected
from daybook.domain.accounts import AccountType, NewAccount
from daybook.domain.errors import RetriableError
from daybook.domain.references import CompanyReferences, ReferenceNeeds
from daybook_local.quickbooks.ledger import trial_balance
from fakes.ledger import FakeLedger

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
NO_ANSWER = RetriableError("QuickBooks did not answer")


class FailingItems(HTTPAdapter):
    """QuickBooks over HTTP with a system failure (10000) for the last items of one batch; what it said, it repeats."""

    def __init__(self):
        super().__init__()
        self.keep = None
        self._failed = {}

    def send(self, request, **known):
        if "/batch" not in request.url:
            return super().send(request, **known)
        items = json.loads(request.body)["BatchItemRequest"]
        if self.keep is not None and len(items) > self.keep:
            self._failed[request.url] = [item["bId"] for item in items[self.keep :]]
            self.keep = None
        failed = self._failed.get(request.url, [])
        if failed:
            left = [item for item in items if item["bId"] not in failed]
            # A batch must not be empty: a query in it changes nothing.
            body = {"BatchItemRequest": left or [{"bId": "q", "Query": "SELECT * FROM CompanyInfo"}]}
            request.prepare_body(json.dumps(body), None)
        response = super().send(request, **known)
        if failed:
            answer = json.loads(response.content)
            fault = {"Error": [{"code": "10000", "Message": "System Failure Error"}], "type": "SystemFault"}
            answer["BatchItemResponse"] += [{"bId": item, "Fault": fault} for item in failed]
            response._content = json.dumps(answer).encode()
        return response


class InMemory:
    """`FakeLedger` and the switches of a test."""

    def __init__(self):
        self.ledger = FakeLedger()
        self._books = self.ledger.books
        self.accounts = _accounts(self.ledger)
        self.references = _references(self.ledger, self.accounts)

    @property
    def effect(self):
        return dict(self.ledger.effect)

    @property
    def documents(self):
        return len(self._books.documents) + len(self._books.payments)

    def lose_answer(self, *, of_payments=False):
        self.ledger.lose_next_answer(after=1 if of_payments else 0)

    def fail_payments(self, *, keep):
        self.ledger.fail_payments(NO_ANSWER, keep=keep)

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


class Simulated:
    """`QuickBooksLedger` on a simulated company and the switches of a test."""

    def __init__(self, simulator, variant="ca_plus", country="CA"):
        self._connected = Connected(simulator, simulator.add_company(variant, name="Harbour Street"), country=country)
        self.company = self._connected.company
        self.transport = FailingItems()
        self.ledger = self._connected.ledger(transport=self.transport)
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

    def lose_answer(self, *, of_payments=False):
        self.arm("drop_connection_after_commit", "batch" if of_payments else "[!b]*")

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
        self._connected.simulator.clock.advance(_A_MINUTE)
        record = next(record for record in self.company.transactions() if record.id == document_id)
        record.body["PrivateNote"] = "checked by Anna"
        self.company.touch(record, self._connected.simulator.clock.now())
        self._connected.simulator.clock.advance(_A_MINUTE)

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
