"""Days that a person must settle: held with a reason, and nothing of them in the books without one."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from daybook.application.days.settle_holds import release_day
from daybook.domain.company.connection import ConnectionStatus, UntiedPolicy
from daybook.domain.day.orders import ControlTotals, DayActivity
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from daybook.domain.posting.books_calls import CallAction
from daybook.domain.posting.posted_documents import ResponseDiffersError
from daybook.domain.sync.location_day import SyncState
from factories import order, payment
from fakes.quickbooks.lying_calls import lie_about
from unit.application.posting.tries import resync

AT = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def test_a_refusal_spends_its_request_id_so_that_the_next_try_is_not_refused_by_replay(day, ports, ledger, sync_log):
    ledger.fail_next(NeedsAttentionError(HoldReason.REFUSED_BY_QUICKBOOKS, "not today", details=("6000",)))

    held = resync(day, ports)
    posted = resync(day, ports, owner="worker-2")

    assert (held.state, held.reason, held.details) == (SyncState.HELD, HoldReason.REFUSED_BY_QUICKBOOKS, ("6000",))
    assert posted.state is SyncState.POSTED
    (refused_id, _), (posted_id, _) = ledger.sends.sent
    assert refused_id != posted_id
    assert sync_log.get(day).reason is None


def test_a_document_that_quickbooks_stored_differently_is_held_and_never_doubled(
    day, ports, ledger, sync_log, monkeypatch
):
    def differs(stored):
        return ResponseDiffersError("amounts differ", document=stored, details=("line 1",))

    lie_about(monkeypatch, ledger, CallAction.POST, differs)

    first, second = resync(day, ports), resync(day, ports, owner="worker-2")

    assert first.reason is second.reason is HoldReason.RESPONSE_DIFFERS
    assert sync_log.get(day).document is not None
    assert len(ledger.entries) == 1


def test_a_day_that_does_not_tie_is_held_with_every_field_and_both_figures(day, ports, ledger, sales, activity):
    control = ControlTotals({"grossRevenue": 1002, "reportedTax": 128})
    sales.days[day.location, day.business_date] = replace(activity, control=control)

    outcome = resync(day, ports)

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

    assert resync(day, ports).state is SyncState.POSTED


def test_a_day_that_is_held_for_two_differences_is_asked_about_each_and_then_posted(
    day, ports, ledger, sales, sync_log, queue
):
    """The header says 10.00 more than its line, and talech's report another thousand."""
    apart = order(closed_at=AT, lines=[("food", 1000)], gross=2000, payments=[payment(2000, at=AT)])
    sales.days[day.location, day.business_date] = DayActivity((apart,), control=ControlTotals({"grossRevenue": 3000}))

    asked = []
    while resync(day, ports).state is SyncState.HELD:
        asked.append(sync_log.get(day).reason)
        assert len(asked) < 3, asked
        release_day(day, sync_log, queue, ports.clock.now())

    assert asked == [HoldReason.NOT_TIED, HoldReason.ADJUSTMENT_ABOVE_LIMIT]
    assert len(ledger.entries) == 1


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

    assert resync(day, ports).reason is reason
    assert ledger.calls == []


def test_a_shop_in_another_currency_than_the_company_is_held(day, ports, connections, profile):
    euro = replace(profile.locations[0], currency="EUR")
    connections.save_profile(replace(profile, locations=(euro,)))

    outcome = resync(day, ports)

    assert outcome.reason is HoldReason.CURRENCY_DIFFERS
    assert outcome.details == ("Queen St sells in EUR",)


def test_a_merchant_without_a_live_connection_keeps_the_day_for_the_reconnect(day, ports, connections):
    connections.save_connection(connections.connection("m_1").with_status(ConnectionStatus.NEEDS_RECONNECT))

    assert resync(day, ports).reason is HoldReason.NEEDS_RECONNECT


def test_a_grant_that_died_holds_the_day_and_marks_the_connection(day, ports, ledger, connections):
    ledger.fail_next(NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "invalid_grant"))

    assert resync(day, ports).reason is HoldReason.NEEDS_RECONNECT
    assert connections.connection("m_1").status is ConnectionStatus.NEEDS_RECONNECT


def test_a_merchant_who_reconnects_before_a_refused_day_is_held_does_not_leave_it_behind(
    day, ports, ledger, connections, sync_log, monkeypatch
):
    """The day is on record as held after the reconnect queued what waited: its own message tries it again."""
    ledger.fail_next(NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "invalid_grant"))
    settle = sync_log.settle

    def after_the_merchant_is_back(*settled, **rest):
        connections.save_connection(connections.connection("m_1").with_status(ConnectionStatus.CONNECTED))
        settle(*settled, **rest)

    monkeypatch.setattr(sync_log, "settle", after_the_merchant_is_back)

    with pytest.raises(RetriableError, match="reconnected"):
        resync(day, ports)

    assert connections.connection("m_1").status is ConnectionStatus.CONNECTED
    assert resync(day, ports).state is SyncState.POSTED


def test_a_worker_that_found_no_live_connection_does_not_mark_the_one_that_came_back_meanwhile(
    day, ports, connections, monkeypatch
):
    """A closing and the watchdog, which regains the connection, met in the same instant."""
    ports.sync_log.plan(day, ports.clock.now())
    lost = connections.connection("m_1").with_status(ConnectionStatus.NEEDS_RECONNECT)
    connections.save_connection(lost)
    monkeypatch.setattr(type(connections), "connection", lambda _store, _: asked.pop() if asked else regained)
    asked, regained = [lost], lost.with_status(ConnectionStatus.CONNECTED)
    saved = []
    monkeypatch.setattr(type(connections), "save_connection", lambda _, connection: saved.append(connection))

    with pytest.raises(RetriableError, match="reconnected"):
        resync(day, ports)

    assert saved == []
