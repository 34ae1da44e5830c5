"""Wherever a line breaks, the same call under the same request id ends in the same books (design 5)."""

import pytest

from contract.quickbooks_adapter.shop_days import corrected, day
from contract.quickbooks_adapter.two_ledgers import Simulated
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.sync import PartlyPostedError, PartlyRefusedError

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE
FAULTS = ["drop_connection", "drop_connection_after_commit", "http_500", "http_503", "throttle"]
interrupted = pytest.mark.parametrize("fault", FAULTS)
at = pytest.mark.parametrize("path", ["invoice", "batch"])
remembered = pytest.mark.parametrize("remembered", [True, False], ids=["remembered", "crashed"])


@pytest.fixture
def books(simulator):
    return Simulated(simulator)


def repeated(call, standing, *, remembered):
    """The call, and once more after it was interrupted: with what its error told, or with what was known before."""
    with pytest.raises(RetriableError) as caught:
        call(standing)
    if remembered and isinstance(caught.value, PartlyPostedError):
        standing = caught.value.document
    return call(standing)


@interrupted
@at
@remembered
def test_a_post_is_made_good(books, fault, path, remembered):
    books.arm(fault, path)

    repeated(
        lambda done: books.ledger.post(day(books, INVOICE), "r1", books.references, done=done),
        None,
        remembered=remembered,
    )

    assert books.effect == day(books, INVOICE).effect
    assert books.documents == 3


@interrupted
@at
@remembered
def test_a_correction_is_made_good(books, fault, path, remembered):
    before = books.ledger.post(day(books, INVOICE), "r1", books.references)
    books.arm(fault, path)

    repeated(
        lambda standing: books.ledger.amend(corrected(books, INVOICE), standing, "r2", books.references),
        before,
        remembered=remembered,
    )

    assert books.effect == corrected(books, INVOICE).effect
    assert books.documents == 4


@interrupted
@at
@remembered
def test_a_removal_is_made_good(books, fault, path, remembered):
    before = books.ledger.post(day(books, INVOICE), "r1", books.references)
    books.arm(fault, path)

    repeated(lambda standing: books.ledger.remove(standing, "r2"), before, remembered=remembered)

    assert books.documents == 0


def test_a_grant_that_dies_between_invoice_and_payments_holds_the_day_with_the_invoice(books):
    books.arm("revoke", "batch")

    with pytest.raises(PartlyRefusedError) as caught:
        books.ledger.post(day(books, INVOICE), "r1", books.references)

    assert caught.value.reason is HoldReason.NEEDS_RECONNECT
    assert (caught.value.document.total_minor, caught.value.document.parts) == (105750, ())
    assert books.documents == 1
