"""What reaches the books, as files to be read in a review. After a change on purpose `make generate` writes them."""

import json
import re
from decimal import Decimal
from pathlib import Path

from unit.quickbooks.echo import Echo
from unit.quickbooks.sample_documents import (
    REFERENCES,
    TAXES,
    correction,
    invoice,
    journal_entry,
    refund_receipt,
    sales_receipt,
)

FOLDER = Path(__file__).parent / "golden"
_NUMBER = re.compile(r'"\\u0000([^"]*)"')

DOCUMENTS = {
    "journal_entry": journal_entry,
    "correction": correction,
    "invoice": invoice,
    "invoice_taxed": lambda country: invoice(country, taxed=True),
    "sales_receipt": sales_receipt,
    "sales_receipt_taxed": lambda country: sales_receipt(country, taxed=True),
    "refund_receipt": refund_receipt,
}


def sent_files():
    """Every body that is sent for every sample: name of its file and entity, and its text."""
    for country in TAXES:
        for name, document in DOCUMENTS.items():
            books = Echo(country=country)
            books.post(document(country), REFERENCES)
            for place, body in enumerate(books.sent):
                file = f"{country.lower()}/{name if place == 0 else name + '_payments'}.json"
                if place == 0 or name == "invoice":
                    yield file, readable(body)


def write() -> None:
    """Every file, and none besides."""
    for earlier in FOLDER.rglob("*.json"):
        earlier.unlink()
    for file, text in sent_files():
        path = FOLDER / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def readable(body):
    """A body with one field a line, its numbers exactly as they were written."""
    text = json.dumps(body, indent=2, ensure_ascii=False, default=_marked)
    return _NUMBER.sub(r"\1", text) + "\n"


def _marked(value):
    if isinstance(value, Decimal):
        return f"\0{value}"
    raise TypeError(value)
