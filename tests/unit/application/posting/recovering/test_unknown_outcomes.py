"""Exactly once: whatever fails, and wherever, a call whose answer is missing never leads to a second document."""

from dataclasses import replace

import pytest

from daybook.domain.day.orders import ControlTotals
from daybook.domain.errors import RetriableError
from daybook.domain.posting.posted_documents import OutcomeUnknownError
from daybook.domain.sync.location_day import SyncState
from factories import order, payment
from unit.application.posting.mortal_worker import Dies, dies
from unit.application.posting.tries import resync


def later(activity, sales, day, **totals):
    """The same day with one more cash sale of 5.00, tied to its report."""
    at = activity.orders[0].closed_at
    more = order(closed_at=at, lines=[("food", 500)], payments=[payment(500, at=at)])
    sales.days[day.location, day.business_date] = replace(
        activity, orders=(*activity.orders, more), control=ControlTotals({"grossRevenue": 1500, **totals})
    )


@pytest.mark.usefixtures("unanswered")
def test_a_call_that_may_still_be_under_way_is_not_looked_up_yet(day, ports, ledger, sync_log):
    """QuickBooks may take two minutes: a look-up before would find nothing, and a second document would follow."""
    with pytest.raises(RetriableError) as waiting:
        resync(day, ports, owner="worker-2")

    assert waiting.value.after_seconds == 301
    assert ledger.calls == ["post"]
    assert sync_log.get(day).intent is not None


@pytest.mark.usefixtures("unanswered")
def test_an_answer_that_was_lost_is_looked_up_and_its_document_adopted(day, ports, ledger, sync_log, it_shows):
    it_shows()

    outcome = resync(day, ports, owner="worker-2")

    assert outcome.state is SyncState.POSTED
    assert outcome.document.id in ledger.entries
    assert (len(ledger.entries), ledger.calls) == (1, ["post", "look_up"])
    assert (sync_log.get(day).revision, sync_log.get(day).intent) == (1, None)


def test_a_worker_that_dies_after_the_post_leaves_an_intent_that_heals(
    day, ports, ledger, sync_log, it_shows, monkeypatch
):
    """The process is killed between the POST and the first write after it: the lease runs out, the next finishes."""
    with monkeypatch.context() as killed:
        killed.setattr(sync_log, "note", dies)
        with pytest.raises(Dies):
            resync(day, ports)
    it_shows()

    outcome = resync(day, ports, owner="worker-2")

    assert outcome.state is SyncState.POSTED
    assert len(ledger.entries) == 1


@pytest.mark.parametrize("write", ["record_intent", "note", "settle"])
def test_a_worker_may_die_before_any_write_of_its_record(
    write, day, ports, ledger, sync_log, it_shows, monkeypatch, proofs
):
    with monkeypatch.context() as killed:
        killed.setattr(sync_log, write, dies)
        with pytest.raises(Dies):
            resync(day, ports)
    it_shows()

    assert resync(day, ports, owner="worker-2").state is SyncState.POSTED
    assert len(ledger.entries) == 1
    assert proofs.get(day).documents == (sync_log.get(day).document,)


@pytest.mark.parametrize("hours", [0, 48])
def test_a_call_that_never_arrived_is_sent_once_more_under_the_same_id(hours, day, ports, ledger, clock):
    ledger.sends.errors.append(unsent())
    with pytest.raises(RetriableError):
        resync(day, ports)
    clock.advance(seconds=300, hours=hours)

    outcome = resync(day, ports, owner="worker-2")

    (first_id, first), (second_id, second) = ledger.sends.sent
    assert outcome.state is SyncState.POSTED
    assert (first_id, first) == (second_id, second)
    assert len(ledger.entries) == 1


@pytest.mark.usefixtures("unanswered")
def test_a_day_that_changed_while_its_outcome_was_unknown_never_gets_a_second_document(
    day, ports, ledger, sales, activity, it_shows
):
    """The first POST arrived unseen, then talech changed: the first document is adopted and amended."""
    later(activity, sales, day)
    it_shows()

    outcome = resync(day, ports, owner="worker-2")

    assert outcome.state is SyncState.POSTED
    assert len(ledger.documents) == 1
    assert ledger.effect == {"1": -1500, "2": -130, "3": 1630}


@pytest.mark.usefixtures("unanswered")
@pytest.mark.parametrize("numbers", [True, False])
def test_what_was_adopted_is_remembered_before_anything_else_fails(
    numbers, day, ports, ledger, sales, activity, it_shows, sync_log
):
    """The look-up finds the document, and the amendment after it is throttled: the next try knows of both."""
    ledger.check_numbers(entries=numbers)
    later(activity, sales, day)
    it_shows()
    ledger.fail_next_preparation(RetriableError("429"))
    with pytest.raises(RetriableError):
        resync(day, ports, owner="worker-2")
    assert sync_log.get(day).document is not None

    outcome = resync(day, ports, owner="worker-3")

    assert outcome.state is SyncState.POSTED
    assert len(ledger.documents) == 1
    assert ledger.effect == {"1": -1500, "2": -130, "3": 1630}


@pytest.mark.usefixtures("unanswered")
def test_a_day_that_empties_while_its_outcome_is_unknown_leaves_nothing_in_the_books(
    day, ports, ledger, sales, it_shows, proofs
):
    sales.days.clear()
    it_shows()

    assert resync(day, ports, owner="worker-2").state is SyncState.EMPTY
    assert (dict(ledger.documents), proofs.get(day)) == ({}, None)


def test_a_call_that_never_arrived_of_a_day_that_emptied_is_looked_for_twice(day, ports, ledger, sales, it_shows):
    """A query that lags must not turn a document that stands into an empty day."""
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        resync(day, ports)
    sales.days.clear()
    it_shows()
    ledger.lag_queries()
    with pytest.raises(RetriableError, match="once more"):
        resync(day, ports, owner="worker-2")
    ledger.lag_queries(0)
    it_shows()

    assert resync(day, ports, owner="worker-3").state is SyncState.EMPTY
    assert dict(ledger.documents) == {}


def test_a_call_that_never_arrived_of_a_day_that_emptied_is_forgotten_in_the_end(day, ports, ledger, sales, it_shows):
    ledger.sends.errors.append(unsent())
    with pytest.raises(RetriableError):
        resync(day, ports)
    sales.days.clear()
    it_shows()
    with pytest.raises(RetriableError, match="once more"):
        resync(day, ports, owner="worker-2")
    it_shows()

    assert resync(day, ports, owner="worker-3").state is SyncState.EMPTY
    assert ledger.calls == ["post", "look_up", "look_up"]


@pytest.mark.parametrize("remembers", [True, False])
def test_a_call_that_lands_late_is_met_by_the_look_up(remembers, day, ports, ledger, sales, activity, it_shows):
    """The line is cut, QuickBooks carries the call out a minute later, and the figures change meanwhile."""
    if not remembers:
        ledger.forget_request_ids()
    ledger.land_late()
    with pytest.raises(RetriableError):
        resync(day, ports)
    later(activity, sales, day)
    with pytest.raises(RetriableError):
        resync(day, ports, owner="worker-2")
    ledger.land()
    it_shows()

    assert resync(day, ports, owner="worker-3").state is SyncState.POSTED
    assert len(ledger.documents) == 1
    assert ledger.effect == {"1": -1500, "2": -130, "3": 1630}


@pytest.mark.usefixtures("unanswered")
def test_a_day_with_an_open_call_is_never_out_of_sight(day, sync_log, clock):
    clock.advance(hours=24 * 60)

    assert [record.day for record in sync_log.unsettled()] == [day]
    assert sync_log.get(day).open_since is not None


def test_a_worker_that_was_held_up_does_not_send(day, ports, ledger, sync_log, clock, monkeypatch):
    """Between the note of the send and the send lies a pause: another worker may be at it by now."""
    honest = sync_log.record_intent

    def asleep(*told):
        until = honest(*told)
        clock.advance(seconds=31)
        return until

    monkeypatch.setattr(sync_log, "record_intent", asleep)

    with pytest.raises(RetriableError, match="held up"):
        resync(day, ports)

    assert ledger.calls == []


def unsent():
    return OutcomeUnknownError("no route to QuickBooks")
