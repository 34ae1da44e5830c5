"""What a fake company says when a call whose answer was not seen is looked up."""

from dataclasses import replace

from daybook.domain.posting.books_calls import BooksCall, CallAction, Found, Likeness
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import NO_PAYMENTS, PostedDocument, PostedPart, payments_hash_of
from daybook.domain.posting.sales_forms import Document
from fakes.quickbooks.ledger_books import FakeBooks
from fakes.quickbooks.ledger_payments import wanted_hashes


def look_up(books: FakeBooks, call: BooksCall, marker: str) -> Found:
    """What became of the call."""
    if call.action in {CallAction.POST, CallAction.DELTA}:
        return _made(books, call, marker)
    if call.about is None:
        raise ValueError(f"{call.action} without the document that it concerns")
    if call.about.id not in books.documents:
        return Found(Likeness.MISSING)
    if call.action is CallAction.PAY:
        return _paid(books, call)
    return _changed(books, call, call.about)


def _made(books: FakeBooks, call: BooksCall, marker: str) -> Found:
    document = call.document
    if document is None:
        raise ValueError(f"{call.action} without its document")
    ids = books.numbered(document.kind, document.doc_number) or books.marked(call, marker)
    if not ids:
        return Found(Likeness.MISSING)
    if len(ids) > 1:
        return Found(Likeness.SEVERAL, details=tuple(f"id {document_id}" for document_id in ids))
    return _compared(books, call, document, ids[0], untouched=0)


def _changed(books: FakeBooks, call: BooksCall, about: PostedDocument) -> Found:
    """An amendment or a removal: the version tells whether anything has happened to the content."""
    stored = books.documents[about.id]
    if str(stored.version) == about.sync_token or is_moved_by_its_payments(books, about):
        return Found(Likeness.AS_LEFT, replace(_now(books, call, about.id), body_hash=about.body_hash))
    if call.document is None:
        details = (f"version {stored.version}, not {about.sync_token}",)
        return Found(Likeness.OTHER, _now(books, call, about.id), details)
    return _compared(books, call, call.document, about.id, untouched=int(about.sync_token) + 1)


def is_moved_by_its_payments(books: FakeBooks, about: PostedDocument) -> bool:
    """Whether an invoice has another version although its content and the payments we remember are as we left them."""
    rows = {part.key: part for part in books.parts(about.id)}
    are_left = all(part.key in rows and _is_left(rows[part.key], part) for part in about.parts)
    return are_left and books.documents[about.id].content_version <= int(about.sync_token)


def _compared(books: FakeBooks, call: BooksCall, document: Document, document_id: str, *, untouched: int) -> Found:
    stored, now = books.documents[document_id], _now(books, call, document_id)
    if stored.content.body_hash != document.body_hash:
        details = (f"total: sent {document.total_minor}, QuickBooks has {now.total_minor}",)
        return Found(Likeness.OTHER, now, details)
    if not stored.tax_off_minor:
        return Found(Likeness.AS_SENT, replace(now, body_hash=document.body_hash))
    likeness = Likeness.TAX_DIFFERS if stored.content_version == untouched else Likeness.OTHER
    return Found(likeness, now, (f"tax off by {stored.tax_off_minor}",))


def _paid(books: FakeBooks, call: BooksCall) -> Found:
    assert call.about is not None
    now, wanted = _now(books, call, call.about.id), wanted_hashes(call)
    rows, left = {part.key: part for part in books.parts(call.about.id)}, {part.key: part for part in call.about.parts}
    now = replace(now, body_hash=call.about.body_hash)
    if _is_edited(books, call.about):
        unedited = replace(now, sync_token=call.about.sync_token)
        return Found(Likeness.OTHER, unedited, ("the invoice has other figures",), edited_as=now.sync_token)
    is_moved_by_payments = bool(rows) and books.documents[call.about.id].content_version <= int(call.about.sync_token)
    if not is_moved_by_payments:
        now = replace(now, sync_token=call.about.sync_token)
    if {key: row.body_hash for key, row in rows.items()} == wanted:
        return Found(Likeness.AS_SENT, now)
    unchanged = {key for key, row in rows.items() if _is_left(row, left.get(key))}
    if unchanged == rows.keys() == left.keys():
        return Found(Likeness.AS_LEFT, now)
    gone = (left.keys() & wanted.keys()) - rows.keys()
    strange = {key for key, row in rows.items() if key not in unchanged and row.body_hash != wanted.get(key)}
    if gone or strange:
        return Found(Likeness.OTHER, now, tuple(f"payment {key}" for key in sorted(gone | strange)))
    return Found(Likeness.PARTLY, now)


def _is_edited(books: FakeBooks, about: PostedDocument) -> bool:
    """Whether an invoice holds other figures than those that we left, where they are known."""
    return about.body_hash not in {"", books.documents[about.id].content.body_hash}


def _now(books: FakeBooks, call: BooksCall, document_id: str) -> PostedDocument:
    """A document with what can be told of its payments: by the call that names them, or by the version left."""
    wanted, left = wanted_hashes(call), {part.key: part for part in (call.about.parts if call.about else ())}
    rows = books.parts(document_id)
    parts = tuple(_known(row, wanted, left.get(row.key)) for row in rows)
    payments_hash = ""
    if books.documents[document_id].content.kind is DocumentKind.INVOICE:
        payments_hash = payments_hash_of(part.body_hash for part in parts) if parts else _without_payments(call, wanted)
    return replace(books.posted(document_id), parts=parts, payments_hash=payments_hash)


def _without_payments(call: BooksCall, wanted: dict[str, str]) -> str:
    """What it means that there is no payment is known of what was sent, or left."""
    if not wanted:
        return call.document.payments_hash if call.document else NO_PAYMENTS
    return call.about.payments_hash if call.about and not call.about.parts else ""


def _known(row: PostedPart, wanted: dict[str, str], left: PostedPart | None) -> PostedPart:
    if row.body_hash == wanted.get(row.key):
        return row
    return replace(row, body_hash=left.body_hash if left is not None and _is_left(row, left) else "")


def _is_left(row: PostedPart, left: PostedPart | None) -> bool:
    return left is not None and (row.id, row.sync_token) == (left.id, left.sync_token)
