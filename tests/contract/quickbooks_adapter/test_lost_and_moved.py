"""What nobody knows of QuickBooks must not hold or double a day: forgotten request ids, versions that move along."""

import re
from decimal import Decimal

import pytest

from contract.quickbooks_adapter.shop_days import NUMBER, corrected, day
from contract.quickbooks_adapter.two_ledgers import FailingItems, Simulated
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.sync import PartlyPostedError, PartlyRefusedError

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE


@pytest.fixture
def books(simulator):
    return Simulated(simulator)


@pytest.fixture
def forget(simulator):
    """QuickBooks forgets every request id: how long it remembers them is not published (reference 2.3)."""
    return simulator.state.replay._answers.clear


def test_payments_of_a_forgotten_batch_are_adopted(books, forget):
    invoice = day(books, INVOICE)
    books.lose_answer(of_payments=True)
    with pytest.raises(PartlyPostedError) as caught:
        books.ledger.post(invoice, "r1", books.references)

    forget()
    posted = books.ledger.post(invoice, "r1", books.references, done=caught.value.document)

    assert (len(posted.parts), books.documents) == (2, 3)
    assert books.effect == invoice.effect


@pytest.mark.parametrize("kind", [INVOICE, DocumentKind.SALES_RECEIPT])
def test_a_forgotten_form_is_adopted_by_its_number(books, forget, kind):
    document = day(books, kind)
    first = books.ledger.post(document, "r1", books.references)

    forget()
    again = books.ledger.post(document, "r1", books.references)

    assert (again.id, again.parts) == (first.id, first.parts)
    assert books.effect == document.effect


@pytest.mark.parametrize("of_payments", [True, False])
def test_a_forgotten_correction_is_recognised_by_its_content(books, forget, of_payments):
    """The version moved, and the document holds exactly what we want: that was us."""
    before = books.ledger.post(day(books, INVOICE), "r1", books.references)
    books.lose_answer(of_payments=of_payments)
    with pytest.raises(RetriableError):
        books.ledger.amend(corrected(books, INVOICE), before, "r2", books.references)

    forget()
    books.ledger.amend(corrected(books, INVOICE), before, "r2", books.references)

    assert books.effect == corrected(books, INVOICE).effect


def test_an_invoice_that_a_person_has_paid_otherwise_is_for_a_person(books):
    invoice = day(books, INVOICE)
    books.fail_payments(keep=1)
    with pytest.raises(PartlyPostedError) as caught:
        books.ledger.post(invoice, "r1", books.references)
    standing = caught.value.document
    link = {"Amount": Decimal("215.40"), "LinkedTxn": [{"TxnId": standing.id, "TxnType": "Invoice"}]}
    own = {"CustomerRef": {"value": books.references.customer_id}, "TotalAmt": Decimal("215.40"), "Line": [link]}
    books.ledger._client.post("payment", own | {"TxnDate": "2026-11-23"}, "Anna")

    with pytest.raises(PartlyRefusedError) as refused:
        books.ledger.post(invoice, "r1", books.references, done=standing)

    assert refused.value.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert refused.value.document.parts == standing.parts
    assert books.ledger.find(INVOICE, NUMBER).parts == standing.parts, "a person's payment is not ours"


def test_an_account_made_inactive_is_no_persons_edit(books):
    """Both answer 610; only one of them can be settled by reactivating something."""
    before = books.ledger.post(day(books, INVOICE), "r1", books.references)
    item = books.company.find("Item", books.references.items[books.accounts["tax"]])
    item.body["Active"] = False

    with pytest.raises(NeedsAttentionError) as caught:
        books.ledger.amend(corrected(books, INVOICE), before, "r2", books.references)

    assert caught.value.reason is HoldReason.ACCOUNT_UNUSABLE
    assert books.effect == day(books, INVOICE).effect


class MovesAlong(FailingItems):
    """A QuickBooks in which a write moves the version of what it is linked with, both ways."""

    def __init__(self, company, clock):
        super().__init__()
        self._company = company
        self._clock = clock

    def send(self, request, **known):
        versions = self._versions()
        response = super().send(request, **known)
        path = re.search(r"/company/\d+/(\w+)", request.url)[1]
        changed = [key for key, version in self._versions().items() if versions.get(key) != version]
        if path in {"batch", "invoice"} and changed:
            other = "Invoice" if path == "batch" else "Payment"
            for record in self._company.live(other):
                self._company.touch(record, self._clock.now())
        return response

    def _versions(self):
        return {record.id: record.version for record in self._company.transactions()}


@pytest.fixture
def moving(simulator):
    books = Simulated(simulator)
    books.ledger._client._session.mount("http://", MovesAlong(books.company, simulator.clock))
    return books


def test_payments_that_move_the_version_of_their_invoice_are_no_persons_edit(moving):
    """Not documented, and every correction of an invoice would be held if it were taken for one (reference 2.7)."""
    first = moving.ledger.post(day(moving, INVOICE), "r1", moving.references)

    second = moving.ledger.amend(corrected(moving, INVOICE), first, "r2", moving.references)
    moving.ledger.amend(day(moving, INVOICE), second, "r3", moving.references)

    assert moving.effect == day(moving, INVOICE).effect


def test_an_invoice_whose_version_its_payments_move_is_removed(moving):
    posted = moving.ledger.post(day(moving, INVOICE), "r1", moving.references)

    moving.ledger.remove(posted, "r2")

    assert moving.documents == 0


@pytest.mark.parametrize("of_payment", [True, False])
def test_where_versions_move_along_a_person_is_still_noticed(moving, of_payment):
    posted = moving.ledger.post(day(moving, INVOICE), "r1", moving.references)
    moving.touch(posted.parts[0].id if of_payment else posted.id)

    with pytest.raises(NeedsAttentionError) as caught:
        moving.ledger.amend(corrected(moving, INVOICE), posted, "r2", moving.references)

    assert caught.value.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert moving.effect == day(moving, INVOICE).effect
