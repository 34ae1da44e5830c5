"""Location-days that a worker has settled, each as the release of today leaves it behind."""

from dataclasses import replace
from datetime import timedelta

from connected_merchant import MONDAY, QUEEN, day
from daybook.application.posting.post_location_day import MAX_TRIES, post_location_day
from daybook.domain.company.connection import ClosedBooksPolicy, LocationMode
from daybook.domain.day.orders import DayActivity
from daybook.domain.errors import Condition, DayGivenUpError, RetriableError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from released.shop import (
    CANADA,
    COMBINED,
    IRELAND,
    KING,
    UNITED_STATES,
    business,
    given_back_only,
)

_RECEIPT, _INVOICE = DocumentKind.SALES_RECEIPT, DocumentKind.INVOICE


def changed(merchant, later=250):
    """talech tells of another sale of the day."""
    merchant.sales.days[QUEEN, MONDAY] = business(merchant.country, later=later)


def posted(merchant, **books):
    """A merchant whose day is in the books."""
    merchant.open_books(**books)
    merchant.post()


def closed(merchant, policy=ClosedBooksPolicy.HOLD):
    """The accountant closes the month."""
    merchant.ledger.close_books(MONDAY + timedelta(days=7))
    merchant.choose(closed_books_policy=policy)


def posted_combined(merchant):
    merchant.open_books(location_mode=LocationMode.COMBINED)
    merchant.sales.days[KING, MONDAY] = business(CANADA, later=100, place=KING)
    post_location_day(SyncRequest(COMBINED, SyncCause.SCHEDULE, merchant.clock.now()), "worker", merchant.posting)


def posted_refund_receipt(merchant):
    merchant.open_books(document_kind=_INVOICE)
    merchant.sales.days[QUEEN, MONDAY] = given_back_only(CANADA)
    merchant.post()


def amended(merchant):
    posted(merchant)
    changed(merchant)
    merchant.post()


def with_delta(merchant, **books):
    posted(merchant, **books)
    closed(merchant, ClosedBooksPolicy.DELTA)
    changed(merchant)
    merchant.post()


def with_drift(merchant):
    posted(merchant)
    record = merchant.sync_log.get(day())
    merchant.clock.advance(hours=2)
    drift = Drift(DriftKind.EDITED, record.document.id, merchant.clock.now())
    merchant.sync_log.note_drift(day(), drift, settled_at=record.settled_at)
    merchant.ledger.touch(record.document.id)


def empty(merchant):
    merchant.open_books()
    merchant.sales.days[QUEEN, MONDAY] = DayActivity()
    merchant.post()


def undone(merchant):
    posted(merchant)
    merchant.undo(day())


def due(merchant):
    merchant.open_books()
    merchant.sync_log.plan(day(), merchant.clock.now())


def due_and_queued_again(merchant):
    due(merchant)
    merchant.clock.advance(hours=1)
    merchant.sync_log.requeue(day(), merchant.clock.now())


def waiting_for(merchant, condition):
    due(merchant)
    merchant.sales.error = RetriableError("talech does not answer", condition=condition)
    _unfinished(merchant)


def failed(merchant):
    due(merchant)
    merchant.sales.error = ZeroDivisionError("a bug")
    for _ in range(MAX_TRIES):
        _unfinished(merchant)


def posted_with_tax_as_lines(merchant):
    """QuickBooks computed another tax: the till's tax went into a line of the same document."""
    merchant.open_books(UNITED_STATES, document_kind=_RECEIPT, coded=True)
    merchant.ledger.recompute_tax()
    merchant.post()


def _unfinished(merchant):
    request = SyncRequest(day(), SyncCause.SCHEDULE, merchant.clock.now())
    try:
        post_location_day(request, "worker", merchant.posting)
    except (RetriableError, DayGivenUpError, ZeroDivisionError):
        return
    raise AssertionError("the day came to an outcome")


SETTLED = {
    "posted_journal_entry": posted,
    "posted_invoice": lambda merchant: posted(merchant, document_kind=_INVOICE),
    "posted_sales_receipt": lambda merchant: posted(merchant, document_kind=_RECEIPT),
    "posted_refund_receipt": posted_refund_receipt,
    "posted_combined": posted_combined,
    "posted_tax_coded_receipt_ca": lambda merchant: posted(merchant, document_kind=_RECEIPT, coded=True),
    "posted_tax_coded_invoice_ie": lambda merchant: posted(
        merchant, country=IRELAND, document_kind=_INVOICE, coded=True, language="fr"
    ),
    "posted_with_tax_as_lines": posted_with_tax_as_lines,
    "posted_with_gaps": lambda merchant: posted(merchant, without=("tip", "tender:CCRD:VISA")),
    "posted_with_tax_code_gap": lambda merchant: posted(
        merchant, country=replace(CANADA, codes={"": CANADA.codes[""]}), document_kind=_RECEIPT, coded=True
    ),
    "posted_amended": amended,
    "posted_with_delta": with_delta,
    "posted_with_tax_coded_delta": lambda merchant: with_delta(merchant, document_kind=_RECEIPT, coded=True),
    "posted_with_drift": with_drift,
    "empty": empty,
    "undone": undone,
    "due": due,
    "due_and_queued_again": due_and_queued_again,
    "due_waiting_for_talech": lambda merchant: waiting_for(merchant, Condition.TALECH_UNAVAILABLE),
    "failed": failed,
}
