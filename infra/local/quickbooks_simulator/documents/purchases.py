"""Purchase: money that a bank or a credit card paid at once (docs/quickbooks.md 4.13)."""

from quickbooks_simulator.entities.definition import Draft, EntityDefinition, Kind, filters
from quickbooks_simulator.entities.fields import (
    Choice,
    Day,
    Flag,
    Group,
    Ignored,
    Kept,
    Many,
    Money,
    Number,
    Reference,
    Text,
)
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.validation.currencies import complete_currency
from quickbooks_simulator.validation.doc_numbers import LONGEST
from quickbooks_simulator.validation.references import check_class, check_location, named, required
from quickbooks_simulator.wire import Body

_PAID_FROM = {"Cash": "Bank", "Check": "Bank", "CreditCard": "Credit Card"}
_DETAIL = "AccountBasedExpenseLineDetail"


def _complete(draft: Draft) -> None:
    company, body = draft.company, draft.body
    body.setdefault("TxnDate", draft.today)
    if "PaymentType" not in body:
        raise refusal("2020", "Required parameter PaymentType is missing in the request", "PaymentType")
    account, wanted = required(company, body, "AccountRef", "Account"), _PAID_FROM[body["PaymentType"]]
    if account.body["AccountType"] != wanted:
        raise refusal("6430", f"{body['PaymentType']} is paid from an account of type {wanted}", "AccountRef")
    if body.get("Credit") and body["PaymentType"] != "CreditCard":
        raise refusal("6000", "Only a credit card gives money back", "Credit")
    check_location(draft, body)
    lines: list[Body] = body.get("Line") or []
    if not lines:
        raise refusal("2250", "A purchase needs lines", "Line")
    for number, line in enumerate(lines):
        _complete_line(draft, line, number)
    total = sum(company.minor(line["Amount"]) for line in lines)
    if total < 0:
        raise refusal("6000", "The total of a purchase must not be below zero", "TotalAmt")
    body["TotalAmt"] = company.decimal(total)
    complete_currency(draft, mandatory=True)
    named(company, body, "AccountRef", "Account", "FullyQualifiedName")


def _complete_line(draft: Draft, line: Body, number: int) -> None:
    company, element = draft.company, f"Line[{number}]"
    line.setdefault("Id", str(number + 1))
    if "Amount" not in line:
        raise refusal("2020", "Required parameter Amount is missing in the request", f"{element}.Amount")
    if line.get("DetailType") is None or _DETAIL not in line:
        raise refusal("2020", f"Required parameter {_DETAIL} is missing in the request", f"{element}.DetailType")
    line["Amount"] = company.decimal(company.minor(line["Amount"]))
    detail: Body = line[_DETAIL]
    required(company, detail, "AccountRef", "Account")
    check_class(draft, detail)
    named(company, detail, "AccountRef", "Account", "FullyQualifiedName")


PURCHASE = EntityDefinition(
    name="Purchase",
    kind=Kind.TRANSACTION,
    fields={
        "PaymentType": Choice(frozenset(_PAID_FROM)),
        "AccountRef": Reference(),
        "DocNumber": Text(LONGEST),
        "TxnDate": Day(),
        "EntityRef": Reference(),
        "Credit": Flag(),
        "TotalAmt": Ignored(),
        "PrivateNote": Text(4000),
        "PaymentMethodRef": Reference(),
        "PaymentRefNum": Text(21),
        "DepartmentRef": Reference(),
        "CurrencyRef": Reference(),
        "ExchangeRate": Number(),
        "GlobalTaxCalculation": Kept(),
        "TxnTaxDetail": Ignored(),
        "PrintStatus": Kept(),
        "PurchaseEx": Ignored(),
        "RecurDataRef": Reference(),
        "TransactionLocationType": Kept(),
        "LinkedTxn": Ignored(),
        "Line": Many(
            Group(
                {
                    "Id": Text(),
                    "LineNum": Ignored(),
                    "Description": Text(4000),
                    "Amount": Money(),
                    "DetailType": Choice(frozenset({_DETAIL})),
                    _DETAIL: Group(
                        {
                            "AccountRef": Reference(),
                            "ClassRef": Reference(),
                            "CustomerRef": Reference(),
                            "BillableStatus": Kept(),
                            "TaxCodeRef": Reference(),
                            "TaxAmount": Ignored(),
                        }
                    ),
                    "LinkedTxn": Ignored(),
                }
            )
        ),
    },
    filterable=filters("DocNumber", "TxnDate", "TotalAmt", "PaymentType"),
    complete=_complete,
)
