"""Renders invoices, sales receipts and refund receipts for QuickBooks (docs/quickbooks.md 4.9 to 4.11).

A line has an item and an amount, but no quantity, because price times quantity could differ from the amount (6070).
Pure: this module sends no request.
"""

from daybook.adapters.quickbooks.documents.form_taxes import form_tax_fields, line_tax_code
from daybook.adapters.quickbooks.http.wire import JsonObject
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.money import to_decimal
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.sales_forms import FormLine, SalesForm

LINE_DETAIL = "SalesItemLineDetail"
LONGEST_TEXT = 4000


def render(form: SalesForm, references: CompanyReferences, country: str) -> JsonObject:
    """The payload of a form; `country` decides the scheme of tax.

    The document number is always sent: in a company without automatic numbers, a missing number stays empty
    (`CustomTxnNumbers`, docs/quickbooks.md 4.2), and our numbers never equal plain sequence numbers. The due date is
    the document's date, because the invoice is paid on that date.

    Raises:
        ValueError: an item or the customer is missing: `complete_references` comes first. Or the taxes do not fit.
    """
    return {
        "DocNumber": form.doc_number,
        "TxnDate": form.business_date.isoformat(),
        **({"DueDate": form.business_date.isoformat()} if form.kind is DocumentKind.INVOICE else {}),
        "PrivateNote": form.private_note[:LONGEST_TEXT],
        "CurrencyRef": {"value": form.currency},
        "CustomerRef": {"value": customer_of(references)},
        **_where(form, references),
        **({"DepositToAccountRef": {"value": form.deposit_account_id}} if form.deposit_account_id else {}),
        "Line": [_line(line, form, references, country) for line in form.lines],
        **form_tax_fields(form, country),
    }


def customer_of(references: CompanyReferences) -> str:
    """The customer of every form and payment.

    Raises:
        ValueError: there is none yet.
    """
    if not references.customer_id:
        raise ValueError("no customer for sales forms: complete the references first")
    return references.customer_id


def item_of(account_id: str, references: CompanyReferences) -> str:
    """The item that points at an account.

    Raises:
        ValueError: there is none yet.
    """
    item = references.items.get(account_id)
    if item is None:
        raise ValueError(f"no item points at account {account_id}: complete the references first")
    return item


def _where(form: SalesForm, references: CompanyReferences) -> JsonObject:
    """The location field: a form has one location in its head, so only a form of one location has it."""
    locations = {line.location_id for line in form.lines} | {payment.location_id for payment in form.payments}
    locations -= {""}
    department = references.departments.get(locations.pop()) if len(locations) == 1 else None
    return {"DepartmentRef": {"value": department}} if department else {}


def _line(line: FormLine, form: SalesForm, references: CompanyReferences, country: str) -> JsonObject:
    detail: JsonObject = {"ItemRef": {"value": item_of(line.account_id, references)}}
    if class_id := references.classes.get(line.location_id):
        detail["ClassRef"] = {"value": class_id}
    if code := line_tax_code(line, form, country):
        detail["TaxCodeRef"] = {"value": code}
    return {
        "DetailType": LINE_DETAIL,
        "Amount": to_decimal(line.amount_minor),
        "Description": line.memo[:LONGEST_TEXT],
        LINE_DETAIL: detail,
    }
