"""`daybook restore-check` where something was under way at the copy: a call, half a change, a request."""

import pytest

from connected_merchant import MONDAY, QUEEN, day, sale
from daybook.domain.errors import Condition, RetriableError
from daybook.domain.posting.books_calls import CallAction
from daybook.domain.posting.posted_documents import OutcomeUnknownError
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.directives import Place
from daybook.domain.sync.location_day import SyncCause, SyncState
from unit.cli.restoring.deeds import AWAY, CHECK, ONE, REPAIR, ask, bring_in, doubts, only


def test_an_open_call_of_before_is_looked_up_and_settled(daybook, merchant, restored):
    merchant.ledger.lose_next_answer()
    with pytest.raises(OutcomeUnknownError):
        merchant.post()
    back = restored()
    merchant.clock.advance(minutes=6)
    merchant.post()
    back()

    said = daybook(REPAIR)

    assert set(only(said)["doubts"]) == {"open_call", "older"}
    assert only(said)["state"] == "posted"
    assert len(merchant.ledger.documents) == 1
    assert daybook(CHECK).exit_code == 0


def test_an_open_call_without_any_proof_is_looked_for_by_its_number(daybook, merchant):
    merchant.ledger.lose_next_answer()
    with pytest.raises(OutcomeUnknownError):
        merchant.post()
    merchant.clock.advance(minutes=6)

    assert doubts(daybook(f"{CHECK} --json")) == (["open_call"], "found")
    assert only(daybook(REPAIR))["state"] == "posted"
    assert len(merchant.ledger.documents) == 1


@pytest.mark.parametrize("then_back", [False, True])
def test_payments_that_changed_after_the_copy_are_those_of_the_books(daybook, merchant, restored, cards, then_back):
    """The revision is the same, and only the payments of the invoice are others."""
    merchant.post()
    back = restored()
    cards()
    merchant.post()
    if then_back:
        merchant.sales.days[QUEEN, MONDAY] = sale()
    back()

    said = daybook(REPAIR)

    assert only(said)["doubts"] == ["other_documents"]
    assert only(said)["state"] == "posted"
    assert merchant.ledger.effect == (ONE if then_back else {"1": -1000, "2": -130, "4": 1130})
    assert daybook(CHECK).exit_code == 0


@pytest.mark.parametrize("was_finished", [False, True])
def test_a_change_of_payments_that_was_under_way_at_the_copy_ends_with_one_payment(
    daybook, merchant, restored, cards, was_finished
):
    """The payment of before is taken out, the new one is not sent; a worker may have finished it after the copy."""
    merchant.post()
    cards()
    merchant.ledger.lose_next_answer(after=1)
    with pytest.raises(OutcomeUnknownError):
        merchant.post()
    back = restored()
    merchant.clock.advance(minutes=6)
    if was_finished:
        merchant.post()
    back()

    said = daybook(REPAIR)

    assert "open_call" in only(said)["doubts"]
    assert only(said)["state"] == "posted"
    assert merchant.ledger.effect == {"1": -1000, "2": -130, "4": 1130}
    assert daybook(CHECK).exit_code == 0


@pytest.mark.parametrize("was_finished", [False, True])
def test_half_a_change_of_payments_at_the_copy_ends_with_one_payment_though_no_request_id_is_remembered(
    daybook, merchant, restored, cards, was_finished
):
    """Every answer was seen until then: the payment of before is out, and the new one was never sent."""
    merchant.post()
    cards()
    log = merchant.sync_log
    seen, log.note = log.note, lambda *noted: (seen(*noted), merchant.ledger.fail_next_preparation(AWAY))
    with pytest.raises(RetriableError):
        merchant.post()
    log.note = seen
    assert log.get(day()).open_work is OpenWork.PARTLY
    back = restored()
    if was_finished:
        merchant.post()
    merchant.ledger.forget_request_ids()
    merchant.ledger.calls.clear()
    back()

    said = daybook(REPAIR)

    assert only(said)["state"] == "posted"
    assert merchant.ledger.calls.count(CallAction.PAY) == (0 if was_finished else 1)
    assert merchant.ledger.effect == {"1": -1000, "2": -130, "4": 1130}
    assert len(merchant.ledger.books.payments) == 1


def test_a_vendor_that_is_away_leaves_the_day_waiting_and_the_next_call_goes_on(daybook, merchant, restored):
    back = restored()
    merchant.post()
    back()
    merchant.sales.error = RetriableError("talech is away", condition=Condition.TALECH_UNAVAILABLE)

    said = daybook(f"{CHECK} --repair")

    assert said.exit_code == 1
    assert "talech is away" in said.out
    merchant.sales.error = None
    assert only(daybook(REPAIR))["state"] == "posted"
    assert len(merchant.ledger.documents) == 1


def test_a_request_to_take_out_that_a_person_took_back_after_the_copy_is_not_carried_out(daybook, merchant, restored):
    merchant.post()
    merchant.sync_log.direct(day(), Place.OUT)
    back = restored()
    ask(merchant, SyncCause.UNDO)
    bring_in(merchant)
    back()

    said = daybook(REPAIR)

    assert only(said)["state"] == "posted"
    assert len(merchant.ledger.documents) == 1
    assert ask(merchant, SyncCause.UNDO).state is SyncState.POSTED
