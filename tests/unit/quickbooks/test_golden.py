"""What reaches the books has to show in a review: a change of it is a change of these files, on purpose."""

import re

import pytest

from daybook.adapters.quickbooks.http.wire import loads
from generate import NEXT_STEP
from quickbooks_simulator.entities.fields import inspected
from quickbooks_simulator.registry import BY_NAME
from unit.quickbooks.golden_files import FOLDER, sent_files

SENT = dict(sent_files())
ENGLISH = re.compile(
    r"\b(sales|payments?|tips?|cash|gift|tax|refunds?|correction (of|for)|location|of|a day)\b", re.IGNORECASE
)
ENTITIES = {
    "journal_entry": "JournalEntry",
    "correction": "JournalEntry",
    "invoice": "Invoice",
    "invoice_taxed": "Invoice",
    "sales_receipt": "SalesReceipt",
    "sales_receipt_taxed": "SalesReceipt",
    "refund_receipt": "RefundReceipt",
}


@pytest.mark.parametrize("file", SENT)
def test_what_is_sent_is_the_golden_file(file):
    assert SENT[file] == (FOLDER / file).read_text(encoding="utf-8"), NEXT_STEP


def test_no_golden_file_is_left_behind():
    assert {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.json")} == set(SENT), NEXT_STEP


@pytest.mark.parametrize("file", [file for file in SENT if not file.endswith("_payments.json")])
def test_quickbooks_knows_every_field_of_a_document(file):
    """The simulator's list of fields is written from Intuit's schema, not from what Daybook sends."""
    country, name = file.removesuffix(".json").split("/")

    inspected(BY_NAME[ENTITIES[name]].shape, loads(SENT[file]), latin1_only=country == "us")


@pytest.mark.parametrize("file", [file for file in SENT if file.endswith("_payments.json")])
def test_quickbooks_knows_every_field_of_a_payment(file):
    batch = loads(SENT[file])

    assert batch.keys() == {"BatchItemRequest"}
    for item in batch["BatchItemRequest"]:
        assert item.keys() == {"bId", "operation", "Payment"}
        inspected(BY_NAME["Payment"].shape, item["Payment"], latin1_only=file.startswith("us/"))


@pytest.mark.parametrize("file", [file for file in SENT if file.startswith("ca/")])
def test_the_canadian_shop_reads_french(file):
    """Memos and notes; a category keeps the name that the shop gave it."""
    texts = [text.replace("Food", "").replace("Queen St", "") for text in words_in(loads(SENT[file]))]

    assert texts
    assert [text for text in texts if ENGLISH.search(text)] == []


def words_in(body):
    """Every memo and note of a body."""
    if isinstance(body, dict):
        for key, value in body.items():
            yield from [value] if key in {"Description", "PrivateNote"} else words_in(value)
    elif isinstance(body, list):
        for value in body:
            yield from words_in(value)
