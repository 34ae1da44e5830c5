"""Renders the payments of an invoice: one per tender, to the tender's account (docs/quickbooks.md 4.9).

A payment has no document number, so its reference number identifies document and tender. It is the same at every try
and can be read from QuickBooks. Pure: this module sends no request.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from decimal import Decimal

from daybook.adapters.quickbooks.documents.sales_forms import LONGEST_TEXT, customer_of
from daybook.adapters.quickbooks.http.versions import made_at
from daybook.adapters.quickbooks.http.wire import JsonObject, amount_text, reference_in
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.money import to_decimal, to_minor
from daybook.domain.posting.posted_documents import PostedPart
from daybook.domain.posting.sales_forms import SalesForm, TenderPayment

PAYMENT = "Payment"
INVOICE = "Invoice"
_LONGEST_WORD = 12
_CODE_LENGTH = 8
_OURS = re.compile(rf"[A-Z0-9]{{0,{_LONGEST_WORD}}}-[A-Z2-7]{{{_CODE_LENGTH}}}")


def tender_name(tender: str) -> str:
    """The name of a tender's payment method: `VISA` for the role `tender:CCRD:VISA`; a plain name is unchanged."""
    return tender.rpartition(":")[2]


def keyed_payments(form: SalesForm) -> dict[str, TenderPayment]:
    """The payments of a form by their reference numbers."""
    payments: dict[str, TenderPayment] = {}
    for payment in form.payments:
        payments[_key(form, payment, taken=payments)] = payment
    return payments


def payment_bodies(form: SalesForm, invoice_id: str, references: CompanyReferences) -> dict[str, JsonObject]:
    """The payload of every payment of a form, by its key."""
    return {key: _body(key, payment, form, invoice_id, references) for key, payment in keyed_payments(form).items()}


def is_ours(row: JsonObject) -> bool:
    """Whether a payment has one of our reference numbers; Daybook never changes a person's own payment."""
    return _OURS.fullmatch(str(row.get("PaymentRefNum", ""))) is not None


def pays(row: JsonObject, invoice_id: str) -> bool:
    """Whether a payment pays a part of an invoice."""
    return _applied(row, invoice_id) != 0


def posted_part(row: JsonObject, body_hash: str = "") -> PostedPart:
    """The payment to record for a row; its reference number is its key."""
    return PostedPart(
        key=str(row.get("PaymentRefNum", "")),
        id=str(row.get("Id", "")),
        sync_token=str(row.get("SyncToken", "")),
        total_minor=to_minor(Decimal(row.get("TotalAmt") or 0)),
        body_hash=body_hash,
        created_at=made_at(row),
    )


def payment_differences(row: JsonObject, sent: JsonObject) -> tuple[str, ...]:
    """All differences between a row and the sent payment: amount, account, date, customer, invoice."""
    key, invoice_id = sent["PaymentRefNum"], sent["Line"][0]["LinkedTxn"][0]["TxnId"]
    pairs = (
        ("number", key, str(row.get("PaymentRefNum", ""))),
        ("date", sent["TxnDate"], row.get("TxnDate", "")),
        ("total", amount_text(sent["TotalAmt"]), amount_text(Decimal(row.get("TotalAmt") or 0))),
        ("customer", sent["CustomerRef"]["value"], reference_in(row, "CustomerRef")),
        ("account", sent["DepositToAccountRef"]["value"], reference_in(row, "DepositToAccountRef")),
        (f"paid of invoice {invoice_id}", amount_text(sent["TotalAmt"]), amount_text(_applied(row, invoice_id))),
    )
    return (
        *((f"payment {key}: Id is missing in the answer",) if not row.get("Id") else ()),
        *(
            f"payment {key}: {name}: sent {ours}, QuickBooks has {theirs or 'none'}"
            for name, ours, theirs in pairs
            if ours != theirs
        ),
    )


def _key(form: SalesForm, payment: TenderPayment, *, taken: Iterable[str]) -> str:
    """The reference number: the tender's name and a code of document, tender and location; at most 21 characters."""
    word = re.sub(r"[^A-Z0-9]", "", tender_name(payment.tender).upper())[:_LONGEST_WORD]
    known, repeat = frozenset(taken), 0
    while True:  # two payments by one tender at one location get different numbers by their order
        text = f"{form.doc_number}|{payment.tender}|{payment.location_id}|{repeat}"
        code = base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:_CODE_LENGTH]
        if f"{word}-{code}" not in known:
            return f"{word}-{code}"
        repeat += 1


def _body(
    key: str, payment: TenderPayment, form: SalesForm, invoice_id: str, references: CompanyReferences
) -> JsonObject:
    amount = to_decimal(payment.amount_minor)
    methods = references.payment_methods
    method = methods.get(payment.tender) or methods.get(tender_name(payment.tender))
    return {
        "CustomerRef": {"value": customer_of(references)},
        "TxnDate": form.business_date.isoformat(),
        "TotalAmt": amount,
        "CurrencyRef": {"value": form.currency},
        **({"PaymentMethodRef": {"value": method}} if method else {}),
        "PaymentRefNum": key,
        "DepositToAccountRef": {"value": payment.account_id},
        "PrivateNote": f"{form.doc_number}, {payment.memo}"[:LONGEST_TEXT],
        "Line": [{"Amount": amount, "LinkedTxn": [{"TxnId": invoice_id, "TxnType": INVOICE}]}],
    }


def _applied(row: JsonObject, invoice_id: str) -> Decimal:
    """The amount of a payment for an invoice."""
    amounts = [
        Decimal(line.get("Amount") or 0)
        for line in row.get("Line", [])
        for link in line.get("LinkedTxn", [])
        if (link.get("TxnType"), link.get("TxnId")) == (INVOICE, invoice_id)
    ]
    return sum(amounts, Decimal())
