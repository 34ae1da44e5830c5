"""French memos and notes reach a company in the United States, which keeps Latin-1 alone, whole and within limits."""

from datetime import date

import pytest

from daybook.domain.chart.mapping import AccountMapping
from daybook.domain.chart.references import CompanyReferences
from daybook.domain.day.roles import RoleKind
from daybook.domain.day.sales import SalesDay, TenderTotal
from daybook.domain.posting.balanced_lines import build_posting
from daybook.domain.posting.day_documents import document_of
from daybook.domain.posting.document_notes import Store, correction_memo, correction_note, sales_note
from daybook.domain.posting.documents import DocumentKind, JournalEntry, JournalLine, Side
from unit.quickbooks.echo import Echo

D = date(2026, 11, 23)
LONGEST = 4000
ACCOUNTS = {kind: str(number) for number, kind in enumerate(RoleKind, 10)}
MAPPING = AccountMapping(1, D, ACCOUNTS, "99", labels={"1:1": "Rue de l’Œuvre", "revenue:food": "Crêpes – sucrées"})
REFERENCES = CompanyReferences(customer_id="58", items={account: account for account in [*ACCOUNTS.values(), "99"]})
DAY = SalesDay(
    "1:1",
    D,
    "USD",
    revenue={"food": 10000},
    taxes={"t": 800},
    over_short_minor=-100,
    tenders=(
        TenderTotal("NEW", "OTHER", None, 4000, 0),
        TenderTotal("CCRD", "CARD", None, 5000, 0),
        TenderTotal("GCRD", "GIFT_CARD", None, 1800, 0),
    ),
)


def words_in(body):
    """Every memo and note of a body."""
    if isinstance(body, dict):
        for key, value in body.items():
            yield from [value] if key in {"Description", "PrivateNote"} else words_in(value)
    elif isinstance(body, list):
        for value in body:
            yield from words_in(value)


def sent_to_the_united_states(document):
    books = Echo(country="US")
    books.post(document, REFERENCES)
    return [text for body in books.sent for text in words_in(body)]


@pytest.mark.parametrize("kind", [DocumentKind.JOURNAL_ENTRY, DocumentKind.INVOICE, DocumentKind.SALES_RECEIPT])
def test_a_french_document_survives(kind):
    note = sales_note(D, Store("1:1"), 1, "fr")
    posting = build_posting([DAY], MAPPING, "fr")

    texts = sent_to_the_united_states(document_of(kind, posting, doc_number="TL-1", private_note=note, mapping=MAPPING))

    assert all(text.encode("latin-1") and "?" not in text and len(text) <= LONGEST for text in texts)
    assert "Daybook\N{NO-BREAK SPACE}: ventes talech du 2026-11-23, magasin 1:1, révision 1" in texts
    assert "Ventes, Crêpes - sucrées, Rue de l'OEuvre" in texts
    assert any("Paiements\N{NO-BREAK SPACE}: «\N{NO-BREAK SPACE}NEW\N{NO-BREAK SPACE}»" in text for text in texts)


def test_a_french_correction_survives():
    memo = correction_memo(D, "", "fr")
    lines = (JournalLine(Side.DEBIT, "10", 500, memo), JournalLine(Side.CREDIT, "11", 500, memo))

    texts = sent_to_the_united_states(JournalEntry(D, "TL-1-C1", correction_note(D, Store("all"), "fr"), "USD", lines))

    assert texts == [
        "Daybook\N{NO-BREAK SPACE}: correction des ventes talech du 2026-11-23, tous les magasins",
        *["Correction du 2026-11-23, journée qui n'a pas pu être comptabilisée à temps"] * 2,
    ]


def test_the_longest_names_are_cut_where_quickbooks_ends():
    mapping = AccountMapping(1, D, ACCOUNTS, "99", labels={"revenue:food": "é" * 5000})
    posting = build_posting([DAY], mapping, "fr")

    texts = sent_to_the_united_states(
        document_of(DocumentKind.JOURNAL_ENTRY, posting, doc_number="TL-1", private_note="", mapping=mapping)
    )

    assert max(map(len, texts)) == LONGEST
