"""What a document does to each account, worked out from the JSON that the API returns and from nothing else.

The trial balance beside it comes from the simulator's own ledger. So a document is read twice, by two rules, and both
readings must agree with talech.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from daybook_local.demo.books.company_accounts import CompanyAccounts, Row
from quickbooks_simulator import to_minor

Movement = tuple[str, int]
"""An account id and minor units: debits positive."""

_JOURNAL, _ITEM = "JournalEntryLineDetail", "SalesItemLineDetail"
_WITHOUT_EFFECT = frozenset({"DescriptionOnly", "SubTotalLineDetail"})


class UnknownDocumentError(ValueError):
    """A document that the proof cannot read: it would count something as nothing."""


def movements(entity: str, row: Row, accounts: CompanyAccounts, currency: str) -> Iterator[Movement]:
    """Every movement of a document, in its order.

    Raises:
        UnknownDocumentError: a kind of document, of line or of tax that has no rule here.
    """
    rule = _RULES.get(entity)
    if rule is None:
        raise UnknownDocumentError(f"{entity} {row['Id']}: the proof has no rule for this kind of document")
    return rule(_Reader(entity, row, accounts, currency))


class _Reader:
    """One document and the accounts of its company."""

    def __init__(self, entity: str, row: Row, accounts: CompanyAccounts, currency: str) -> None:
        self._entity = entity
        self._currency = currency
        self.row = row
        self.accounts = accounts

    def minor(self, holder: Row, name: str) -> int:
        return to_minor(Decimal(holder.get(name) or 0), self._currency)

    @property
    def total(self) -> int:
        return self.minor(self.row, "TotalAmt")

    @property
    def deposit(self) -> str:
        reference = self.row.get("DepositToAccountRef") or {}
        return str(reference.get("value") or self.accounts.undeposited)

    def lines(self, wanted: str) -> Iterator[tuple[Row, int]]:
        """Detail and amount of each line; a text has no effect, any other kind is refused."""
        for line in self.row["Line"]:
            kind = line["DetailType"]
            if kind == wanted:
                yield line[kind], self.minor(line, "Amount")
            elif kind not in _WITHOUT_EFFECT:
                raise UnknownDocumentError(f"{self._entity} {self.row['Id']}: the proof has no rule for {kind}")

    def sold(self) -> Iterator[Movement]:
        """What a form credits: the accounts of its lines, and QuickBooks' own for the tax of each rate."""
        for detail, amount in self.lines(_ITEM):
            yield self.accounts.of_items[detail["ItemRef"]["value"]], -amount
        for line in (self.row.get("TxnTaxDetail") or {}).get("TaxLine") or []:
            amount = self.minor(line, "Amount")
            rate = line["TaxLineDetail"]["TaxRateRef"]["value"]
            if amount and rate not in self.accounts.of_tax_rates:
                words = f"carries {amount} minor units of tax of rate {rate}, and nobody knows on which account"
                raise UnknownDocumentError(f"{self._entity} {self.row['Id']}: {words}")
            yield self.accounts.of_tax_rates.get(rate, ""), -amount


def _journal_entry(of: _Reader) -> Iterator[Movement]:
    for detail, amount in of.lines(_JOURNAL):
        yield detail["AccountRef"]["value"], amount if detail["PostingType"] == "Debit" else -amount


def _invoice(of: _Reader) -> Iterator[Movement]:
    yield of.accounts.receivable, of.total
    yield from of.sold()


def _payment(of: _Reader) -> Iterator[Movement]:
    yield of.deposit, of.total
    yield of.accounts.receivable, -of.total


def _sales_receipt(of: _Reader) -> Iterator[Movement]:
    yield of.deposit, of.total
    yield from of.sold()


def _refund_receipt(of: _Reader) -> Iterator[Movement]:
    yield of.deposit, -of.total
    for account, minor in of.sold():
        yield account, -minor


_RULES: dict[str, Callable[[_Reader], Iterator[Movement]]] = {
    "JournalEntry": _journal_entry,
    "Invoice": _invoice,
    "Payment": _payment,
    "SalesReceipt": _sales_receipt,
    "RefundReceipt": _refund_receipt,
}
