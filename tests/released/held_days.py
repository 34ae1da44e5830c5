"""Location-days that wait for a person, one for every reason, each as the release of today leaves it behind."""

import pytest

from connected_merchant import MONDAY, QUEEN, day
from daybook.application.days.settle_holds import release_day
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import Condition, HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.books_calls import CallAction
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import ResponseDiffersError
from fakes.quickbooks.lying_calls import lie_about
from released.open_calls import unanswered
from released.settled_days import changed, closed, due, posted
from released.shop import CANADA, contradicting

_INVOICE = DocumentKind.INVOICE
_BEFORE_QUICKBOOKS = (
    HoldReason.SOURCE_INCONSISTENT,
    HoldReason.PLAN_BELOW_STANDARD,
    HoldReason.DEMO_MERCHANT,
    HoldReason.TALECH_ACCESS_LOST,
    HoldReason.ADJUSTMENT_ABOVE_LIMIT,
    HoldReason.CURRENCY_DIFFERS,
    HoldReason.NOT_MAPPED,
    HoldReason.COMPANY_IN_USE,
    HoldReason.UNKNOWN_LOCATION,
    HoldReason.OTHER_BOOKS,
    HoldReason.OPEN_IN_OTHER_COMPANY,
)
_BY_QUICKBOOKS = (
    HoldReason.ACCOUNT_UNUSABLE,
    HoldReason.CHANGED_AFTER_POSTING,
    HoldReason.REFUSED_BY_QUICKBOOKS,
    HoldReason.OUTSIDE_TAX_RETURN,
    HoldReason.SUBSCRIPTION_LAPSED,
)


def untied(merchant):
    merchant.open_books()
    merchant.sales.days[QUEEN, MONDAY] = contradicting(CANADA)
    merchant.post()


def released_untied(merchant):
    untied(merchant)
    release_day(day(), merchant.sync_log, merchant.queue, merchant.clock.now())


def late_for_closed_books(merchant):
    merchant.open_books()
    closed(merchant)
    merchant.post()


def released_into_next_period(merchant):
    late_for_closed_books(merchant)
    release_day(day(), merchant.sync_log, merchant.queue, merchant.clock.now())


def changed_in_closed_books(merchant):
    posted(merchant)
    closed(merchant)
    changed(merchant)
    merchant.post()


def touched(merchant):
    posted(merchant)
    merchant.ledger.touch(merchant.sync_log.get(day()).document.id)
    changed(merchant)
    merchant.post()


def in_bank_deposit(merchant):
    posted(merchant, document_kind=_INVOICE)
    merchant.ledger.put_in_deposit(merchant.sync_log.get(day()).document.parts[0].id)
    changed(merchant)
    merchant.post()


def payments_refused(merchant):
    merchant.open_books(document_kind=_INVOICE)
    merchant.ledger.fail_payments(NeedsAttentionError(HoldReason.ACCOUNT_UNUSABLE, "account 3 is inactive"), keep=1)
    merchant.post()


def given_up(merchant):
    """talech has not answered for a day."""
    due(merchant)
    merchant.sales.error = RetriableError("talech does not answer", condition=Condition.TALECH_UNAVAILABLE)
    unanswered(merchant.post)
    merchant.clock.advance(hours=25)
    merchant.post()


def disconnected(merchant):
    merchant.open_books(status=ConnectionStatus.NEEDS_RECONNECT)
    merchant.post()


def refused(merchant, reason):
    """QuickBooks refuses the document for this reason."""
    merchant.open_books()
    details = ("Account 1 has been made inactive",)
    merchant.ledger.fail_next(NeedsAttentionError(reason, f"held: {reason}", details=details, fault_code=6210))
    merchant.post()


def stopped(merchant, reason):
    """The day is stopped for this reason before QuickBooks is called."""
    due(merchant)
    merchant.sales.error = NeedsAttentionError(reason, f"held: {reason}", details=("the first figure",))
    merchant.post()


def stored_otherwise(merchant):
    """QuickBooks stored something else than was sent."""
    merchant.open_books()

    def differs(stored):
        return ResponseDiffersError("total 47.19, not 47.18", document=stored, details=("total 4719, sent 4718",))

    with pytest.MonkeyPatch.context() as patch:
        lie_about(patch, merchant.ledger, CallAction.POST, differs)
        merchant.post()


HELD = {
    **{f"held_{reason}": lambda merchant, reason=reason: stopped(merchant, reason) for reason in _BEFORE_QUICKBOOKS},
    **{f"held_{reason}": lambda merchant, reason=reason: refused(merchant, reason) for reason in _BY_QUICKBOOKS},
    "held_response_differs": stored_otherwise,
    "held_not_tied": untied,
    "held_not_tied_and_released": released_untied,
    "held_late_for_closed_books": late_for_closed_books,
    "held_late_for_closed_books_and_released": released_into_next_period,
    "held_changed_in_closed_books": changed_in_closed_books,
    "held_touched_in_quickbooks": touched,
    "held_in_bank_deposit": in_bank_deposit,
    "held_payments_refused": payments_refused,
    "held_vendor_unavailable": given_up,
    "held_needs_reconnect": disconnected,
}
