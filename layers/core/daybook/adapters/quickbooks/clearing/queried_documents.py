"""Reads deposits, transfers, journal entries, purchases and sales by query, where the report says too little."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from daybook.adapters.quickbooks.http.client import QuickBooksClient
from daybook.adapters.quickbooks.http.queries import quoted
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.domain.chart.accounts import Account
from daybook.domain.clearing.books_reading import BooksUnreadableError
from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.money import to_minor

MOVING = ("Deposit", "Transfer", "JournalEntry", "Purchase")
"""What a person uses to move money off a clearing account."""
SOLD = ("SalesReceipt", "Invoice")
"""What a person or an app uses to enter sales, beside deposits and journal entries."""


def queried(
    client: QuickBooksClient, entities: Iterable[str], first: date, last: date, accounts: Sequence[Account]
) -> tuple[BooksDocument, ...]:
    """The documents of these entities between two dates (inclusive): one metered read each per thousand.

    Raises:
        BooksUnreadableError: a document lacks a part that its kind must have.
    """
    where = f"TxnDate >= {quoted(first.isoformat())} AND TxnDate <= {quoted(last.isoformat())}"
    names = {account.id: account.path for account in accounts}
    return tuple(_document(entity, row, names) for entity in entities for row in client.query(entity, where))


def _document(entity: str, row: JsonObject, names: dict[str, str]) -> BooksDocument:
    amounts: Counter[str] = Counter()
    try:
        for account, minor in _LINES[entity](row):
            amounts[account] += minor
        on = date.fromisoformat(row["TxnDate"])
    except (KeyError, TypeError, ValueError, InvalidOperation):
        raise BooksUnreadableError(f"{entity} {row.get('Id')} of QuickBooks came without a date or an amount") from None
    credited = [account for account, minor in sorted(amounts.items()) if minor < 0]
    opposite = credited[0] if len(credited) == 1 else ""
    return BooksDocument(
        kind=entity,
        id=str(row["Id"]),
        on=on,
        amounts={account: minor for account, minor in amounts.items() if minor},
        number=str(row.get("DocNumber", "")),
        opposite=names.get(opposite, opposite),
        party=str(row.get("CustomerRef", {}).get("name", "")),
        memo=str(row.get("PrivateNote", "")),
    )


_Lines = Iterator[tuple[str, int]]


def _minor(value: Any) -> int:
    return to_minor(Decimal(str(value)))


def _deposit(row: JsonObject) -> _Lines:
    yield row["DepositToAccountRef"]["value"], _minor(row["TotalAmt"])
    cash_back = row.get("CashBack", {})
    if cash_back.get("Amount"):
        yield cash_back["AccountRef"]["value"], _minor(cash_back["Amount"])
    for line in row.get("Line", []):
        account = line.get("DepositLineDetail", {}).get("AccountRef", {}).get("value", "")
        yield account, -_minor(line["Amount"])


def _transfer(row: JsonObject) -> _Lines:
    yield row["ToAccountRef"]["value"], _minor(row["Amount"])
    yield row["FromAccountRef"]["value"], -_minor(row["Amount"])


def _journal(row: JsonObject) -> _Lines:
    for line in row.get("Line", []):
        detail = line.get("JournalEntryLineDetail")
        if detail:
            sign = 1 if detail["PostingType"] == "Debit" else -1
            yield detail["AccountRef"]["value"], sign * _minor(line["Amount"])


def _purchase(row: JsonObject) -> _Lines:
    sign = -1 if row.get("Credit") else 1
    yield row["AccountRef"]["value"], -sign * _minor(row["TotalAmt"])
    for line in row.get("Line", []):
        detail = line.get("AccountBasedExpenseLineDetail", {})
        yield detail.get("AccountRef", {}).get("value", ""), sign * _minor(line.get("Amount", 0))


def _sale(row: JsonObject) -> _Lines:
    """Income by the account of each item; receivables of an invoice are left out, because their account is not said."""
    if "DepositToAccountRef" in row:
        yield row["DepositToAccountRef"]["value"], _minor(row["TotalAmt"])
    for line in row.get("Line", []):
        account = line.get("SalesItemLineDetail", {}).get("ItemAccountRef", {}).get("value", "")
        if account:
            yield account, -_minor(line["Amount"])


_LINES = {"Deposit": _deposit, "Transfer": _transfer, "JournalEntry": _journal, "Purchase": _purchase} | dict.fromkeys(
    SOLD, _sale
)
