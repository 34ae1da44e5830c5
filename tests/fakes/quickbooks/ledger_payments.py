"""The payments of a fake company's invoices: one batch of writes a call, each of them carried out or refused alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.books_calls import BooksCall
from daybook.domain.posting.posted_documents import (
    ConflictError,
    PartlyPostedError,
    PartlyRefusedError,
    PostedDocument,
    PostedPart,
    payments_hash_of,
)
from daybook.domain.posting.sales_forms import SalesForm, TenderPayment
from fakes.quickbooks.ledger_books import FakeBooks
from fakes.quickbooks.ledger_rows import StoredPayment, touched

BATCH_SIZE = 30


@dataclass(frozen=True, slots=True)
class PaymentWrite:
    """One write of a batch: `part` is what stands, `payment` what shall stand."""

    key: str
    payment: TenderPayment | None = None
    part: PostedPart | None = None


@dataclass(frozen=True, slots=True)
class PaymentFailure:
    """Of the next batch the first `keep` are written, the others refused with `error`."""

    keep: int
    error: Exception


def keyed(form: SalesForm) -> dict[str, TenderPayment]:
    """The payments of a form by what identifies them on every try."""
    payments: dict[str, TenderPayment] = {}
    for payment in form.payments:
        key = f"{payment.tender}|{payment.location_id}"
        payments[key if key not in payments else f"{key}|{len(payments)}"] = payment
    return payments


def wanted_hashes(call: BooksCall) -> dict[str, str]:
    """What the payments shall be, by key; nothing where they are taken out."""
    form = call.document
    if not isinstance(form, SalesForm):
        return {}
    return {key: form.payment_hash(payment) for key, payment in keyed(form).items()}


def batch_of(call: BooksCall, standing: Sequence[PostedPart]) -> list[PaymentWrite]:
    """The next batch: what frees money of the invoice first, what takes it in a call after that."""
    form, parts = call.document, {part.key: part for part in standing}
    wanted = keyed(form) if isinstance(form, SalesForm) else {}
    freeing = [PaymentWrite(key, part=part) for key, part in parts.items() if key not in wanted]
    taking: list[PaymentWrite] = []
    hashes = wanted_hashes(call)
    for key, payment in wanted.items():
        part = parts.get(key)
        if part is None or hashes[key] != part.body_hash:
            frees = part is not None and payment.amount_minor < part.total_minor
            (freeing if frees else taking).append(PaymentWrite(key, payment, part))
    return (freeing or taking)[:BATCH_SIZE]


def bring_in_line(books: FakeBooks, call: BooksCall, failure: PaymentFailure | None) -> PostedDocument:
    """Write one batch; what stands afterwards, as far as its answer tells."""
    assert call.about is not None
    parts = {part.key: part for part in call.about.parts}
    errors: list[Exception] = []
    for place, write in enumerate(batch_of(call, call.about.parts)):
        try:
            if failure is not None and place >= failure.keep:
                raise failure.error
            part = _written(books, call, write)
        except (RetriableError, NeedsAttentionError, ConflictError) as error:
            errors.append(error)
            continue
        books.move_invoice(call.about.id)
        parts.pop(write.key, None)
        if part is not None:
            parts[write.key] = part
    document = replace(call.about, parts=tuple(parts.values()))
    document = replace(document, payments_hash=standing_hash(call, document))
    _raise_first(errors, document)
    return document


def standing_hash(call: BooksCall, document: PostedDocument) -> str:
    """The hash of the payments that stand; empty for an invoice that is still to be paid."""
    if wanted_hashes(call) and not document.parts:
        return ""
    return payments_hash_of(part.body_hash for part in document.parts)


def _raise_first(errors: Sequence[Exception], document: PostedDocument) -> None:
    for error in errors:
        if isinstance(error, ConflictError):
            raise ConflictError(error.unless_ours, document=document)
    for error in errors:
        if isinstance(error, RetriableError):
            raise PartlyPostedError(str(error), document=document, after_seconds=error.after_seconds)
    for error in errors:
        if isinstance(error, NeedsAttentionError):
            raise PartlyRefusedError(error.reason, str(error), document=document, details=error.details)


def _written(books: FakeBooks, call: BooksCall, write: PaymentWrite) -> PostedPart | None:
    assert call.about is not None
    stored = _standing(books, write)
    if write.payment is None:
        if stored is not None and write.part is not None:
            books.check_payable(write.part.id, stored.business_date)
            del books.payments[write.part.id]
        return None
    form = call.document
    assert isinstance(form, SalesForm)
    if write.payment.account_id in books.inactive_accounts:
        raise NeedsAttentionError(HoldReason.ACCOUNT_UNUSABLE, f"account {write.payment.account_id} is inactive")
    fresh = StoredPayment(call.about.id, write.key, write.payment, form.business_date, form.payment_hash(write.payment))
    if write.part is None:
        return _created(books, fresh)
    if stored is None:
        raise ConflictError(touched(write.part.id))
    books.check_payable(write.part.id, stored.business_date, form.business_date)
    books.check_room(call.about.id, write.payment, write.part.id)
    books.payments[write.part.id] = replace(fresh, version=stored.version + 1, created_at=stored.created_at)
    return books.part(write.part.id)


def _standing(books: FakeBooks, write: PaymentWrite) -> StoredPayment | None:
    stored = books.payments.get(write.part.id) if write.part else None
    if stored is not None and write.part is not None and str(stored.version) != write.part.sync_token:
        raise ConflictError(touched(write.part.id))
    return stored


def _created(books: FakeBooks, fresh: StoredPayment) -> PostedPart:
    """An invoice that is paid already takes no second payment for the same money."""
    books.check_payable("", fresh.business_date)
    paid: Mapping[str, PostedPart] = {part.key: part for part in books.parts(fresh.invoice_id)}
    if fresh.key in paid:
        raise ConflictError(touched(paid[fresh.key].id))
    books.check_room(fresh.invoice_id, fresh.content)
    return books.part(books.new_payment(fresh))
