"""Crashes between the last steps, and days that a person overruled: nothing is doubled, forgotten or held twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from daybook.application.days.day_actions import actions_for
from daybook.application.days.settle_holds import NotReleasableError, release_day
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.day.orders import ControlTotals
from daybook.domain.errors import HoldReason, NeedsAttentionError
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.day_state import DayAction
from daybook.domain.sync.location_day import MAX_DETAILS, LocationDay, SyncState, shortened
from factories import order, payment
from unit.application.posting.mortal_worker import Dies, dies
from unit.application.posting.tries import another_sale, post, unanswered

NOVEMBER = date(2026, 11, 30)


def test_a_released_day_is_not_held_again_by_the_next_look(day, ports, sales, activity, sync_log, queue, clock):
    untied = replace(activity, control=ControlTotals({"grossRevenue": 900}))
    sales.days[day.location, day.business_date] = untied
    post(day, ports)
    post(day, ports, release_day(day, sync_log, queue, clock.now()).cause)

    assert post(day, ports).state is SyncState.POSTED


@pytest.mark.parametrize("reopened", [True, False])
def test_a_late_day_that_lies_in_the_next_period_is_not_posted_again(
    reopened, day, ports, ledger, sync_log, queue, clock
):
    """Released to the first open date; whether the period is opened again or not, one entry holds the day."""
    ledger.close_books(NOVEMBER)
    post(day, ports)
    post(day, ports, release_day(day, sync_log, queue, clock.now()).cause)
    ledger.close_books(None if reopened else NOVEMBER)

    assert post(day, ports).state is SyncState.POSTED
    assert len(ledger.documents) == 1


def test_a_worker_that_dies_after_a_delta_leaves_it_on_record(
    day, ports, ledger, sales, activity, connections, sync_log, clock
):
    post(day, ports)
    ledger.close_books(NOVEMBER)
    chosen = replace(connections.connection("m_1"), closed_books_policy=ClosedBooksPolicy.DELTA)
    connections.save_connection(chosen)
    another_sale(sales, day, activity)
    sync_log.settle, settle = dies, sync_log.settle
    with pytest.raises(Dies):
        post(day, ports)
    sync_log.settle = settle
    clock.advance(seconds=181)

    outcome = post(day, ports, owner="worker-2")

    assert [delta.doc_number[-3:] for delta in outcome.deltas] == ["-C1"]
    assert sync_log.get(day).intent is None
    assert ledger.effect == {"1": -1500, "2": -130, "3": 1630}


def test_a_document_that_was_found_is_proved_like_one_that_was_posted(day, ports, ledger, clock):
    unanswered(day, ports, ledger)
    clock.advance(days=2)
    post(day, ports, owner="worker-2")

    assert ports.proofs.get(day).effect == {"1": -1000, "2": -130, "3": 1130}


def test_an_invoice_whose_payments_were_refused_keeps_its_place(day, ports, ledger, connections):
    """The invoice stands: settling the cause finishes it and makes no second one."""
    choice = replace(connections.connection("m_1"), document_kind=DocumentKind.INVOICE)
    connections.save_connection(choice)
    ledger.fail_payments(NeedsAttentionError(HoldReason.ACCOUNT_UNUSABLE, "a payment was refused"))
    held = post(day, ports)

    assert (held.state, held.document is not None) == (SyncState.HELD, True)
    assert post(day, ports).state is SyncState.POSTED
    assert len(ledger.documents) == 1


def test_half_an_invoice_in_a_period_that_was_closed_meanwhile_is_not_released_and_ends_with_the_reopening(
    day, ports, ledger, connections, sync_log, queue, clock
):
    """An entry in the open period would lie beside the invoice that stands: a release could only be asked for ever."""
    connections.save_connection(replace(connections.connection("m_1"), document_kind=DocumentKind.INVOICE))
    ledger.fail_payments(NeedsAttentionError(HoldReason.CLOSED_PERIOD, "the books are closed"))
    open_company = ledger.stored_company
    ledger.stored_company = replace(open_company, book_close_date=day.business_date)
    held = post(day, ports)
    ledger.close_books(day.business_date)

    assert (held.state, held.reason) == (SyncState.HELD, HoldReason.CLOSED_PERIOD)
    assert DayAction.RELEASE not in actions_for(sync_log.get(day))
    with pytest.raises(NotReleasableError, match="reopen the period, and the rest follows by itself"):
        release_day(day, sync_log, queue, clock.now())

    ledger.stored_company = open_company
    ledger.close_books(None)
    assert post(day, ports).state is SyncState.POSTED
    assert len(ledger.documents) == 1


def test_choices_made_while_a_day_is_corrected_are_not_overwritten(
    day, ports, ledger, connections, sync_log, queue, clock
):
    ledger.close_books(NOVEMBER)
    post(day, ports)
    cause = release_day(day, sync_log, queue, clock.now()).cause
    company = ledger.company

    def meanwhile():
        connections.save_connection(replace(connections.connection("m_1"), language="fr"))
        return company()

    ledger.company = meanwhile
    post(day, ports, cause)

    assert connections.connection("m_1").language == "fr"


def test_a_shop_that_vanished_from_a_combined_posting_is_asked_about_and_can_be_left_out(
    ports, sales, activity, connections, profile, sync_log, queue, clock, day
):
    """Simple mode: yesterday had two shops, today talech lists one."""
    combined = LocationDay("m_1", day.business_date, "all")
    before = replace(combined, business_date=day.business_date - timedelta(days=1))
    moved = replace(activity, orders=(), control=ControlTotals({}))
    sales.days["304268:1", before.business_date] = moved
    at = activity.orders[0].closed_at - timedelta(days=1)
    sale = order(closed_at=at, lines=[("food", 300)], payments=[payment(300, at=at)])
    sales.days["304267:1", before.business_date] = replace(moved, orders=(sale,))
    post(before, ports)
    connections.save_profile(replace(profile, locations=profile.locations[:1]))

    held = post(combined, ports)
    posted = post(combined, ports, release_day(combined, sync_log, queue, clock.now()).cause)

    assert (held.reason, held.details) == (HoldReason.UNKNOWN_LOCATION, ("304268:1",))
    assert posted.state is SyncState.POSTED
    assert post(combined, ports).state is SyncState.POSTED


def test_a_record_keeps_as_many_details_as_fit_and_counts_the_rest():
    details = tuple(str(n) for n in range(MAX_DETAILS + 7))

    assert shortened(details)[-1] == "and 7 more"
    assert len(shortened(details)) == MAX_DETAILS + 1
    assert shortened(("one",)) == ("one",)
