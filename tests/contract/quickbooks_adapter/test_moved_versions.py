"""A payment moves the version of its invoice, and no person was there (docs/quickbooks.md 2.7, 13.4).

Whether an invoice that is written moves its payments is not documented: one of the worlds here does that too.
"""

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from contract.quickbooks_adapter.every_ledger.failing_items import FailingItems
from contract.quickbooks_adapter.every_ledger.two_ledgers import InMemory, Simulated
from contract.quickbooks_adapter.shop_days import CORRECTED, NUMBER, corrected, day
from daybook.adapters.quickbooks.documents.kinds import rendered
from daybook.domain.errors import HoldReason
from daybook.domain.posting.books_calls import BooksCall, CallAction, Likeness
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import ConflictError, OutcomeUnknownError

pytestmark = pytest.mark.loopback

INVOICE = DocumentKind.INVOICE
POST, AMEND, PAY, REMOVE = CallAction.POST, CallAction.AMEND, CallAction.PAY, CallAction.REMOVE


class MovesAlong(FailingItems):
    """A QuickBooks in which a write moves the version of what it is linked with, both ways."""

    def __init__(self, company, clock):
        super().__init__()
        self._company = company
        self._clock = clock

    def send(self, request, **known):
        versions = self._versions()
        try:
            return super().send(request, **known)
        finally:
            self._move(request, versions)

    def _move(self, request, versions):
        path = re.search(r"/company/\d+/(\w+)", request.url)[1]
        changed = [key for key, version in self._versions().items() if versions.get(key) != version]
        if path in {"batch", "invoice"} and changed:
            other = "Invoice" if path == "batch" else "Payment"
            for record in self._company.live(other):
                self._company.touch(record, self._clock.now())

    def _versions(self):
        return {record.id: record.version for record in self._company.transactions()}


def moved_in_memory(_):
    books = InMemory()
    books.ledger.move_invoices_with_payments()
    return books


def moved_by_payments(simulator):
    books = Simulated(simulator)
    books.company.switches.payments_move_invoices = True
    return books


def moved_both_ways(simulator):
    books = Simulated(simulator)
    books.client._session.mount("http://", MovesAlong(books.company, simulator.clock))
    return books


WORLDS = {
    "in memory": moved_in_memory,
    "payments move invoices": moved_by_payments,
    "invoices move payments too": moved_both_ways,
}


@pytest.fixture(params=WORLDS)
def moving(request):
    simulator = None if request.param == "in memory" else request.getfixturevalue("simulator")
    return WORLDS[request.param](simulator)


def settled(books, call):
    """The call; where QuickBooks has another version, once more on the one that a look-up knows to be ours."""
    try:
        return books.send(call, uuid4().hex)
    except ConflictError:
        found = books.look_up(call)
    assert found.likeness is Likeness.AS_LEFT
    return books.send(BooksCall(call.action, call.document, found.document), uuid4().hex)


def test_versions_that_payments_and_invoice_move_are_no_persons_edit(moving):
    """Every correction of an invoice would be held if they were taken for one (docs/quickbooks.md 2.7, 13.4)."""
    standing = moving.post(day(moving, INVOICE))
    for figures in (CORRECTED, None):
        wanted = day(moving, INVOICE, figures)
        moving.wait()
        standing = settled(moving, BooksCall(AMEND, wanted, standing))
        while standing.payments_hash != wanted.payments_hash:
            standing = settled(moving, BooksCall(PAY, wanted, standing))

    assert moving.effect == day(moving, INVOICE).effect


def test_an_amendment_behind_a_lost_answer_leaves_payments_whose_versions_moved(moving):
    """The call that follows knows their versions of now."""
    posted = moving.post(day(moving, INVOICE))
    moving.wait()
    amending = BooksCall(AMEND, day(moving, INVOICE, CORRECTED), moving.look_up(BooksCall(PAY, None, posted)).document)
    moving.lose_answer()
    with pytest.raises(OutcomeUnknownError):
        moving.send(amending, "r2")

    amended = moving.look_up(amending)
    moving.pay(amending.document, amended.document, "r3")

    assert amended.likeness is Likeness.AS_SENT
    assert moving.effect == amending.document.effect


def test_an_invoice_whose_version_its_payments_move_is_removed(moving):
    posted = moving.post(day(moving, INVOICE))
    moving.wait()
    unpaid = moving.send(BooksCall(PAY, None, posted), "r2")
    unlocked = moving.ledger.locks_of([unpaid])

    settled(moving, BooksCall(REMOVE, None, unpaid))

    assert unlocked is None
    assert moving.documents == 0


@pytest.mark.parametrize("of_payment", [True, False])
def test_where_versions_move_along_a_person_is_still_noticed(moving, of_payment):
    posted = moving.post(day(moving, INVOICE))
    moving.touch(posted.parts[0].id if of_payment else posted.id)
    call = BooksCall(AMEND, corrected(moving, INVOICE), posted)

    with pytest.raises(ConflictError):
        moving.send(call, "r2")

    assert moving.look_up(call).likeness is Likeness.OTHER
    assert moving.ledger.locks_of([posted]).reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    assert moving.ledger.find(INVOICE, NUMBER).id == posted.id


def test_a_payment_behind_a_lost_answer_tells_the_version_that_it_gave_its_invoice(moving):
    invoice = day(moving, INVOICE)
    call = BooksCall(PAY, invoice, moving.send(BooksCall(POST, invoice), "r1"))
    moving.wait()
    moving.lose_answer()
    with pytest.raises(OutcomeUnknownError):
        moving.send(call, "r2")

    paid = moving.look_up(call).document
    moving.send(BooksCall(AMEND, corrected(moving, INVOICE), paid), "r3")

    assert int(paid.sync_token) > int(call.about.sync_token)


def test_an_invoice_that_a_person_edited_between_its_payments_and_its_removal_stays(moving):
    unpaid = moving.send(BooksCall(PAY, None, moving.post(day(moving, INVOICE))), "r2")
    moving.edit_figures(unpaid.id, corrected(moving, INVOICE))
    call = BooksCall(REMOVE, None, unpaid)

    with pytest.raises(ConflictError):
        moving.send(call, "r3")

    assert moving.look_up(call).likeness is Likeness.OTHER


def test_a_payment_that_a_person_moved_to_another_account_is_theirs(simulator):
    """It moves its invoice at the same instant, which our own payments do as well."""
    books = moved_by_payments(simulator)
    before = books.post(day(books, INVOICE))
    books.wait()
    version = {"Id": before.parts[0].id, "SyncToken": "0", "sparse": True}
    books.client.post("payment", {**version, "DepositToAccountRef": {"value": books.accounts["amex"]}}, "Anna")
    books.wait()

    found = books.look_up(BooksCall(PAY, corrected(books, INVOICE), before))

    assert found.likeness is Likeness.OTHER
    assert before.parts[0].id in found.details[0]
    assert books.ledger.locks_of([before]).reason is HoldReason.TOUCHED_IN_QUICKBOOKS


def test_an_invoice_that_a_person_edited_while_its_payments_were_sent_is_theirs(moving):
    invoice = day(moving, INVOICE)
    call = BooksCall(PAY, invoice, moving.send(BooksCall(POST, invoice), "r1"))
    moving.wait()
    moving.lose_answer()
    with pytest.raises(OutcomeUnknownError):
        moving.send(call, "r2")
    moving.wait()
    moving.edit_figures(call.about.id, corrected(moving, INVOICE))

    found = moving.look_up(call)

    assert found.likeness is Likeness.OTHER
    assert found.document.parts
    with pytest.raises(ConflictError):
        moving.send(BooksCall(AMEND, invoice, found.document), "r3")


def _with_a_unit_moved(invoice):
    """The same total, and other figures."""
    first, *rest, last = invoice.lines
    lines = (replace(first, amount_minor=first.amount_minor + 100), *rest)
    return replace(invoice, lines=(*lines, replace(last, amount_minor=last.amount_minor - 100)))


def test_an_edit_that_leaves_the_total_is_noticed_before_the_unpaid_invoice_is_removed(moving):
    unpaid = moving.send(BooksCall(PAY, None, moving.post(day(moving, INVOICE))), "r2")
    moving.edit_figures(unpaid.id, _with_a_unit_moved(day(moving, INVOICE)))

    assert moving.look_up(BooksCall(REMOVE, None, unpaid)).likeness is Likeness.OTHER


def test_an_edit_while_the_answer_to_the_removal_of_payments_is_lost_is_noticed(moving):
    call = BooksCall(PAY, None, moving.post(day(moving, INVOICE)))
    moving.wait()
    moving.lose_answer()
    with pytest.raises(OutcomeUnknownError):
        moving.send(call, "r2")
    moving.edit_figures(call.about.id, _with_a_unit_moved(day(moving, INVOICE)))

    assert moving.look_up(call).likeness is Likeness.OTHER


def test_an_edit_within_a_second_of_our_own_payments_is_noticed(simulator):
    """No instant tells it from our own write: what the invoice holds does."""
    books = moved_by_payments(simulator)
    posted = books.post(day(books, INVOICE))
    edited = _with_a_unit_moved(day(books, INVOICE))
    body = {**rendered(edited, books.references, books.client.country), "Id": posted.id}
    version = books.ledger.find(INVOICE, NUMBER).sync_token
    books.client.post("invoice", {**body, "SyncToken": version}, "Anna")

    assert books.look_up(BooksCall(AMEND, corrected(books, INVOICE), posted)).likeness is Likeness.OTHER
    assert books.ledger.locks_of([posted]).reason is HoldReason.TOUCHED_IN_QUICKBOOKS
