"""Changes and days that come after the books were closed: held, or made good in the first open period."""

from datetime import timedelta

from daybook.application.days.settle_holds import release_day
from daybook.domain.company.connection import ClosedBooksPolicy
from daybook.domain.errors import HoldReason
from daybook.domain.sync.location_day import SyncState
from unit.application.posting.tries import another_sale, choose, post


def test_a_change_in_a_closed_period_is_held_unless_the_merchant_chose_otherwise(day, ports, ledger, sales, activity):
    post(day, ports)
    ledger.close_books(day.business_date)
    another_sale(sales, day, activity)

    outcome = post(day, ports)

    assert outcome.reason is HoldReason.CLOSED_PERIOD
    assert outcome.document is not None
    assert ledger.effect == {"1": -1000, "2": -130, "3": 1130}


def test_a_change_in_a_closed_period_becomes_a_dated_delta_that_names_the_original(
    day, ports, ledger, sales, activity, connections
):
    first = post(day, ports).document
    ledger.close_books(day.business_date)
    choose(connections, closed_books_policy=ClosedBooksPolicy.DELTA)
    another_sale(sales, day, activity)

    outcome = post(day, ports)

    (delta,) = outcome.deltas
    entry = ledger.documents[delta.id]
    assert outcome.document == first
    assert entry.business_date == day.business_date + timedelta(days=1)
    assert delta.doc_number == f"{first.doc_number}-C1"
    assert {line.memo for line in entry.lines} == {f"Correction for {day.business_date}, {first.doc_number}"}
    assert entry.effect == {"1": -500, "3": 500}


def test_a_second_change_after_a_released_delta_is_held_again(
    day, ports, ledger, sales, activity, sync_log, queue, clock
):
    """A release settles one difference: the next one is another question to the accountant."""
    post(day, ports)
    ledger.close_books(day.business_date)
    another_sale(sales, day, activity)
    post(day, ports)
    request = release_day(day, sync_log, queue, clock.now())
    released = post(day, ports, request.cause)
    another_sale(sales, day, activity, minor=800)

    held = post(day, ports)

    assert (released.state, len(released.deltas)) == (SyncState.POSTED, 1)
    assert (held.reason, held.deltas) == (HoldReason.CLOSED_PERIOD, released.deltas)


def test_a_second_change_after_a_delta_is_a_second_delta_and_counts_nothing_twice(
    day, ports, ledger, sales, activity, connections
):
    post(day, ports)
    ledger.close_books(day.business_date)
    choose(connections, closed_books_policy=ClosedBooksPolicy.DELTA)
    another_sale(sales, day, activity)
    post(day, ports)
    another_sale(sales, day, activity, minor=800)

    outcome = post(day, ports)

    assert [delta.doc_number[-3:] for delta in outcome.deltas] == ["-C1", "-C2"]
    assert ledger.effect == {"1": -1800, "2": -130, "3": 1930}
    assert post(day, ports).deltas == outcome.deltas


def test_a_day_that_arrives_late_for_a_closed_period_can_be_released_to_the_first_open_date(
    day, ports, ledger, sync_log, queue, clock
):
    ledger.close_books(day.business_date)
    assert post(day, ports).reason is HoldReason.CLOSED_PERIOD

    request = release_day(day, sync_log, queue, clock.now())
    outcome = post(day, ports, request.cause)

    assert outcome.state is SyncState.POSTED
    (entry,) = ledger.documents.values()
    assert entry.business_date == day.business_date + timedelta(days=1)
    assert ledger.effect == {"1": -1000, "2": -130, "3": 1130}
