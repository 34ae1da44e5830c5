"""A second thing happens while the first answer is open: the figures change, the day empties, a call fails."""

from dataclasses import replace

import pytest

from daybook.application.days.settle_holds import release_day
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.location_day import SyncCause, SyncState
from factories import order, payment
from unit.application.posting.tries import post, unanswered

BOOKS = {"1": -1000, "2": -130, "3": 1130}
MORE = {"1": -1500, "2": -130, "3": 1630}


@pytest.fixture
def emptied(sales):
    """`emptied()`: talech tells no sales; `emptied(back=True)`: what it told before."""
    told = dict(sales.days)

    def change(*, back=False):
        sales.days.clear()
        if back:
            sales.days.update(told)

    return change


@pytest.mark.usefixtures("kind")
@pytest.mark.parametrize("times", [0, 1])
def test_a_day_that_is_told_empty_once_and_comes_back_is_in_the_books(times, day, ports, ledger, emptied, it_shows):
    """The removal is carried out, its answer is lost, and talech tells the same sales again."""
    post(day, ports)
    emptied()
    ledger.lose_next_answer(after=times)
    try:
        post(day, ports)
    except RetriableError:
        it_shows()
    ledger.sends.answers_before_loss = None  # a document of one call has no second answer to lose
    emptied(back=True)

    outcome = post(day, ports)

    assert outcome.state is SyncState.POSTED
    assert outcome.document.id in ledger.documents
    assert ledger.effect == BOOKS


@pytest.mark.usefixtures("invoices")
def test_a_503_between_the_two_removals_of_an_invoice_leaves_nothing_half(day, ports, ledger, emptied):
    post(day, ports)
    emptied()
    ledger.fail_next(RetriableError("503"))
    with pytest.raises(RetriableError):
        post(day, ports)
    emptied(back=True)

    assert post(day, ports).state is SyncState.POSTED
    assert ledger.effect == BOOKS


@pytest.mark.usefixtures("invoices")
def test_a_payment_in_a_deposit_does_not_leave_the_day_posted_with_a_payment_missing(
    day, ports, ledger, activity, sales, connections, mapping
):
    """Emptied, one payment refused; the figures return: both payments stand, or the day says that they do not."""
    connections.save_mapping("m_1", replace(mapping, version=2, accounts={**mapping.accounts, "tender:CCRD": "5"}))
    at = activity.orders[0].closed_at
    paid = [payment(500, "CASH", at=at), payment(630, "CCRD", "VISA", at=at)]
    sold = order(closed_at=at, lines=[("food", 1000)], taxes={"hst": 130}, payments=paid)
    told = replace(activity, orders=(sold,))
    sales.days[day.location, day.business_date] = told
    document = post(day, ports).document
    before = dict(ledger.effect)
    ledger.put_in_deposit(document.parts[1].id)
    sales.days.clear()
    held = post(day, ports)
    sales.days[day.location, day.business_date] = told

    outcome = post(day, ports)

    assert held.reason is HoldReason.IN_BANK_DEPOSIT
    assert outcome.state is SyncState.POSTED
    assert ledger.effect == before


@pytest.mark.usefixtures("kind")
def test_a_change_that_goes_and_comes_back_while_the_answer_is_open_ends_as_it_was(
    day, ports, ledger, one_more_sale, emptied, it_shows
):
    """A, then B without an answer, then A again."""
    post(day, ports)
    one_more_sale()
    unanswered(day, ports, ledger)
    emptied(back=True)
    it_shows()

    assert post(day, ports).state is SyncState.POSTED
    assert ledger.effect == BOOKS


@pytest.mark.usefixtures("kind")
def test_a_throttle_on_the_outcome_leaves_a_day_that_the_next_try_settles_without_a_call(
    day, ports, ledger, sync_log, monkeypatch
):
    def throttled(*_args, **_kwargs):
        raise RetriableError("throttled")

    with monkeypatch.context() as broken:
        broken.setattr(sync_log, "settle", throttled)
        with pytest.raises(RetriableError):
            post(day, ports)
    before = list(ledger.calls)

    assert post(day, ports, owner="worker-2").state is SyncState.POSTED
    assert ledger.calls == before
    assert sync_log.get(day).tries == 0


@pytest.mark.usefixtures("kind")
def test_a_proof_that_could_not_be_stored_is_stored_by_the_next_try(day, ports, ledger, proofs, monkeypatch):
    def throttled(_proof):
        raise RetriableError("throttled")

    with monkeypatch.context() as broken:
        broken.setattr(proofs, "save", throttled)
        with pytest.raises(RetriableError):
            post(day, ports)
    before = list(ledger.calls)

    outcome = post(day, ports, owner="worker-2")

    assert outcome.state is SyncState.POSTED
    assert ledger.calls == before
    assert proofs.get(day).effect == BOOKS


def test_an_edit_that_was_kept_is_not_kept_again_when_it_is_edited_once_more(
    day, ports, ledger, sync_log, queue, clock, one_more_sale
):
    document = post(day, ports).document
    ledger.touch(document.id)
    one_more_sale()
    post(day, ports)
    release_day(day, sync_log, queue, clock.now())
    ledger.touch(document.id)

    held = post(day, ports, SyncCause.RELEASE)

    assert held.reason is HoldReason.TOUCHED_IN_QUICKBOOKS
    release_day(day, sync_log, queue, clock.now())
    assert post(day, ports, SyncCause.RELEASE).state is SyncState.POSTED


def test_a_grant_that_ends_in_the_middle_of_an_invoice_leaves_it_to_the_reconnect(
    day, ports, ledger, connections, connection, monkeypatch
):
    connections.save_connection(replace(connection, document_kind=DocumentKind.INVOICE))
    prepare = ledger.prepare

    def dead_for_payments(call, references):
        if call.action.value == "pay":
            raise NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "invalid_grant")
        return prepare(call, references)

    with monkeypatch.context() as dead:
        dead.setattr(ledger, "prepare", dead_for_payments)
        assert post(day, ports).reason is HoldReason.NEEDS_RECONNECT
    connections.save_connection(replace(connection, document_kind=DocumentKind.INVOICE))

    assert post(day, ports).state is SyncState.POSTED
    assert ledger.effect == BOOKS
