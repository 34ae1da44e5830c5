"""Exactly once: whatever fails, and wherever, a call whose answer is missing never leads to a second document."""

from dataclasses import replace

import pytest

from daybook.application.post_location_day import post_location_day
from daybook.domain.connection import ConnectionStatus
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.orders import ControlTotals
from daybook.domain.sync import SyncCause, SyncRequest, SyncState
from factories import order, payment


def post(day, ports, *, owner="worker-1", last_try=False, cause=SyncCause.RESYNC):
    return post_location_day(SyncRequest(day, cause, ports.clock.now()), owner, ports, last_try=last_try)


def later(activity, sales, day, **totals):
    """The same day with one more cash sale of 5.00, tied to its report."""
    at = activity.orders[0].closed_at
    more = order(closed_at=at, lines=[("food", 500)], payments=[payment(500, at=at)])
    sales.days[day.location, day.business_date] = replace(
        activity, orders=(*activity.orders, more), control=ControlTotals({"grossRevenue": 1500, **totals})
    )


def test_an_answer_that_was_lost_is_fetched_by_the_retry_under_the_same_request_id(day, ports, ledger, sync_log):
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(day, ports)

    outcome = post(day, ports, owner="worker-2")

    assert outcome.state is SyncState.POSTED
    assert len(ledger.entries) == 1
    assert sync_log.get(day).revision == 1


def test_a_worker_that_dies_after_the_post_leaves_an_intent_that_heals(day, ports, ledger, sync_log, clock):
    """The process is killed between the POST and the outcome: the lease runs out, the next worker finishes."""

    def die(*_args, **_kwargs):
        raise KeyboardInterrupt

    sync_log.settle, settle = die, sync_log.settle
    with pytest.raises(KeyboardInterrupt):
        post(day, ports)
    sync_log.settle = settle
    clock.advance(seconds=181)

    outcome = post(day, ports, owner="worker-2")

    assert outcome.state is SyncState.POSTED
    assert len(ledger.entries) == 1


def test_an_old_unknown_outcome_is_looked_up_by_document_number_and_adopted(day, ports, ledger, clock):
    """Nobody knows how long QuickBooks remembers a request id: after a day the document itself is asked for."""
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(day, ports)
    clock.advance(days=1, seconds=1)

    outcome = post(day, ports, owner="worker-2")

    assert outcome.document.id in ledger.entries
    assert len(ledger.entries) == 1
    assert ledger.calls == ["post", "find"]


def test_an_old_unknown_outcome_that_never_arrived_is_posted_with_a_new_request_id(day, ports, ledger, clock, sync_log):
    ledger.fail_next(RetriableError("no route to QuickBooks"))
    with pytest.raises(RetriableError):
        post(day, ports)
    first = sync_log.get(day).intent.request_id
    clock.advance(days=2)

    outcome = post(day, ports, owner="worker-2")

    assert outcome.state is SyncState.POSTED
    assert outcome.document.intuit_tid != f"1-{first[:8]}"
    assert len(ledger.entries) == 1


def test_a_day_that_changed_while_its_outcome_was_unknown_never_gets_a_second_document(
    day, ports, ledger, sales, activity
):
    """The first POST arrived unseen, then talech changed: the first document is adopted and amended."""
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(day, ports)
    later(activity, sales, day)

    outcome = post(day, ports, owner="worker-2")

    assert outcome.state is SyncState.POSTED
    assert len(ledger.documents) == 1
    assert ledger.effect == {"1": -1500, "2": -130, "3": 1630}


def test_a_grant_that_dies_while_an_outcome_is_unknown_does_not_lead_to_a_second_document(
    day, ports, ledger, connections
):
    """The POST arrived unseen, then the grant ended: after the reconnect the first document is found, not doubled."""
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(day, ports)
    ledger.fail_next(NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "invalid_grant"))
    assert post(day, ports, owner="worker-2").state is SyncState.HELD
    connections.save_connection(connections.connection("m_1").with_status(ConnectionStatus.CONNECTED))

    assert post(day, ports, owner="worker-3").state is SyncState.POSTED
    assert len(ledger.entries) == 1


def test_a_day_that_stops_tying_while_its_outcome_is_unknown_keeps_its_intent(
    day, ports, ledger, sales, activity, clock
):
    """Held for another reason in between, and resumed after request ids are forgotten: still one document."""
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(day, ports)
    sales.days[day.location, day.business_date] = replace(activity, control=ControlTotals({"grossRevenue": 1}))
    assert post(day, ports, owner="worker-2").reason is HoldReason.NOT_TIED
    sales.days[day.location, day.business_date] = activity
    clock.advance(days=2)

    assert post(day, ports, owner="worker-3").state is SyncState.POSTED
    assert len(ledger.entries) == 1


def test_the_last_try_marks_the_day_failed_and_keeps_the_intent(day, ports, ledger, sync_log):
    ledger.lose_next_answer()

    with pytest.raises(RetriableError):
        post(day, ports, last_try=True)

    assert sync_log.get(day).state is SyncState.FAILED
    assert sync_log.get(day).intent is not None


def test_a_failed_day_is_finished_by_its_replay(day, ports, ledger):
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(day, ports, last_try=True)

    assert post(day, ports, owner="replay").state is SyncState.POSTED
    assert len(ledger.entries) == 1
