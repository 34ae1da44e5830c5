"""Books close while an answer is open: no correction counts twice, and a release settles what was shown."""

from dataclasses import replace

import pytest

from daybook.application.days.settle_holds import release_day
from daybook.domain.day.orders import ControlTotals
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.sync.location_day import SyncCause, SyncState
from unit.application.posting.second_events.test_a_second_thing_happens import MORE
from unit.application.posting.tries import post, unanswered


@pytest.mark.usefixtures("kind", "deltas")
def test_books_that_close_over_an_amendment_without_an_answer_are_not_corrected_twice(
    day, ports, ledger, one_more_sale, it_shows
):
    """The amendment was carried out: a correction on top of it would count the change twice."""
    post(day, ports)
    one_more_sale()
    unanswered(day, ports, ledger)
    ledger.close_books(day.business_date)
    it_shows()

    outcome = post(day, ports)

    assert outcome.deltas == ()
    assert ledger.effect.get("1") == -1500


def test_a_release_of_closed_books_cannot_correct_an_amendment_that_arrived(
    day, ports, ledger, one_more_sale, it_shows, sync_log
):
    post(day, ports)
    one_more_sale()
    unanswered(day, ports, ledger)
    ledger.close_books(day.business_date)
    it_shows()

    assert post(day, ports).state is SyncState.POSTED
    assert ledger.effect == MORE
    assert sync_log.get(day).reason is None


@pytest.mark.usefixtures("invoices", "deltas")
def test_books_that_close_over_half_an_amendment_hold_the_day_and_add_nothing(day, ports, ledger, one_more_sale):
    """The invoice has its new content, its payment does not; a correction would count the change twice."""
    post(day, ports)
    one_more_sale()
    ledger.fail_payments(RetriableError("503"))
    with pytest.raises(RetriableError):
        post(day, ports)
    ledger.close_books(day.business_date)

    held = post(day, ports)

    assert (held.state, held.reason) == (SyncState.HELD, HoldReason.CLOSED_PERIOD)
    assert len(ledger.documents) == 1
    ledger.close_books(None)
    assert post(day, ports).state is SyncState.POSTED
    assert ledger.effect == MORE


def test_a_release_settles_the_difference_that_was_shown_and_no_other(
    day, ports, sales, activity, sync_log, queue, clock
):
    sales.days[day.location, day.business_date] = replace(activity, control=ControlTotals({"grossRevenue": 900}))
    post(day, ports)
    release_day(day, sync_log, queue, clock.now())
    sales.days[day.location, day.business_date] = replace(activity, control=ControlTotals({"grossRevenue": 10}))

    held = post(day, ports, SyncCause.RELEASE)

    assert (held.state, held.reason) == (SyncState.HELD, HoldReason.NOT_TIED)
    release_day(day, sync_log, queue, clock.now())
    assert post(day, ports, SyncCause.RELEASE).state is SyncState.POSTED


def test_a_release_to_the_open_period_counts_for_its_date(day, ports, ledger, sync_log, queue, clock, one_more_sale):
    """By the time it is carried out the books are closed for another week: the person is asked again."""
    post(day, ports)
    ledger.close_books(day.business_date)
    one_more_sale()
    post(day, ports)
    release_day(day, sync_log, queue, clock.now())
    ledger.close_books(day.business_date.replace(day=29))

    held = post(day, ports, SyncCause.RELEASE)

    assert (held.reason, held.deltas) == (HoldReason.CLOSED_PERIOD, ())
    release_day(day, sync_log, queue, clock.now())
    assert len(post(day, ports, SyncCause.RELEASE).deltas) == 1
