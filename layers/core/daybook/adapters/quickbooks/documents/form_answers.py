"""Compares a sales form as sent with the form that QuickBooks stored (docs/quickbooks.md 5.2)."""

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from daybook.adapters.quickbooks.documents.sales_forms import LINE_DETAIL, customer_of, item_of
from daybook.adapters.quickbooks.http.wire import JsonObject, amount_text, reference_in
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.fingerprint import fingerprint
from daybook.domain.money import to_decimal, to_minor
from daybook.domain.posting.sales_forms import SalesForm


class _Amount(NamedTuple):
    item_id: str
    amount: Decimal

    def __str__(self) -> str:
        return f"{amount_text(self.amount)} of item {self.item_id}"


def content_differences(row: JsonObject, form: SalesForm, references: CompanyReferences) -> tuple[str, ...]:
    """All differences between a row and the form, except tax: head, lines as a set, accounts of the items.

    If QuickBooks does not recognise the item of a line, it stores a text line and silently drops the amount
    (docs/quickbooks.md 4.9). And a person may have pointed our item at another account. Both give a difference.
    """
    sent = Counter(_Amount(item_of(line.account_id, references), to_decimal(line.amount_minor)) for line in form.lines)
    kept = Counter(_kept_amounts(row))
    pairs = (
        ("DocNumber", form.doc_number, str(row.get("DocNumber", ""))),
        ("TxnDate", form.business_date.isoformat(), row.get("TxnDate", "")),
        ("customer", customer_of(references), reference_in(row, "CustomerRef")),
        ("deposit account", form.deposit_account_id, reference_in(row, "DepositToAccountRef")),
        ("lines", sent.total(), kept.total()),
    )
    return (
        *(("Id is missing in the answer",) if not row.get("Id") else ()),
        *(
            f"{name}: sent {ours or 'none'}, QuickBooks has {theirs or 'none'}"
            for name, ours, theirs in pairs
            if ours != theirs and (ours or name != "deposit account")
        ),
        *(f"missing in QuickBooks: {amount}" for amount in (sent - kept).elements()),
        *(f"only in QuickBooks: {amount}" for amount in (kept - sent).elements()),
        *_account_differences(row, references),
    )


def total_difference(row: JsonObject, form: SalesForm) -> tuple[str, ...]:
    """The difference of the document's total, tax included."""
    sent, kept = to_decimal(form.total_minor), Decimal(row.get("TotalAmt") or 0)
    return (f"total: sent {sent}, QuickBooks has {amount_text(kept)}",) if sent != kept else ()


def stored_hash(row: JsonObject) -> str:
    """Identifies the figures of a row; if the hash differs, a person has edited it."""
    lines = sorted(str(amount) for amount in _kept_amounts(row))
    head = [str(row.get("DocNumber", "")), str(row.get("TxnDate", "")), reference_in(row, "CustomerRef")]
    return fingerprint([*head, amount_text(Decimal(row.get("TotalAmt") or 0)), lines])


def total_minor(row: JsonObject) -> int:
    """The total of a row."""
    return to_minor(Decimal(row.get("TotalAmt") or 0))


def accounts_behind(row: JsonObject) -> dict[str, str]:
    """The account of each item in a row, if QuickBooks gives it."""
    pairs = (
        (reference_in(line[LINE_DETAIL], "ItemRef"), reference_in(line[LINE_DETAIL], "ItemAccountRef"))
        for line in _item_lines(row)
    )
    return {item: account for item, account in pairs if account}


def _account_differences(row: JsonObject, references: CompanyReferences) -> tuple[str, ...]:
    """Differences of item accounts: if QuickBooks gives an item's account, it must be the one of the form."""
    expected = {item: account for account, item in references.items.items()}
    behind = accounts_behind(row)
    found = {item: account for item, account in behind.items() if account != expected.get(item, account)}
    return tuple(
        f"item {item} points at account {account}, not at {expected[item]}" for item, account in sorted(found.items())
    )


def _kept_amounts(row: JsonObject) -> list[_Amount]:
    return [_Amount(reference_in(line[LINE_DETAIL], "ItemRef"), Decimal(line["Amount"])) for line in _item_lines(row)]


def _item_lines(row: JsonObject) -> list[JsonObject]:
    """The lines with an item; texts and subtotals that QuickBooks adds have no effect."""
    return [line for line in row.get("Line", []) if reference_in(line.get(LINE_DETAIL, {}), "ItemRef")]
