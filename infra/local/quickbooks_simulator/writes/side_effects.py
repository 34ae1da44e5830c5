"""What a write changes beside the row it is about: versions, links and balances that move without a word.

docs/quickbooks.md 13.4 and 13.11.
"""

from copy import deepcopy
from datetime import datetime

from quickbooks_simulator.company.applications import DocumentKey, linked
from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import reference_value
from quickbooks_simulator.reports.ledger import balance_minor
from quickbooks_simulator.wire import Body

_BALANCE_SHEET = frozenset({"Asset", "Liability", "Equity"})
KEEP_HISTORY = "donotupdateaccountontxns"


def after_write(company: Company, record: Record, before: Body, include: frozenset[str], now: datetime) -> None:
    """Carry out what QuickBooks does by itself after a row was created, changed, voided or deleted."""
    if record.entity == "Payment":
        _move_invoices(company, _links(before) | _links(record.body), now)
    elif record.entity == "Invoice" and (record.deleted or record.voided):
        _unlink_payments(company, (record.entity, record.id), now)
    elif record.entity == "Account":
        _empty_inactive(company, record, before, now)
    elif record.entity == "Item" and KEEP_HISTORY not in include:
        rewrite_history(company, record, before)


def rewrite_history(company: Company, item: Record, before: Body) -> None:
    """Point what was sold with an item at the account it has now; no version moves."""
    account = reference_value(item.body, "IncomeAccountRef")
    if not before or account == reference_value(before, "IncomeAccountRef"):
        return
    for document in company.transactions():
        for line in document.body.get("Line", []):
            detail: Body = line.get("SalesItemLineDetail") or {}
            if reference_value(detail, "ItemRef") == item.id:
                detail["ItemAccountRef"] = deepcopy(item.body["IncomeAccountRef"])
                company.changed(document)


def _links(payment: Body) -> set[DocumentKey]:
    return {key for line in payment.get("Line", []) for key in linked(line)}


def _move_invoices(company: Company, keys: set[DocumentKey], now: datetime) -> None:
    if not company.switches.payments_move_invoices:
        return
    for entity, identifier in sorted(keys):
        invoice = company.find(entity, identifier) if entity == "Invoice" else None
        if invoice is not None:
            company.touch(invoice, now)


def _unlink_payments(company: Company, key: DocumentKey, now: datetime) -> None:
    for payment in list(company.live("Payment")):
        lines = payment.body.get("Line", [])
        left = [line for line in lines if key not in linked(line)]
        if len(left) < len(lines):
            payment.body = {**payment.body, "Line": left}
            company.touch(payment, now)


def _empty_inactive(company: Company, account: Record, before: Body, now: datetime) -> None:
    """Move the balance of a balance sheet account that was made inactive to Opening Balance Equity."""
    balance = balance_minor(company, account.id)
    switched_off = bool(before.get("Active", True)) and not account.active
    equity = company.find_named("Account", "AccountSubType", "OpeningBalanceEquity")
    on_balance_sheet = account.body["Classification"] in _BALANCE_SHEET
    if not (
        company.switches.inactive_accounts_are_emptied and before and switched_off and on_balance_sheet and balance
    ):
        return
    if equity is not None:
        company.insert("JournalEntry", _adjusting_entry(company, account, equity, balance, now), now)


def _adjusting_entry(company: Company, account: Record, equity: Record, balance: int, now: datetime) -> Body:
    sides = ("Credit", "Debit") if balance > 0 else ("Debit", "Credit")
    return {
        "TxnDate": now.date().isoformat(),
        "PrivateNote": f"Opening balance adjustment for {account.body['Name']}",
        "Adjustment": True,
        "TotalAmt": company.decimal(0),
        "Line": [
            {
                "Id": str(number),
                "Amount": company.decimal(abs(balance)),
                "DetailType": "JournalEntryLineDetail",
                "JournalEntryLineDetail": {
                    "PostingType": side,
                    "AccountRef": {"value": row.id, "name": row.body["FullyQualifiedName"]},
                },
            }
            for number, (side, row) in enumerate(zip(sides, (account, equity), strict=True))
        ],
    }
