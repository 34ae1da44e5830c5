"""The one call that brings a document a step nearer to what is wanted: one row a case."""

from dataclasses import replace

import pytest

from daybook.application.posting.decide import next_call
from daybook.domain.posting.books_calls import BooksCall, CallAction
from unit.application.posting.deciding.on_record import ENTRY, INVOICE, RECEIPT, document, posted, without_payments

ENTRY_STANDS, RECEIPT_STANDS = posted(1000), posted(1000, RECEIPT)
PAID, UNPAID = posted(1000, INVOICE), posted(1000, INVOICE, paid=False)
UNKNOWN_PAYMENTS = replace(PAID, payments_hash="")
EARLIER_RELEASE = replace(ENTRY_STANDS, body_hash="")
NO_CALL = None
CASES = {
    "nothing stands and nothing is wanted": (None, None, NO_CALL),
    "a document is made": (None, document(1000), (CallAction.POST, True)),
    "a document that is as wanted is left": (ENTRY_STANDS, document(1000), NO_CALL),
    "other figures are amended in place": (ENTRY_STANDS, document(1500), (CallAction.AMEND, True)),
    "a document of an earlier release is written once more": (
        EARLIER_RELEASE,
        document(1000),
        (CallAction.AMEND, True),
    ),
    "a document is taken out": (ENTRY_STANDS, None, (CallAction.REMOVE, False)),
    "a document of another kind goes before its successor": (
        ENTRY_STANDS,
        document(1000, RECEIPT),
        (CallAction.REMOVE, False),
    ),
    "so does a receipt before an entry": (RECEIPT_STANDS, document(1000, ENTRY), (CallAction.REMOVE, False)),
    "an invoice comes before its payments": (None, document(1000, INVOICE), (CallAction.POST, True)),
    "then they are paid": (UNPAID, document(1000, INVOICE), (CallAction.PAY, True)),
    "a paid invoice is left": (PAID, document(1000, INVOICE), NO_CALL),
    "an invoice is amended before its payments": (PAID, document(1500, INVOICE), (CallAction.AMEND, True)),
    "an invoice that shrinks comes after its payments": (
        posted(1500, INVOICE),
        document(1000, INVOICE),
        (CallAction.PAY, True),
    ),
    "but not after its only payment": (
        replace(posted(1500, INVOICE), parts=posted(1500, INVOICE).parts[:1]),
        document(1000, INVOICE),
        (CallAction.AMEND, True),
    ),
    "an invoice without its payments is paid again": (
        without_payments(PAID),
        document(1000, INVOICE),
        (CallAction.PAY, True),
    ),
    "payments that are not known are written once more": (
        UNKNOWN_PAYMENTS,
        document(1000, INVOICE),
        (CallAction.PAY, True),
    ),
    "payments go before their invoice": (PAID, None, (CallAction.PAY, False)),
    "then the invoice goes": (without_payments(PAID), None, (CallAction.REMOVE, False)),
    "payments go before a document of another kind": (PAID, document(1000, ENTRY), (CallAction.PAY, False)),
}


@pytest.mark.parametrize(("stands", "wanted", "expected"), CASES.values(), ids=CASES)
def test_the_next_call(stands, wanted, expected):
    call = next_call(stands, wanted)

    if expected is NO_CALL:
        assert call is None
    else:
        action, writes = expected
        assert call == BooksCall(action, wanted if writes else None, stands)
