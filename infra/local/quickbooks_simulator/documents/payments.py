"""Payment: money received from a customer, linked to what it pays (docs/quickbooks.md 4.9)."""

from quickbooks_simulator.company.applications import applied_minor, linked, open_minor, settles
from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import (
    Draft,
    EntityDefinition,
    Kind,
    VoidForm,
    filters,
    reference_value,
)
from quickbooks_simulator.entities.fields import Day, Flag, Group, Ignored, Kept, Many, Money, Number, Reference, Text
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.reports.postings import postings_of, receivable, undeposited_funds
from quickbooks_simulator.sales.sales_form_fields import LINK
from quickbooks_simulator.validation.currencies import complete_currency
from quickbooks_simulator.validation.references import deposit_account, named, referenced, required
from quickbooks_simulator.wire import Body


def _complete(draft: Draft) -> None:
    company, body = draft.company, draft.body
    body.setdefault("TxnDate", draft.today)
    required(company, body, "CustomerRef", "Customer")
    if "TotalAmt" not in body:
        raise refusal("2020", "Required parameter TotalAmt is missing in the request", "TotalAmt")
    if body["TotalAmt"] < 0:
        raise refusal("2290", "A payment cannot be negative", "TotalAmt")
    body["TotalAmt"] = company.decimal(company.minor(body["TotalAmt"]))
    referenced(company, body, "PaymentMethodRef", "PaymentMethod")
    if deposit_account(company, body) is None:
        body["DepositToAccountRef"] = {"value": undeposited_funds(company)}
    body["Line"] = [_completed_line(draft, line, number) for number, line in enumerate(body.get("Line") or [])]
    if _settled_minor(company, body) > company.minor(body["TotalAmt"]):
        raise refusal("6000", "The lines add up to more than TotalAmt", "Line")
    body["ProcessPayment"] = False
    complete_currency(draft, mandatory=True)
    named(company, body, "CustomerRef", "Customer", "DisplayName")
    named(company, body, "PaymentMethodRef", "PaymentMethod")


def _completed_line(draft: Draft, line: Body, number: int) -> Body:
    element = f"Line[{number}]"
    if "Amount" not in line:
        raise refusal("2020", "Required parameter Amount is missing in the request", f"{element}.Amount")
    amount = draft.company.minor(line["Amount"])
    if amount < 0:
        raise refusal("2290", "A payment line cannot be negative", f"{element}.Amount")
    for entity, identifier in linked(line):
        left = _left_minor(draft, entity, identifier)
        if abs(left) < amount:
            raise refusal(
                "620",
                f"{entity} {identifier} cannot be linked: {draft.company.decimal(abs(left))} of it is open",
                f"{element}.LinkedTxn",
            )
    line["Amount"] = draft.company.decimal(amount)
    return line


def _left_minor(draft: Draft, entity: str, identifier: str) -> int:
    """What is open of a linked document of the same customer: positive owed by, negative owed to the customer."""
    company = draft.company
    record = company.find(entity, identifier) if entity in {"Invoice", "CreditMemo", "JournalEntry"} else None
    if record is None:
        raise refusal("620", f"{entity} {identifier} cannot be linked: it does not exist", "LinkedTxn")
    customer = reference_value(draft.body, "CustomerRef")
    if entity == "JournalEntry":
        return _journal_receivable_minor(company, record, customer, draft.own_id)
    if reference_value(record.body, "CustomerRef") != customer:
        raise refusal("620", f"{entity} {identifier} belongs to another customer", "LinkedTxn")
    left = open_minor(company, record, but=draft.own_id)
    return left if entity == "Invoice" else -left


def _journal_receivable_minor(company: Company, record: Record, customer: str | None, own_id: str | None) -> int:
    own = receivable(company)
    lines = [line for line in postings_of(company, record) if line.account_id == own and line.customer_id == customer]
    total = sum(line.debit_minor - line.credit_minor for line in lines)
    applied = applied_minor(company, "JournalEntry", record.id, but=own_id)
    return total - applied if total >= 0 else total + applied


def _settled_minor(company: Company, body: Body) -> int:
    """What the lines settle, less the credits they use up."""
    settled = 0
    for line in body.get("Line", []):
        for key in linked(line):
            settled += company.minor(line["Amount"]) * _sign(company, *key) if settles(company, key) else 0
    return settled


def _sign(company: Company, entity: str, identifier: str) -> int:
    if entity == "CreditMemo":
        return -1
    record = company.find(entity, identifier)
    if entity == "JournalEntry" and record is not None:
        own = receivable(company)
        lines = [line for line in postings_of(company, record) if line.account_id == own]
        return -1 if sum(line.debit_minor - line.credit_minor for line in lines) < 0 else 1
    return 1


def _present(company: Company, record: Record) -> Body:
    unapplied = company.minor(record.body["TotalAmt"]) - _settled_minor(company, record.body)
    return {"UnappliedAmt": company.decimal(unapplied)}


PAYMENT = EntityDefinition(
    name="Payment",
    kind=Kind.TRANSACTION,
    fields={
        "CustomerRef": Reference(),
        "TotalAmt": Money(),
        "UnappliedAmt": Ignored(),
        "TxnDate": Day(),
        "PaymentMethodRef": Reference(),
        "PaymentRefNum": Text(21),
        "DepositToAccountRef": Reference(),
        "ARAccountRef": Reference(),
        "CurrencyRef": Reference(),
        "ExchangeRate": Number(),
        "PrivateNote": Text(4000),
        "ProcessPayment": Flag(),
        "CreditCardPayment": Kept(),
        "TaxExemptionRef": Reference(),
        "TransactionLocationType": Kept(),
        "TxnSource": Kept(),
        "TxnStatus": Kept(),
        "LinkedTxn": Ignored(),
        "ProjectRef": Reference(),
        "Line": Many(Group({"Id": Text(), "Amount": Money(), "LinkedTxn": Many(LINK), "LineEx": Ignored()})),
    },
    filterable=filters("TxnDate", "CustomerRef", "TotalAmt", "PaymentRefNum"),
    complete=_complete,
    present=_present,
    void_form=VoidForm.INCLUDE,
)
