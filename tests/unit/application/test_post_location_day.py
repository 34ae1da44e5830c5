"""Exactly once: whatever fails, and wherever, the books hold one document for the day, or none and a reason."""

from dataclasses import replace

import pytest

from daybook.application.post_location_day import post_location_day
from daybook.domain.connection import ConnectionStatus, UntiedPolicy
from daybook.domain.documents import Side
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.orders import ControlTotals, DayActivity
from daybook.domain.sync import LocationDay, ResponseDiffersError, SyncCause, SyncRequest, SyncState
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


def test_a_day_becomes_one_balanced_entry(day, ports, ledger, sync_log):
    outcome = post(day, ports)

    (entry,) = ledger.entries.values()
    assert outcome.state is SyncState.POSTED
    assert [(line.side, line.account_id, line.amount_minor) for line in entry.lines] == [
        (Side.DEBIT, "3", 1130),
        (Side.CREDIT, "1", 1000),
        (Side.CREDIT, "2", 130),
    ]
    assert sync_log.get(day).document.doc_number == entry.doc_number
    assert sync_log.get(day).revision == 1


def test_posting_costs_one_write_and_no_read(day, ports, ledger):
    post(day, ports)

    assert ledger.calls == ["post"]


def test_the_same_message_twice_makes_no_second_document(day, ports, ledger):
    post(day, ports)

    again = post(day, ports, owner="worker-2")

    assert again.state is SyncState.POSTED
    assert len(ledger.entries) == 1
    assert ledger.calls == ["post"]


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


def test_a_refusal_spends_its_revision_so_that_the_next_try_is_not_refused_by_replay(day, ports, ledger, sync_log):
    ledger.fail_next(NeedsAttentionError(HoldReason.CLOSED_PERIOD, "books closed", details=("6210",)))

    held = post(day, ports)
    posted = post(day, ports, owner="worker-2")

    assert (held.state, held.reason, held.details) == (SyncState.HELD, HoldReason.CLOSED_PERIOD, ("6210",))
    assert posted.state is SyncState.POSTED
    assert sync_log.get(day).revision == 2
    assert sync_log.get(day).reason is None


def test_a_document_that_quickbooks_stored_differently_is_held_and_never_doubled(day, ports, ledger, sync_log):
    honest = ledger.post

    def lie(*sent, **more):
        raise ResponseDiffersError("amounts differ", document=honest(*sent, **more), details=("line 1",))

    ledger.post = lie

    first, second = post(day, ports), post(day, ports, owner="worker-2")

    assert first.reason is second.reason is HoldReason.RESPONSE_DIFFERS
    assert sync_log.get(day).document is not None
    assert len(ledger.entries) == 1


def test_two_workers_on_one_day_are_kept_apart_by_the_lease(day, ports, sync_log):
    sync_log.claim(day, "worker-1")

    with pytest.raises(RetriableError, match="being worked on") as refused:
        post(day, ports, owner="worker-2")

    assert 0 < refused.value.after_seconds <= 180


def test_a_day_without_sales_is_empty_and_posts_nothing(ports, ledger, day):
    outcome = post(replace(day, location="304268:1"), ports)

    assert outcome.state is SyncState.EMPTY
    assert ledger.calls == []


def test_sales_that_arrive_after_a_day_was_empty_are_posted(day, ports, ledger, sales, activity):
    sales.days.clear()
    assert post(day, ports).state is SyncState.EMPTY
    sales.days[day.location, day.business_date] = activity

    assert post(day, ports).state is SyncState.POSTED
    assert len(ledger.entries) == 1


def test_a_tender_without_an_account_goes_to_suspense_and_the_day_is_posted_with_the_gap_named(
    day, ports, ledger, sales, activity
):
    at = activity.orders[0].closed_at
    sale = order(closed_at=at, lines=[("food", 700)], payments=[payment(700, "CCRD", "JCB", at=at)])
    sales.days[day.location, day.business_date] = DayActivity((sale,))

    outcome = post(day, ports)

    (entry,) = ledger.entries.values()
    assert outcome.state is SyncState.POSTED_WITH_GAPS
    assert outcome.gaps == ("tender:CCRD:JCB",)
    assert entry.lines[0].account_id == "99"


def test_the_gaps_of_a_posted_day_stay_named_until_its_document_changes(day, ports, connections, mapping):
    """Mapping the tender later does not change what the books hold, so the day does not claim to be without gaps."""
    connections.save_mapping("m_1", replace(mapping, version=2, accounts={"revenue:food": "1", "tender:CASH": "3"}))
    assert post(day, ports).gaps == ("tax:hst",)
    connections.save_mapping("m_1", replace(mapping, version=3))

    assert post(day, ports).gaps == ("tax:hst",)


def test_a_day_that_does_not_tie_is_held_with_every_field_and_both_figures(day, ports, ledger, sales, activity):
    control = ControlTotals({"grossRevenue": 1002, "reportedTax": 128})
    sales.days[day.location, day.business_date] = replace(activity, control=control)

    outcome = post(day, ports)

    assert outcome.reason is HoldReason.NOT_TIED
    assert outcome.details == (
        "Queen St: grossRevenue: talech reports 1002, its orders give 1000 (minor units)",
        "Queen St: reportedTax: talech reports 128, its orders give 130 (minor units)",
    )
    assert ledger.calls == []


def test_a_merchant_who_chose_to_post_and_flag_is_not_stopped_by_a_report(day, ports, sales, activity, connections):
    flagged = replace(connections.connection("m_1"), untied_policy=UntiedPolicy.POST_AND_FLAG)
    connections.save_connection(flagged)
    control = ControlTotals({"grossRevenue": 1002})
    sales.days[day.location, day.business_date] = replace(activity, control=control)

    assert post(day, ports).state is SyncState.POSTED


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_demo": True}, HoldReason.DEMO_MERCHANT),
        ({"plan": "STARTER"}, HoldReason.PLAN_BELOW_STANDARD),
        ({"locations": ()}, HoldReason.UNKNOWN_LOCATION),
    ],
)
def test_sales_that_must_not_reach_the_books_hold_the_day(change, reason, day, ports, connections, profile, ledger):
    connections.save_profile(replace(profile, **change))

    assert post(day, ports).reason is reason
    assert ledger.calls == []


def test_a_shop_in_another_currency_than_the_company_is_held(day, ports, connections, profile):
    euro = replace(profile.locations[0], currency="EUR")
    connections.save_profile(replace(profile, locations=(euro,)))

    outcome = post(day, ports)

    assert outcome.reason is HoldReason.CURRENCY_DIFFERS
    assert outcome.details == ("Queen St sells in EUR",)


def test_a_merchant_without_a_live_connection_keeps_the_day_for_the_reconnect(day, ports, connections):
    connections.save_connection(connections.connection("m_1").with_status(ConnectionStatus.NEEDS_RECONNECT))

    assert post(day, ports).reason is HoldReason.NEEDS_RECONNECT


def test_a_grant_that_died_holds_the_day_and_marks_the_connection(day, ports, ledger, connections):
    ledger.fail_next(NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "invalid_grant"))

    assert post(day, ports).reason is HoldReason.NEEDS_RECONNECT
    assert connections.connection("m_1").status is ConnectionStatus.NEEDS_RECONNECT


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


def test_talech_that_does_not_answer_is_never_an_empty_day(day, ports, sales, sync_log):
    sales.error = RetriableError("talech answered 503")

    with pytest.raises(RetriableError):
        post(day, ports)

    assert sync_log.get(day).state is SyncState.DUE


def test_the_last_try_marks_the_day_failed_and_keeps_the_intent(day, ports, ledger, sync_log):
    ledger.lose_next_answer()

    with pytest.raises(RetriableError):
        post(day, ports, last_try=True)

    assert sync_log.get(day).state is SyncState.FAILED
    assert sync_log.get(day).intent is not None


def test_a_bug_is_recorded_and_goes_on_to_the_queue(day, ports, ledger, sync_log):
    ledger.fail_next(ZeroDivisionError("oops"))

    with pytest.raises(ZeroDivisionError):
        post(day, ports)

    assert sync_log.get(day).state is SyncState.FAILED
    assert sync_log.get(day).message == "ZeroDivisionError: oops"


def test_a_failed_day_is_finished_by_its_replay(day, ports, ledger):
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        post(day, ports, last_try=True)

    assert post(day, ports, owner="replay").state is SyncState.POSTED
    assert len(ledger.entries) == 1


def test_all_locations_combined_become_one_entry_with_the_lines_of_each(ports, ledger, sales, activity, day):
    sales.days["304268:1", day.business_date] = activity

    outcome = post(LocationDay("m_1", day.business_date, "all"), ports)

    (entry,) = ledger.entries.values()
    assert outcome.state is SyncState.POSTED
    assert entry.debit_minor == 2260
    assert {line.location_id for line in entry.lines} == {"304267:1", "304268:1"}
