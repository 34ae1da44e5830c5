"""Transfer: money that moves between two accounts of the balance sheet (docs/quickbooks.md 4.13)."""

from quickbooks_simulator.entities.definition import Draft, EntityDefinition, Kind, filters, reference_value
from quickbooks_simulator.entities.fields import Day, Ignored, Kept, Money, Number, Reference, Text
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.validation.currencies import complete_currency
from quickbooks_simulator.validation.references import named, required

_SIDES = ("FromAccountRef", "ToAccountRef")
_BALANCE_SHEET = frozenset({"Asset", "Liability", "Equity"})
_NO_TRANSFERS = frozenset({"Accounts Receivable", "Accounts Payable"})


def _complete(draft: Draft) -> None:
    company, body = draft.company, draft.body
    body.setdefault("TxnDate", draft.today)
    for side in _SIDES:
        account = required(company, body, side, "Account")
        kind = account.body["AccountType"]
        if account.body["Classification"] not in _BALANCE_SHEET or kind in _NO_TRANSFERS:
            raise refusal("6430", f"A transfer cannot use an account of type {kind}", side)
        named(company, body, side, "Account", "FullyQualifiedName")
    if len({reference_value(body, side) for side in _SIDES}) < len(_SIDES):
        raise refusal("6000", "A transfer needs two different accounts", _SIDES[1])
    if "Amount" not in body:
        raise refusal("2020", "Required parameter Amount is missing in the request", "Amount")
    if body["Amount"] <= 0:
        raise refusal("2290", "A transfer must be greater than zero", "Amount")
    body["Amount"] = company.decimal(company.minor(body["Amount"]))
    complete_currency(draft, mandatory=True)


TRANSFER = EntityDefinition(
    name="Transfer",
    kind=Kind.TRANSACTION,
    fields={
        "TxnDate": Day(),
        "FromAccountRef": Reference(),
        "ToAccountRef": Reference(),
        "Amount": Money(),
        "PrivateNote": Text(4000),
        "CurrencyRef": Reference(),
        "ExchangeRate": Number(),
        "ClassRef": Reference(),
        "DepartmentRef": Reference(),
        "RecurDataRef": Reference(),
        "TransactionLocationType": Kept(),
        "TxnSource": Kept(),
        "LinkedTxn": Ignored(),
    },
    filterable=filters("TxnDate", "Amount"),
    complete=_complete,
)
