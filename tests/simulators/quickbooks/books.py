"""Company files without a server: the books of the simulator, driven directly."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from quickbooks_simulator.clock import Clock
from quickbooks_simulator.company.company_file import Company
from quickbooks_simulator.faults.refusals import ApiFault
from quickbooks_simulator.query.execution import run_query
from quickbooks_simulator.registry import BY_NAME
from quickbooks_simulator.writes.lifecycle import Write, write

NOON = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


@dataclass
class Books:
    """One company and the few things a test wants to do with it."""

    company: Company
    clock: Clock

    def post(self, entity: str, body: dict[str, Any], *, operation: str = "", include: str = "") -> dict[str, Any]:
        options = frozenset(filter(None, include.split(",")))
        written = write(self.company, self.clock, Write(BY_NAME[entity], body, operation, options))
        answer: dict[str, Any] = written.answer[entity]
        return answer

    def query(self, text: str) -> dict[str, Any]:
        answer: dict[str, Any] = run_query(self.company, text, self.clock.now())["QueryResponse"]
        return answer

    def account(self, subtype: str) -> dict[str, str]:
        record = self.company.find_named("Account", "AccountSubType", subtype)
        assert record is not None
        return {"value": record.id}

    def code(self, name: str) -> dict[str, str]:
        record = self.company.find_named("TaxCode", "Name", name)
        assert record is not None
        return {"value": record.id}

    def customer(self) -> dict[str, str]:
        known = self.company.find_named("Customer", "DisplayName", "POS Daily Sales")
        return {"value": known.id if known else self.post("Customer", {"DisplayName": "POS Daily Sales"})["Id"]}

    def item(self, subtype: str = "SalesOfProductIncome") -> dict[str, str]:
        known = self.company.find_named("Item", "Name", subtype)
        if known:
            return {"value": known.id}
        body = {"Name": subtype, "Type": "Service", "IncomeAccountRef": self.account(subtype)}
        return {"value": self.post("Item", body)["Id"]}

    def journal(self, *lines: tuple[str, str, Any], **header: Any) -> dict[str, Any]:
        """A journal entry from `(posting type, subtype of account, amount)`."""
        return {
            "TxnDate": "2026-11-23",
            "Line": [
                {
                    "DetailType": "JournalEntryLineDetail",
                    "Amount": amount,
                    "JournalEntryLineDetail": {"PostingType": side, "AccountRef": self.account(subtype)},
                }
                for side, subtype, amount in lines
            ],
        } | header

    def sale(self, *lines: tuple[Any, str | None], **header: Any) -> dict[str, Any]:
        """A sales form from `(amount, tax code)`; outside the United States codes are named, there they are ids."""
        return {
            "TxnDate": "2026-11-23",
            "CustomerRef": self.customer(),
            "Line": [
                {
                    "DetailType": "SalesItemLineDetail",
                    "Amount": amount,
                    "SalesItemLineDetail": {"ItemRef": self.item()} | self._tax_code(code),
                }
                for amount, code in lines
            ],
        } | header

    def _tax_code(self, code: str | None) -> dict[str, Any]:
        if code is None:
            return {}
        return {"TaxCodeRef": {"value": code} if self.company.is_us else self.code(code)}


def code_of(action: Callable[[], Any]) -> str:
    """The fault code an action is refused with."""
    with pytest.raises(ApiFault) as caught:
        action()
    return caught.value.problems[0].code


def balanced(books: Books) -> dict[str, Any]:
    """A journal entry that nothing is wrong with."""
    return books.journal(("Debit", "Checking", Decimal(10)), ("Credit", "SalesOfProductIncome", Decimal(10)))


def with_detail(books: Books, **detail: Any) -> dict[str, Any]:
    """The same with its first line changed."""
    entry = balanced(books)
    entry["Line"][0]["JournalEntryLineDetail"] |= detail
    return entry
