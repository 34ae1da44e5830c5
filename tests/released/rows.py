"""What a release left behind, as JSON: rows of DynamoDB, what talech tells of the days, what QuickBooks holds."""

import base64
import json
from datetime import date, datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from daybook.domain.chart.accounts import Account
from daybook.domain.company.connection import Company
from daybook.domain.day.orders import DayActivity
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.posting.documents import JournalEntry
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.posting.sales_forms import SalesForm, TenderPayment
from fakes.quickbooks.ledger import FakeLedger
from fakes.quickbooks.ledger_rows import StoredDocument, StoredPayment

_KEYS = {
    "ConnectionTable": ("pk", "sk"),
    "SyncLogTable": ("merchant_id", "day"),
    "ProofTable": ("merchant_id", "day"),
}
TABLES = tuple(_KEYS)
# To make one costs more than to use it a hundred times.
_adapter = cache(TypeAdapter)


def plain(kind: Any, value: Any) -> Any:
    """A value of the domain as JSON values."""
    return to_jsonable_python(_in_order(_adapter(kind).dump_python(value)))


def read(kind: Any, stored: Any) -> Any:
    """The value again."""
    return _adapter(kind).validate_json(json.dumps(stored))


def table_rows(dynamodb) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, as it lies there."""
    return {name: [_as_text(item) for item in dynamodb.scan(TableName=name)["Items"]] for name in TABLES}


def put_rows(dynamodb, tables: dict[str, list[dict[str, Any]]]) -> None:
    """Rows of a file into the tables, word for word."""
    for name, items in tables.items():
        for item in items:
            dynamodb.put_item(TableName=name, Item=_from_text(item))


def remove_rows(dynamodb) -> None:
    """Every row of every table."""
    for name, keys in _KEYS.items():
        for item in dynamodb.scan(TableName=name)["Items"]:
            dynamodb.delete_item(TableName=name, Key={key: item[key] for key in keys})


def talech_of(sales) -> dict[str, Any]:
    """What talech says: the profile, and its days."""
    return {
        "profile": plain(MerchantProfile, sales.stored_profile),
        "days": [
            {"location": place, "business_date": on.isoformat(), "activity": plain(DayActivity, told)}
            for (place, on), told in sales.days.items()
        ],
    }


def put_talech(sales, stored: dict[str, Any]) -> None:
    """And again."""
    sales.stored_profile = read(MerchantProfile, stored["profile"])
    sales.days = {
        (each["location"], date.fromisoformat(each["business_date"])): read(DayActivity, each["activity"])
        for each in stored["days"]
    }


def quickbooks_of(ledger) -> dict[str, Any]:
    """What the company holds, and the request ids that it remembers with their documents."""
    books = ledger.books
    return {
        "company": plain(Company, ledger.stored_company),
        "accounts": plain(tuple[Account, ...], tuple(ledger.accounts)),
        "documents": [
            {
                "id": key,
                "sync_token": stored.version,
                "content_version": stored.content_version,
                "tax_off_minor": stored.tax_off_minor,
                **_content(stored.content),
            }
            for key, stored in books.documents.items()
        ],
        "payments": [
            {
                "id": key,
                "sync_token": stored.version,
                "invoice": stored.invoice_id,
                "key": stored.key,
                "content": plain(TenderPayment, stored.content),
                "business_date": stored.business_date.isoformat(),
                "body_hash": stored.body_hash,
            }
            for key, stored in books.payments.items()
        ],
        "closed_through": plain(date | None, books.closed_through),
        "in_deposit": sorted(books.in_deposit),
        "inactive_accounts": sorted(books.inactive_accounts),
        "request_ids": {
            key: plain(PostedDocument, answer)
            for key, answer in ledger.sends._answers.items()
            if isinstance(answer, PostedDocument)
        },
    }


def ledger_with(stored: dict[str, Any]) -> FakeLedger:
    """The company again."""
    ledger = FakeLedger(read(Company, stored["company"]), read(tuple[Account, ...], stored["accounts"]))
    books = ledger.books
    for each in stored["documents"]:
        version = each["sync_token"]
        # Companies of the first release did not tell them: payments moved no version there, and no tax was computed.
        told = each.get("content_version", version), each.get("tax_off_minor", 0)
        books.documents[each["id"]] = StoredDocument(_document(each), version, *told)
    for each in stored["payments"]:
        books.payments[each["id"]] = _payment(each, books.documents[each["invoice"]].content)
    books.closed_through = read(date | None, stored["closed_through"])
    books.in_deposit = set(stored["in_deposit"])
    books.inactive_accounts = set(stored["inactive_accounts"])
    books._last_id = max([books._last_id, *(int(each["id"]) for each in stored["documents"] + stored["payments"])])
    ledger.sends._answers.update({key: read(PostedDocument, each) for key, each in stored["request_ids"].items()})
    return ledger


def instant(text: str) -> datetime:
    """An instant of a file."""
    return datetime.fromisoformat(text)


def _in_order(value: Any) -> Any:
    """The same with its sets sorted: two runs write the same file."""
    if isinstance(value, dict):
        return {name: _in_order(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_in_order(part) for part in value]
    return sorted(value) if isinstance(value, (set, frozenset)) else value


def _content(document) -> dict[str, Any]:
    if isinstance(document, JournalEntry):
        return {"journal_entry": plain(JournalEntry, document)}
    return {"sales_form": plain(SalesForm, document)}


def _document(stored: dict[str, Any]) -> Any:
    if "journal_entry" in stored:
        return read(JournalEntry, stored["journal_entry"])
    return read(SalesForm, stored["sales_form"])


def _payment(stored: dict[str, Any], invoice: Any) -> StoredPayment:
    """A payment; companies of the first release told neither its date nor its hash, which are those of its invoice."""
    content, version = read(TenderPayment, stored["content"]), stored["sync_token"]
    on = date.fromisoformat(stored["business_date"]) if "business_date" in stored else invoice.business_date
    body_hash = stored.get("body_hash", invoice.payment_hash(content))
    return StoredPayment(stored["invoice"], stored["key"], content, on, body_hash, version)


def _as_text(attribute: Any) -> Any:
    """DynamoDB's own form, with bytes as base64 text and sets as sorted lists."""
    if isinstance(attribute, bytes):
        return base64.b64encode(attribute).decode()
    if isinstance(attribute, dict):
        return {name: _as_text(value) for name, value in attribute.items()}
    if isinstance(attribute, list):
        return [_as_text(value) for value in attribute]
    return attribute


def _from_text(attribute: Any) -> Any:
    if isinstance(attribute, dict):
        if attribute.keys() == {"B"} and isinstance(attribute["B"], str):
            return {"B": base64.b64decode(attribute["B"])}
        return {name: _from_text(value) for name, value in attribute.items()}
    if isinstance(attribute, list):
        return [_from_text(value) for value in attribute]
    return attribute
