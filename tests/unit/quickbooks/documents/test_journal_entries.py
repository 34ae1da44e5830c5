"""What is sent is the entry, and what came back is proven to be it (docs/quickbooks.md 4.8, 5.2)."""

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest

from daybook.adapters.quickbooks.documents.journal_entries import differences, render
from daybook.adapters.quickbooks.documents.kinds import posted_document, verified
from daybook.adapters.quickbooks.http.wire import dumps
from daybook.domain.errors import HoldReason
from daybook.domain.posting.documents import DocumentKind, JournalEntry
from daybook.domain.posting.posted_documents import PostedDocument, ResponseDiffersError
from unit.quickbooks.entries import ENTRY, NO_REFERENCES, answered, credit, debit


def test_amounts_travel_as_numbers_with_two_decimals():
    text = dumps(render(ENTRY, NO_REFERENCES))

    assert '"Amount": 842.10' in text
    assert '"Amount": 18.00' in text


def test_texts_longer_than_quickbooks_keeps_are_cut():
    long = JournalEntry(
        date(2026, 11, 23), "TL-1", "n" * 5000, "CAD", (debit("1", 100, "m" * 5000), credit("2", 100, "x"))
    )

    payload = render(long, NO_REFERENCES)

    assert len(payload["PrivateNote"]) == len(payload["Line"][0]["Description"]) == 4000


def test_a_faithful_answer_becomes_the_posted_document():
    document = verified(answered(), ENTRY, NO_REFERENCES, "1-tid")

    assert document == PostedDocument(
        DocumentKind.JOURNAL_ENTRY,
        "412",
        "0",
        "TL-20261123-K7QZ2M",
        total_minor=107550,
        intuit_tid="1-tid",
        body_hash=ENTRY.body_hash,
    )


def test_the_order_of_lines_means_nothing():
    row = answered()
    row["Line"].reverse()

    assert differences(row, ENTRY) == ()


def set_amount(row, amount):
    row["Line"][0]["Amount"] = amount


def swap_side(row):
    row["Line"][0]["JournalEntryLineDetail"]["PostingType"] = "Credit"


def other_account(row):
    row["Line"][3]["JournalEntryLineDetail"]["AccountRef"]["value"] = "80"


LIES = {
    "a cent": (
        lambda row: set_amount(row, Decimal("842.11")),
        ["missing in QuickBooks: Debit 842.10 on account 91", "only in QuickBooks: Debit 842.11 on account 91"],
    ),
    "part of a cent": (
        lambda row: set_amount(row, Decimal("842.104")),
        ["missing in QuickBooks: Debit 842.10 on account 91", "only in QuickBooks: Debit 842.104 on account 91"],
    ),
    "the side": (
        swap_side,
        ["missing in QuickBooks: Debit 842.10 on account 91", "only in QuickBooks: Credit 842.10 on account 91"],
    ),
    "the account": (
        other_account,
        ["missing in QuickBooks: Credit 955.00 on account 79", "only in QuickBooks: Credit 955.00 on account 80"],
    ),
    "a lost line": (
        lambda row: row["Line"].pop(0),
        ["lines: sent 6, QuickBooks has 5", "missing in QuickBooks: Debit 842.10 on account 91"],
    ),
    "a doubled line": (
        lambda row: row["Line"].append(row["Line"][5]),
        ["lines: sent 6, QuickBooks has 7", "only in QuickBooks: Credit 41.71 on account 96"],
    ),
    "the number": (
        lambda row: row.pop("DocNumber"),
        ["DocNumber: sent TL-20261123-K7QZ2M, QuickBooks has none"],
    ),
    "the date": (
        lambda row: row.update(TxnDate="2026-11-24"),
        ["TxnDate: sent 2026-11-23, QuickBooks has 2026-11-24"],
    ),
    "the id": (lambda row: row.pop("Id"), ["Id is missing in the answer"]),
}


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_differs_in_anything_is_reported_in_full(lie):
    tell, expected = LIES[lie]
    row = deepcopy(answered())
    tell(row)

    with pytest.raises(ResponseDiffersError) as caught:
        verified(row, ENTRY, NO_REFERENCES, "1-tid")

    assert caught.value.reason is HoldReason.RESPONSE_DIFFERS
    assert caught.value.details == (*expected, "intuit_tid 1-tid")
    assert caught.value.document == posted_document(DocumentKind.JOURNAL_ENTRY, row, "1-tid")


def test_several_differences_are_all_named():
    row = answered()
    row |= {"DocNumber": "1042", "TxnDate": "2026-11-24"}
    set_amount(row, Decimal(1))

    assert len(differences(row, ENTRY)) == 4
