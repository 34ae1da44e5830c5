"""Deposit: money brought to the bank from accounts or from Undeposited Funds (docs/quickbooks.md 4.12)."""

from quickbooks_simulator.company.applications import deposited_ids, linked
from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import Draft, EntityDefinition, Kind, filters
from quickbooks_simulator.entities.fields import Choice, Day, Group, Ignored, Kept, Many, Money, Number, Reference, Text
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.reports.postings import postings_of, undeposited_funds
from quickbooks_simulator.sales.sales_form_fields import LINK
from quickbooks_simulator.validation.currencies import complete_currency
from quickbooks_simulator.validation.doc_numbers import LONGEST
from quickbooks_simulator.validation.references import (
    check_class,
    check_location,
    deposit_account,
    named,
    referenced,
    required,
)
from quickbooks_simulator.wire import Body

_LINE_ACCOUNT_TYPES = frozenset(
    {
        "Bank",
        "Income",
        "Other Income",
        "Expense",
        "Other Expense",
        "Other Current Asset",
        "Equity",
        "Cost of Goods Sold",
    }
)
_SWEPT = frozenset({"Payment", "SalesReceipt", "RefundReceipt", "JournalEntry"})


def _complete(draft: Draft) -> None:
    company, body = draft.company, draft.body
    body.setdefault("TxnDate", draft.today)
    if deposit_account(company, body) is None:
        raise refusal("2020", "Required parameter DepositToAccountRef is missing in the request", "DepositToAccountRef")
    check_location(draft, body)
    lines: list[Body] = body.get("Line") or []
    if not lines:
        raise refusal("2250", "A deposit needs lines", "Line")
    for number, line in enumerate(lines):
        _complete_line(draft, line, number)
    total = sum(company.minor(line["Amount"]) for line in lines) - _cash_back_minor(company, body)
    if total <= 0:
        raise refusal("6000", "The deposit total must be greater than zero", "TotalAmt")
    body["TotalAmt"] = company.decimal(total)
    complete_currency(draft, mandatory=True)
    named(company, body, "DepositToAccountRef", "Account", "FullyQualifiedName")


def _complete_line(draft: Draft, line: Body, number: int) -> None:
    company, element = draft.company, f"Line[{number}]"
    line.setdefault("Id", str(number + 1))
    if "Amount" not in line:
        raise refusal("2020", "Required parameter Amount is missing in the request", f"{element}.Amount")
    line["Amount"] = company.decimal(company.minor(line["Amount"]))
    if line.get("LinkedTxn"):
        _check_sweep(draft, line, element)
        return
    detail: Body = line.get("DepositLineDetail", {})
    account = required(company, detail, "AccountRef", "Account")
    if account.body["AccountType"] not in _LINE_ACCOUNT_TYPES:
        raise refusal(
            "6430",
            f"A deposit line cannot use an account of type {account.body['AccountType']}",
            f"{element}.AccountRef",
        )
    referenced(company, detail, "PaymentMethodRef", "PaymentMethod")
    check_class(draft, detail)
    named(company, detail, "AccountRef", "Account", "FullyQualifiedName")


def _check_sweep(draft: Draft, line: Body, element: str) -> None:
    """A swept document must lie in Undeposited Funds with the amount of the line, and in no other deposit."""
    company = draft.company
    if any("TxnLineId" not in link for link in line["LinkedTxn"]):
        raise refusal(
            "2020", "Required parameter TxnLineId is missing in the request", f"{element}.LinkedTxn.TxnLineId"
        )
    own = {key for old in (draft.previous.body["Line"] if draft.previous else []) for key in linked(old)}
    for entity, identifier in linked(line):
        record = company.find(entity, identifier) if entity in _SWEPT else None
        if record is None:
            raise refusal(
                "620", f"{entity} {identifier} cannot be deposited: it does not exist", f"{element}.LinkedTxn"
            )
        if identifier in deposited_ids(company) and (entity, identifier) not in own:
            raise refusal("620", f"{entity} {identifier} is part of another deposit", f"{element}.LinkedTxn")
        waiting = _waiting_minor(company, record)
        if waiting != company.minor(line["Amount"]):
            waiting_amount = company.decimal(waiting)
            raise refusal(
                "620", f"{entity} {identifier} has {waiting_amount} in Undeposited Funds", f"{element}.Amount"
            )


def _waiting_minor(company: Company, record: Record) -> int:
    account = undeposited_funds(company)
    lines = [line for line in postings_of(company, record) if line.account_id == account]
    return sum(line.debit_minor - line.credit_minor for line in lines)


def _cash_back_minor(company: Company, body: Body) -> int:
    cash_back: Body = body.get("CashBack", {})
    if not cash_back:
        return 0
    required(company, cash_back, "AccountRef", "Account")
    return company.minor(cash_back.get("Amount"))


_DETAIL = Group(
    {
        "AccountRef": Reference(),
        "PaymentMethodRef": Reference(),
        "ClassRef": Reference(),
        "Entity": Kept(),
        "CheckNum": Text(21),
        "TxnType": Kept(),
        "TaxCodeRef": Reference(),
        "TaxApplicableOn": Kept(),
    }
)

DEPOSIT = EntityDefinition(
    name="Deposit",
    kind=Kind.TRANSACTION,
    fields={
        "DocNumber": Text(LONGEST),
        "TxnDate": Day(),
        "DepositToAccountRef": Reference(),
        "DepartmentRef": Reference(),
        "CurrencyRef": Reference(),
        "ExchangeRate": Number(),
        "PrivateNote": Text(4000),
        "TotalAmt": Ignored(),
        "HomeTotalAmt": Ignored(),
        "GlobalTaxCalculation": Kept(),
        "TxnTaxDetail": Ignored(),
        "TxnSource": Kept(),
        "TxnStatus": Kept(),
        "RecurDataRef": Reference(),
        "TransactionLocationType": Kept(),
        "CashBack": Group({"AccountRef": Reference(), "Amount": Money(), "Memo": Text(4000)}),
        "Line": Many(
            Group(
                {
                    "Id": Text(),
                    "LineNum": Ignored(),
                    "Description": Text(4000),
                    "Amount": Money(),
                    "DetailType": Choice(frozenset({"DepositLineDetail"})),
                    "DepositLineDetail": _DETAIL,
                    "LinkedTxn": Many(LINK),
                    "CustomField": Kept(),
                    "ProjectRef": Reference(),
                }
            )
        ),
    },
    filterable=filters("DocNumber", "TxnDate", "TotalAmt"),
    complete=_complete,
)
