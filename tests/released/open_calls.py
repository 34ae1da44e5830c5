"""Location-days whose last call to QuickBooks nobody has seen the answer of, and days that are half done."""

from connected_merchant import MONDAY, QUEEN, day
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.errors import RetriableError
from daybook.domain.posting.documents import DocumentKind
from released.settled_days import changed, closed, posted
from released.shop import CANADA, UNITED_STATES, given_back_only

_RECEIPT, _INVOICE = DocumentKind.SALES_RECEIPT, DocumentKind.INVOICE
_BUSY = RetriableError("QuickBooks is busy")


def post_that_arrived(merchant, **books):
    merchant.open_books(**books)
    merchant.ledger.lose_next_answer()
    unanswered(merchant.post)


def post_that_never_arrived(merchant):
    merchant.open_books()
    merchant.ledger.land_late()
    unanswered(merchant.post)


def invoice_with_payments_missing(merchant):
    """The invoice stands, and so does one of its payments."""
    merchant.open_books(document_kind=_INVOICE)
    merchant.ledger.fail_payments(_BUSY, keep=1)
    unanswered(merchant.post)


def amendment_that_arrived(merchant, **books):
    posted(merchant, **books)
    changed(merchant)
    merchant.ledger.lose_next_answer()
    unanswered(merchant.post)


def amendment_that_never_arrived(merchant):
    posted(merchant)
    changed(merchant)
    merchant.ledger.land_late()
    unanswered(merchant.post)


def amended_invoice_with_old_payments(merchant):
    posted(merchant, document_kind=_INVOICE)
    changed(merchant)
    merchant.ledger.fail_payments(_BUSY)
    unanswered(merchant.post)


def payments_that_arrived(merchant):
    merchant.open_books(document_kind=_INVOICE)
    merchant.ledger.lose_next_answer(after=1)
    unanswered(merchant.post)


def amendment_with_tax_as_lines(merchant):
    """QuickBooks computed another tax; of the amendment that puts the till's tax into lines nobody saw the answer."""
    merchant.open_books(UNITED_STATES, document_kind=_RECEIPT, coded=True)
    merchant.ledger.recompute_tax()
    merchant.ledger.lose_next_answer(after=1)
    unanswered(merchant.post)


def replacement(merchant, *, answers):
    """An invoice becomes a refund receipt: payments go, the invoice goes, the receipt comes; each may be the last."""
    posted(merchant, document_kind=_INVOICE)
    merchant.sales.days[QUEEN, MONDAY] = given_back_only(CANADA)
    merchant.ledger.lose_next_answer(after=answers)
    unanswered(merchant.post)


def delta(merchant, *, arrived):
    posted(merchant)
    closed(merchant, ClosedBooksPolicy.DELTA)
    changed(merchant)
    # The company is read once more before the correction is sent: that call is answered.
    merchant.choose(company=merchant.ledger.company())
    if arrived:
        merchant.ledger.lose_next_answer()
    else:
        merchant.ledger.land_late()
    unanswered(merchant.post)


def removal(merchant, *, answers, **books):
    posted(merchant, **books)
    if answers is None:
        merchant.ledger.land_late()
    else:
        merchant.ledger.lose_next_answer(after=answers)
    unanswered(lambda: merchant.undo(day()))


def redo_that_arrived(merchant):
    posted(merchant)
    merchant.undo(day())
    merchant.ledger.lose_next_answer()
    unanswered(lambda: merchant.redo(day()))


def proof_without_outcome(merchant):
    """The worker died on its last step: QuickBooks has answered, the proof is written, the record still asks."""

    def die(*_settled, **_how):
        raise KeyboardInterrupt

    merchant.open_books()
    merchant.sync_log.settle = die
    try:
        merchant.post()
    except KeyboardInterrupt:
        del merchant.sync_log.settle
    merchant.clock.advance(seconds=181)


def unanswered(call):
    """The call must not come to an outcome."""
    try:
        call()
    except RetriableError:
        return
    raise AssertionError("the call was answered")


OPEN = {
    "open_post_arrived": post_that_arrived,
    "open_post_arrived_tax_coded": lambda merchant: post_that_arrived(merchant, document_kind=_RECEIPT, coded=True),
    "open_post_arrived_invoice_unpaid": lambda merchant: post_that_arrived(merchant, document_kind=_INVOICE),
    "open_post_never_arrived": post_that_never_arrived,
    "open_post_with_progress": invoice_with_payments_missing,
    "open_post_proved": proof_without_outcome,
    "open_amend_arrived": amendment_that_arrived,
    "open_amend_arrived_receipt": lambda merchant: amendment_that_arrived(merchant, document_kind=_RECEIPT),
    "open_amend_never_arrived": amendment_that_never_arrived,
    "open_amend_with_progress": amended_invoice_with_old_payments,
    "open_amend_with_tax_as_lines": amendment_with_tax_as_lines,
    "open_replace_payments_gone": lambda merchant: replacement(merchant, answers=0),
    "open_replace_invoice_gone": lambda merchant: replacement(merchant, answers=1),
    "open_replace_arrived": lambda merchant: replacement(merchant, answers=2),
    "open_delta_arrived": lambda merchant: delta(merchant, arrived=True),
    "open_delta_never_arrived": lambda merchant: delta(merchant, arrived=False),
    "open_pay_arrived": payments_that_arrived,
    "open_remove_arrived": lambda merchant: removal(merchant, answers=0),
    "open_remove_never_arrived": lambda merchant: removal(merchant, answers=None),
    "open_remove_payments_gone": lambda merchant: removal(merchant, answers=0, document_kind=_INVOICE),
    "open_redo_arrived": redo_that_arrived,
}
