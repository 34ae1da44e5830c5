"""Reads an answer of the report GeneralLedger (docs/quickbooks.md 2.10).

Columns are found by key, never by position: Intuit changed titles and order in 2026. An answer that was cut, that is in
several currencies, or whose sums do not agree is refused as a whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.domain.chart.accounts import Account, AccountType
from daybook.domain.clearing.books_reading import BooksUnreadableError
from daybook.domain.clearing.payouts import BooksDocument
from daybook.domain.money import to_minor

_COLUMNS = ("tx_date", "txn_type", "doc_num", "name", "memo", "split_acc", "account_name")
_AMOUNT, _BALANCE = "subt_nat_amount", "rbal_nat_amount"
COLUMNS = ",".join((*_COLUMNS, _AMOUNT, _BALANCE))
_TITLES = {"date": "tx_date", "transaction date": "tx_date", "transaction type": "txn_type", "amount": _AMOUNT}
_NATURALLY_DEBITS = frozenset(
    {
        AccountType.BANK,
        AccountType.ACCOUNTS_RECEIVABLE,
        AccountType.OTHER_CURRENT_ASSET,
        AccountType.FIXED_ASSET,
        AccountType.OTHER_ASSET,
        AccountType.COST_OF_GOODS_SOLD,
        AccountType.EXPENSE,
        AccountType.OTHER_EXPENSE,
    }
)
_CUT = "unable to display more data"
_SPLIT = "-split-"


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """What a report says: documents by date, and what each account held before; debits positive, in minor units."""

    documents: tuple[BooksDocument, ...]
    openings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Row:
    account: Account
    cells: Mapping[str, str]
    document: str


def read_general_ledger(report: JsonObject, accounts: Sequence[Account]) -> LedgerReport:
    """Documents and openings of the accounts that were asked for.

    Raises:
        BooksUnreadableError: the answer is cut, lacks a column, is in several currencies, or contradicts itself.
    """
    keys = _keys(report)
    openings: dict[str, int] = {}
    rows: dict[str, list[_Row]] = {}
    for section in _sections(report.get("Rows", {})):
        moved = 0
        for row in _rows(section, keys, accounts):
            if row.document:
                moved += _minor(row, _AMOUNT)
                rows.setdefault(row.document, []).append(row)
            else:
                openings[row.account.id] = _signed(row, _BALANCE)
        _check_sum(section, keys, moved)
    documents = sorted((_document(found) for found in rows.values()), key=lambda each: (each.on, each.id))
    return LedgerReport(tuple(documents), openings)


def _keys(report: JsonObject) -> list[str]:
    """The key of each column: the key itself, or the type of older answers, or the title."""
    keys = []
    for column in report.get("Columns", {}).get("Column", []):
        named = {part.get("Name"): part.get("Value") for part in column.get("MetaData", [])}
        title = str(column.get("ColTitle", "")).lower()
        kind = str(column.get("ColType", ""))
        known = kind if kind in {*_COLUMNS, _AMOUNT, _BALANCE} or "_nat_" in kind else _TITLES.get(title, kind)
        keys.append(str(named.get("ColKey") or known))
    if any("_home_" in key for key in keys):
        raise BooksUnreadableError("the company keeps several currencies; Daybook cannot read its ledger report")
    lacking = [key for key in ("tx_date", "txn_type", _AMOUNT, _BALANCE) if key not in keys]
    if lacking:
        raise BooksUnreadableError(f"QuickBooks' ledger report came without the column {lacking[0]}")
    return keys


def _sections(rows: JsonObject) -> Iterator[JsonObject]:
    """The sections that hold rows themselves: sub-accounts lie inside those of their parents."""
    for row in rows.get("Row", []):
        inner = row.get("Rows", {}).get("Row", [])
        if any("ColData" in each for each in inner):
            yield row
        yield from _sections(row.get("Rows", {}))


def _rows(section: JsonObject, keys: Sequence[str], accounts: Sequence[Account]) -> Iterator[_Row]:
    header = section.get("Header", {}).get("ColData", [{}])[0]
    for row in section.get("Rows", {}).get("Row", []):
        data: list[Any] = row.get("ColData", [])
        if any(_CUT in str(cell.get("value", "")).lower() for cell in data):
            raise BooksUnreadableError("QuickBooks cut its ledger report, because the period has too many entries")
        if len(data) != len(keys):
            continue
        cells = {key: str(cell.get("value", "")) for key, cell in zip(keys, data, strict=True)}
        own = data[keys.index("account_name")] if "account_name" in keys else {}
        account = _account(accounts, header) or _account(accounts, own)
        if account is not None:
            yield _Row(account, cells, str(data[keys.index("txn_type")].get("id", "")))


def _account(accounts: Sequence[Account], cell: JsonObject) -> Account | None:
    """The account of a cell: by id, or by its full name."""
    named = str(cell.get("value", ""))
    return next(
        (account for account in accounts if account.id == str(cell.get("id", "")) or (named and account.path == named)),
        None,
    )


def _check_sum(section: JsonObject, keys: Sequence[str], moved: int) -> None:
    summary: list[Any] = section.get("Summary", {}).get("ColData", [])
    at = keys.index(_AMOUNT)
    said = str(summary[at].get("value", "")) if len(summary) > at else ""
    if said and _to_minor(said) != moved:
        raise BooksUnreadableError(f"QuickBooks' ledger report says {said} for a sum of its rows that is {moved}")


def _document(rows: Sequence[_Row]) -> BooksDocument:
    amounts: dict[str, int] = {}
    for row in rows:
        amounts[row.account.id] = amounts.get(row.account.id, 0) + _signed(row, _AMOUNT)
    cells = rows[0].cells
    names = {row.account.path for row in rows}
    others = [name for row in rows if (name := row.cells.get("split_acc", "")) and name not in names]
    opposite = next((name for name in others if name.lower() != _SPLIT), "")
    return BooksDocument(
        kind=cells["txn_type"],
        id=rows[0].document,
        on=_day(cells["tx_date"]),
        amounts=amounts,
        number=cells.get("doc_num", ""),
        opposite=opposite,
        party=cells.get("name", ""),
        memo=cells.get("memo", ""),
    )


def _signed(row: _Row, column: str) -> int:
    minor = _minor(row, column)
    return minor if row.account.type in _NATURALLY_DEBITS else -minor


def _minor(row: _Row, column: str) -> int:
    text = row.cells[column]
    return _to_minor(text) if text else 0


def _to_minor(text: str) -> int:
    try:
        return to_minor(Decimal(text))
    except InvalidOperation:
        raise BooksUnreadableError(f"QuickBooks' ledger report has {text!r} in the place of an amount") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BooksUnreadableError(f"QuickBooks' ledger report has {text!r} in the place of a date") from None
