"""Invoice, SalesReceipt, RefundReceipt and CreditMemo (docs/quickbooks.md 4.9 to 4.11)."""

from collections.abc import Callable

from quickbooks_simulator.company.applications import applications_to, open_minor
from quickbooks_simulator.company.company_file import Company, Record
from quickbooks_simulator.entities.definition import Draft, EntityDefinition, Kind, VoidForm, filters
from quickbooks_simulator.faults.refusals import refusal
from quickbooks_simulator.reports.postings import undeposited_funds
from quickbooks_simulator.sales.sales_form_fields import CREDIT_MEMO_FIELDS, INVOICE_FIELDS, SALES_FORM_FIELDS
from quickbooks_simulator.sales.sales_form_tax import complete_tax
from quickbooks_simulator.sales.sales_lines import complete_lines, discount_minor, item_lines, item_total_minor
from quickbooks_simulator.validation.currencies import complete_currency
from quickbooks_simulator.validation.doc_numbers import number_sales_form
from quickbooks_simulator.validation.references import (
    check_class,
    check_location,
    deposit_account,
    named,
    referenced,
    required,
)
from quickbooks_simulator.wire import Body

_MOST_TAXED_LINES = 750


def _complete_sales_form(draft: Draft) -> None:
    body = draft.body
    body.setdefault("TxnDate", draft.today)
    check_location(draft, body)
    check_class(draft, body)
    if not draft.company.tracks_classes_per_transaction:
        body.pop("ClassRef", None)
    referenced(draft.company, body, "PaymentMethodRef", "PaymentMethod")
    referenced(draft.company, body, "CustomerRef", "Customer")
    _complete_amounts(draft)
    number_sales_form(draft)
    complete_currency(draft, mandatory=True)
    body.setdefault("ApplyTaxAfterDiscount", False)
    body.setdefault("PrintStatus", "NotSet")
    body.setdefault("EmailStatus", "NotSet")
    named(draft.company, body, "CustomerRef", "Customer", "DisplayName")
    named(draft.company, body, "DepartmentRef", "Department", "FullyQualifiedName")
    named(draft.company, body, "PaymentMethodRef", "PaymentMethod")


def _complete_amounts(draft: Draft) -> None:
    company, body = draft.company, draft.body
    lines = complete_lines(draft)
    tax = complete_tax(draft, lines)
    if tax and len(lines) > _MOST_TAXED_LINES:
        raise refusal("6000", f"A taxable form takes at most {_MOST_TAXED_LINES} lines", "Line")
    items = item_total_minor(company, lines)
    total = items - discount_minor(company, lines) + tax
    if total < 0:
        raise refusal("6000", "The transaction total must be zero or greater", "TotalAmt")
    subtotal = {"Amount": company.decimal(items), "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}}
    body["Line"] = [*lines, subtotal] if item_lines(lines) else lines
    body["TotalAmt"] = company.decimal(total)


def _complete_invoice(draft: Draft) -> None:
    required(draft.company, draft.body, "CustomerRef", "Customer")
    if draft.body.get("Deposit"):
        if not draft.company.preferences["SalesFormsPrefs"]["AllowDeposit"]:
            raise refusal("5030", "Deposits on invoices are switched off in the company settings", "Deposit")
        deposit_account(draft.company, draft.body)
    else:
        draft.body.pop("Deposit", None)
    _complete_sales_form(draft)
    draft.body.setdefault("DueDate", draft.body["TxnDate"])


def _complete_credit_memo(draft: Draft) -> None:
    required(draft.company, draft.body, "CustomerRef", "Customer")
    _complete_sales_form(draft)


def _complete_sales_receipt(draft: Draft) -> None:
    if deposit_account(draft.company, draft.body) is None:
        draft.body["DepositToAccountRef"] = {"value": undeposited_funds(draft.company)}
    _complete_sales_form(draft)
    named(draft.company, draft.body, "DepositToAccountRef", "Account", "FullyQualifiedName")


def _complete_refund_receipt(draft: Draft) -> None:
    if deposit_account(draft.company, draft.body) is None:
        raise refusal("2020", "Required parameter DepositToAccountRef is missing in the request", "DepositToAccountRef")
    _complete_sales_form(draft)
    named(draft.company, draft.body, "DepositToAccountRef", "Account", "FullyQualifiedName")


def _present_invoice(company: Company, record: Record) -> Body:
    links = [
        {"TxnId": part.payment_id, "TxnType": "Payment"} for part in applications_to(company, "Invoice", record.id)
    ]
    return {"Balance": company.decimal(open_minor(company, record)), "LinkedTxn": links}


def _present_credit_memo(company: Company, record: Record) -> Body:
    left = company.decimal(open_minor(company, record))
    return {"Balance": left, "RemainingCredit": left}


def _present_receipt(company: Company, record: Record) -> Body:  # noqa: ARG001 -- the form of a presenter
    return {"Balance": company.decimal(0)}


def _sales_form(
    name: str,
    complete: Callable[[Draft], None],
    present: Callable[[Company, Record], Body],
    void_form: VoidForm | None = None,
) -> EntityDefinition:
    more = {"Invoice": INVOICE_FIELDS, "CreditMemo": CREDIT_MEMO_FIELDS}.get(name, {})
    return EntityDefinition(
        name=name,
        kind=Kind.TRANSACTION,
        fields={**SALES_FORM_FIELDS, **more},
        filterable=filters("DocNumber", "TxnDate", "DueDate", "CustomerRef", "TotalAmt", "Balance"),
        complete=complete,
        present=present,
        void_form=void_form,
    )


INVOICE = _sales_form("Invoice", _complete_invoice, _present_invoice, VoidForm.OPERATION)
SALES_RECEIPT = _sales_form("SalesReceipt", _complete_sales_receipt, _present_receipt, VoidForm.INCLUDE)
REFUND_RECEIPT = _sales_form("RefundReceipt", _complete_refund_receipt, _present_receipt)
CREDIT_MEMO = _sales_form("CreditMemo", _complete_credit_memo, _present_credit_memo)
