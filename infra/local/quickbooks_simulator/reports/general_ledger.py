"""`GET reports/GeneralLedger`: what moved on accounts, in both forms that clients meet (docs/quickbooks.md 2.10).

With `reports_of_2026` it answers as the service that Intuit put behind reports in 2026: other titles, generic column
types, accounts in another order, no header row above an account, its name on each line.
"""

import random
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.reports.ledger import ledger
from quickbooks_simulator.reports.postings import PostedLine
from quickbooks_simulator.wire import Body

_CUT = "Unable to display more data. Please reduce the date range."
_SPLIT = "-Split-"
_NATURALLY_DEBITS = frozenset({"Asset", "Expense"})


class _Title(NamedTuple):
    before: str
    of_2026: str
    kind: str


_COLUMNS = {
    "tx_date": _Title("Date", "Transaction Date", "Date"),
    "txn_type": _Title("Transaction Type", "Transaction type", "String"),
    "doc_num": _Title("Num", "Number", "String"),
    "name": _Title("Name", "Name", "String"),
    "memo": _Title("Memo/Description", "Description", "String"),
    "split_acc": _Title("Split", "Split Account", "String"),
    "account_name": _Title("Account", "Account Name", "String"),
    "create_by": _Title("Create By", "Created By", "String"),
    "create_date": _Title("Create Date", "Created Date", "Date"),
    "subt_nat_amount": _Title("Amount", "Amount", "Money"),
    "rbal_nat_amount": _Title("Balance", "Running Balance", "Money"),
}
_USUAL = ("tx_date", "txn_type", "doc_num", "name", "memo", "split_acc", "subt_nat_amount", "rbal_nat_amount")
_WORDS = {"JournalEntry": "Journal Entry", "SalesReceipt": "Sales Receipt", "RefundReceipt": "Refund"}
_HOME = ("subt_nat_amount", "rbal_nat_amount")


class _Asked(NamedTuple):
    company: Company
    first: str
    last: str
    columns: tuple[str, ...]


def general_ledger(company: Company, query: Mapping[str, str], now: str) -> Body:
    """The report between two dates (inclusive) of the accounts asked for, of all without `account` and `account_type`.

    Raises:
        ApiFault: 5020 where reports are refused, 2060 for dates that are none, 4001 for an unknown column.
    """
    if company.switches.reports_refused:
        raise refusal("5020", "Permission denied for report GeneralLedger", "GeneralLedger")
    asked = _Asked(
        company, _day(query, "start_date", now), _day(query, "end_date", now), _columns(query.get("columns"))
    )
    accounts = _accounts(company, query)
    sections = [_section(asked, account) for account in accounts]
    filled = [section for section in sections if section is not None]
    if company.switches.reports_of_2026:
        random.Random(f"{asked.first} {asked.last}").shuffle(filled)  # noqa: S311 -- an order, not a secret
    header: Body = {
        "Time": now,
        "ReportName": "GeneralLedger",
        "DateMacro": "custom",
        "ReportBasis": query.get("accounting_method", "Accrual"),
        "StartPeriod": asked.first,
        "EndPeriod": asked.last,
        "Currency": company.currency,
        "Option": [{"Name": "NoReportData", "Value": str(not filled).lower()}],
    }
    rows = _within_limit(filled, company.switches.most_report_cells // max(len(asked.columns), 1))
    return {"Header": header, "Columns": {"Column": _titles(asked)}, "Rows": {"Row": rows} if rows else {}}


def _day(query: Mapping[str, str], name: str, now: str) -> str:
    text = query.get(name, now[:10])
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise refusal("2060", f"{name} is not a date: {text!r}", name) from None


def _columns(text: str | None) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",")) if text else _USUAL
    unknown = [name for name in names if name not in _COLUMNS]
    if unknown:
        raise refusal("4001", f"Column {unknown[0]} is not part of report GeneralLedger", "columns")
    return names


def _accounts(company: Company, query: Mapping[str, str]) -> list[Record]:
    ids = {part.strip() for part in query.get("account", "").split(",") if part.strip()}
    kinds = {part.strip().replace(" ", "") for part in query.get("account_type", "").split(",") if part.strip()}
    return [
        account
        for account in company.table("Account").values()
        if not (ids or kinds) or account.id in ids or account.body["AccountType"].replace(" ", "") in kinds
    ]


def _titles(asked: _Asked) -> list[Body]:
    new, several = asked.company.switches.reports_of_2026, asked.company.keeps_several_currencies
    titles: list[Body] = []
    for name in asked.columns:
        key = name.replace("_nat_", "_nat_home_") if several and name in _HOME else name
        title = _COLUMNS[name]
        entry: Body = {"ColTitle": title.of_2026 if new else title.before, "ColType": title.kind if new else key}
        titles.append(entry | ({"MetaData": [{"Name": "ColKey", "Value": key}]} if new else {}))
    return titles


def _section(asked: _Asked, account: Record) -> Body | None:
    """The rows of one account; None where it never held anything."""
    lines = [line for line in ledger(asked.company, None, asked.last) if line.account_id == account.id]
    if not lines:
        return None
    sign = 1 if account.body["Classification"] in _NATURALLY_DEBITS else -1
    balance = sign * sum(line.debit_minor - line.credit_minor for line in lines if line.date < asked.first)
    rows = [_row(asked, {"tx_date": "Beginning Balance", "rbal_nat_amount": _text(asked, balance)}, account)]
    moved = 0
    for line in (line for line in lines if line.date >= asked.first):
        amount = sign * (line.debit_minor - line.credit_minor)
        moved += amount
        rows.append(_row(asked, _cells(asked, line, amount, balance + moved), account, line.id))
    name = {"value": account.body["FullyQualifiedName"], "id": account.id}
    total = [{"value": f"Total for {name['value']}"}, *({"value": ""} for _ in asked.columns[1:])]
    if "subt_nat_amount" in asked.columns:
        total[asked.columns.index("subt_nat_amount")] = {"value": _text(asked, moved)}
    section: Body = {"Rows": {"Row": rows}, "Summary": {"ColData": total}, "type": "Section"}
    if not asked.company.switches.reports_of_2026:
        section["Header"] = {"ColData": [name, *({"value": ""} for _ in asked.columns[1:])]}
    return section


def _cells(asked: _Asked, line: PostedLine, amount: int, balance: int) -> dict[str, str]:
    record = asked.company.find(line.transaction, line.id)
    customer = asked.company.find("Customer", line.customer_id)
    return {
        "tx_date": line.date,
        "txn_type": _WORDS.get(line.transaction, line.transaction),
        "doc_num": line.doc_number,
        "name": customer.body["DisplayName"] if customer else "",
        "memo": line.memo,
        "split_acc": _split(asked.company, line),
        "create_by": str(record.body.get("TxnSource", "")) if record else "",
        "create_date": record.created.date().isoformat() if record else "",
        "subt_nat_amount": _text(asked, amount),
        "rbal_nat_amount": _text(asked, balance),
    }


def _row(asked: _Asked, cells: Mapping[str, str], account: Record, document: str = "") -> Body:
    data: list[Body] = []
    for name in asked.columns:
        cell: Body = {"value": cells.get(name, "")}
        if name == "txn_type" and document:
            cell["id"] = document
        if name == "account_name":
            cell = {"value": account.body["FullyQualifiedName"], "id": account.id}
        data.append(cell)
    return {"ColData": data, "type": "Data"}


def _split(company: Company, line: PostedLine) -> str:
    """The account opposite, a word where several are: lines stand opposite their document's head, the head to all."""
    lines = company.derived("report_lines", _lines_by_document)[line.transaction, line.id]
    head = lines[0]
    if line.account_id != head.account_id and line.transaction != "JournalEntry":
        others = {head.account_id}
    else:
        others = {other.account_id for other in lines} - {line.account_id}
    account = company.find("Account", next(iter(others))) if len(others) == 1 else None
    return str(account.body["FullyQualifiedName"]) if account else _SPLIT


def _lines_by_document(company: Company) -> dict[tuple[str, str], list[PostedLine]]:
    found: dict[tuple[str, str], list[PostedLine]] = defaultdict(list)
    for line in ledger(company):
        found[line.transaction, line.id].append(line)
    return dict(found)


def _within_limit(sections: list[Body], most_rows: int) -> list[Body]:
    """The sections until the limit; then the words with which QuickBooks stops."""
    kept: list[Body] = []
    for section in sections:
        rows = section["Rows"]["Row"]
        if len(rows) > most_rows:
            cut = {"ColData": [{"value": _CUT}], "type": "Data"}
            return [*kept, {**section, "Rows": {"Row": [*rows[:most_rows], cut]}}]
        most_rows -= len(rows)
        kept.append(section)
    return kept


def _text(asked: _Asked, minor: int) -> str:
    return f"{asked.company.decimal(minor):.2f}"
