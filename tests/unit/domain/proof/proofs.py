"""Proofs of a day, sensible by default."""

from datetime import date

from daybook.domain.day.roles import role_from_text
from daybook.domain.posting.balanced_lines import PostingLine
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument, PostedPart
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.location_day import LocationDay

STORE = "304267:1"


def day(number=14, location=STORE):
    """A date of March 2026."""
    return LocationDay("304267", date(2026, 3, number), location)


def line(account_id, minor, *, role="revenue", is_payment=False, figure="", location_id=STORE, memo="Sales"):
    return PostingLine(role_from_text(role), minor, memo, location_id, account_id, is_payment=is_payment, figure=figure)


def document(
    document_id="148", version="0", *, kind=DocumentKind.JOURNAL_ENTRY, payments=None, number="TL-20260314-ABCDEF"
):
    """A document in QuickBooks; `payments` are versions by id."""
    parts = tuple(PostedPart(f"tender:{part}", part, token, 100) for part, token in (payments or {}).items())
    return PostedDocument(kind, document_id, version, number, 1_000, parts=parts)


def proof(of=None, *, revision=1, documents=(), fields=(), lines=(), sales_days=()):
    return Proof(of or day(), revision, "CAD", tuple(documents), tuple(fields), tuple(lines), tuple(sales_days))
