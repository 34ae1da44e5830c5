"""Renders journal entries, and compares the entry that QuickBooks stored with the one that was sent.

docs/quickbooks.md 4.8 and 5.2. Pure: this module sends no request.
"""

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from daybook.adapters.quickbooks.http.wire import JsonObject, amount_text
from daybook.domain.chart.references import OWN_CUSTOMER, CompanyReferences
from daybook.domain.money import to_decimal, to_minor
from daybook.domain.posting.documents import JournalEntry, JournalLine, Side

_LINE_DETAIL = "JournalEntryLineDetail"
_LONGEST_TEXT = 4000


class _Amount(NamedTuple):
    """The fields of a line that are compared; memos are not."""

    side: str
    account_id: str
    amount: Decimal

    def __str__(self) -> str:
        return f"{self.side} {amount_text(self.amount)} on account {self.account_id}"


def render(entry: JournalEntry, references: CompanyReferences) -> JsonObject:
    """The payload of an entry; lines have location and class if the company tracks them.

    The currency is always sent: companies with several need it, and other companies refuse a wrong one (2220) instead
    of using the home currency. Texts longer than QuickBooks' limit are cut; they have no figures.
    """
    return {
        "DocNumber": entry.doc_number,
        "TxnDate": entry.business_date.isoformat(),
        "PrivateNote": entry.private_note[:_LONGEST_TEXT],
        "CurrencyRef": {"value": entry.currency},
        "Line": [_line(line, references) for line in entry.lines],
    }


def differences(row: JsonObject, entry: JournalEntry) -> tuple[str, ...]:
    """All differences between a row and the entry: number, date, count of lines, amount of each line.

    Lines are compared as a set, because their order does not matter.
    """
    sent, kept = Counter(_sent_amounts(entry)), Counter(_kept_amounts(row))
    pairs = (
        ("DocNumber", entry.doc_number, row.get("DocNumber", "")),
        ("TxnDate", entry.business_date.isoformat(), row.get("TxnDate", "")),
        ("lines", sent.total(), kept.total()),
    )
    return (
        *(("Id is missing in the answer",) if not row.get("Id") else ()),
        *(f"{name}: sent {ours}, QuickBooks has {theirs or 'none'}" for name, ours, theirs in pairs if ours != theirs),
        *(f"missing in QuickBooks: {amount}" for amount in (sent - kept).elements()),
        *(f"only in QuickBooks: {amount}" for amount in (kept - sent).elements()),
    )


def total_minor(row: JsonObject) -> int:
    """The total of a row: the sum of debits, because `TotalAmt` is documented as always 0."""
    return to_minor(sum((amount.amount for amount in _kept_amounts(row) if amount.side == Side.DEBIT), Decimal()))


def _line(line: JournalLine, references: CompanyReferences) -> JsonObject:
    detail: JsonObject = {"PostingType": line.side.value, "AccountRef": {"value": line.account_id}}
    if line.customer_id is not None:
        customer = references.customer_id if line.customer_id == OWN_CUSTOMER else line.customer_id
        detail["Entity"] = {"Type": "Customer", "EntityRef": {"value": customer}}
    if department := references.departments.get(line.location_id):
        detail["DepartmentRef"] = {"value": department}
    if class_id := references.classes.get(line.location_id):
        detail["ClassRef"] = {"value": class_id}
    return {
        "DetailType": _LINE_DETAIL,
        "Amount": to_decimal(line.amount_minor),
        "Description": line.memo[:_LONGEST_TEXT],
        _LINE_DETAIL: detail,
    }


def _sent_amounts(entry: JournalEntry) -> list[_Amount]:
    return [_Amount(line.side.value, line.account_id, to_decimal(line.amount_minor)) for line in entry.lines]


def _kept_amounts(row: JsonObject) -> list[_Amount]:
    """The amounts of a row; description lines have none."""
    return [
        _Amount(line[_LINE_DETAIL]["PostingType"], line[_LINE_DETAIL]["AccountRef"]["value"], Decimal(line["Amount"]))
        for line in row.get("Line", [])
        if _LINE_DETAIL in line
    ]
