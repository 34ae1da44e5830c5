"""A location-day becomes one document, or none and an outcome that says so."""

from dataclasses import replace

import pytest

from daybook.domain.day.orders import DayActivity
from daybook.domain.errors import Condition, DayGivenUpError, RetriableError
from daybook.domain.posting.documents import Side
from daybook.domain.sync.location_day import LocationDay, SyncState
from factories import order, payment
from unit.application.posting.mortal_worker import Dies
from unit.application.posting.tries import resync


def test_a_day_becomes_one_balanced_entry(day, ports, ledger, sync_log):
    outcome = resync(day, ports)

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
    resync(day, ports)

    assert ledger.calls == ["post"]


def test_the_same_message_twice_makes_no_second_document(day, ports, ledger):
    resync(day, ports)

    again = resync(day, ports, owner="worker-2")

    assert again.state is SyncState.POSTED
    assert len(ledger.entries) == 1
    assert ledger.calls == ["post"]


def test_two_workers_on_one_day_are_kept_apart_by_the_lease(day, ports, sync_log):
    sync_log.claim(day, "worker-1")

    with pytest.raises(RetriableError, match="being worked on") as refused:
        resync(day, ports, owner="worker-2")

    assert 0 < refused.value.after_seconds <= 180


def test_a_day_without_sales_is_empty_and_posts_nothing(ports, ledger, day):
    outcome = resync(replace(day, location="304268:1"), ports)

    assert outcome.state is SyncState.EMPTY
    assert ledger.calls == []


def test_sales_that_arrive_after_a_day_was_empty_are_posted(day, ports, ledger, sales, activity):
    sales.days.clear()
    assert resync(day, ports).state is SyncState.EMPTY
    sales.days[day.location, day.business_date] = activity

    assert resync(day, ports).state is SyncState.POSTED
    assert len(ledger.entries) == 1


def test_a_tender_without_an_account_goes_to_suspense_and_the_day_is_posted_with_the_gap_named(
    day, ports, ledger, sales, activity
):
    at = activity.orders[0].closed_at
    sale = order(closed_at=at, lines=[("food", 700)], payments=[payment(700, "CCRD", "JCB", at=at)])
    sales.days[day.location, day.business_date] = DayActivity((sale,))

    outcome = resync(day, ports)

    (entry,) = ledger.entries.values()
    assert outcome.state is SyncState.POSTED_WITH_GAPS
    assert outcome.gaps == ("tender:CCRD:JCB",)
    assert entry.lines[0].account_id == "99"


def test_the_gaps_of_a_posted_day_stay_named_until_its_document_changes(day, ports, connections, mapping):
    """Mapping the tender later does not change what the books hold, so the day does not claim to be without gaps."""
    connections.save_mapping("m_1", replace(mapping, version=2, accounts={"revenue:food": "1", "tender:CASH": "3"}))
    assert resync(day, ports).gaps == ("tax:hst",)
    connections.save_mapping("m_1", replace(mapping, version=3))

    assert resync(day, ports).gaps == ("tax:hst",)


def test_talech_that_does_not_answer_is_never_an_empty_day(day, ports, sales, sync_log):
    sales.error = RetriableError("talech answered 503")

    with pytest.raises(RetriableError):
        resync(day, ports)

    assert sync_log.get(day).state is SyncState.DUE


def test_a_bug_has_three_tries_and_is_recorded_with_the_last(day, ports, sales, sync_log):
    sales.error = ZeroDivisionError("oops")

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            resync(day, ports)
        assert sync_log.get(day).state is SyncState.DUE
    with pytest.raises(DayGivenUpError, match="oops"):
        resync(day, ports)

    assert sync_log.get(day).state is SyncState.FAILED
    assert sync_log.get(day).message == "ZeroDivisionError: oops"


def test_a_vendor_that_does_not_answer_burns_no_try(day, ports, sales):
    sales.error = RetriableError("talech answered 503", condition=Condition.TALECH_UNAVAILABLE)
    for _ in range(9):
        with pytest.raises(RetriableError):
            resync(day, ports)
    sales.error = None

    assert resync(day, ports).state is SyncState.POSTED


def test_workers_that_die_without_a_word_use_up_the_tries(day, ports, sales, sync_log, clock):
    """A message that kills every worker must not circle for ever."""
    sales.error = Dies()
    for _ in range(3):
        with pytest.raises(Dies):
            resync(day, ports)
        clock.advance(seconds=161)

    with pytest.raises(DayGivenUpError, match="3 workers have died"):
        resync(day, ports)
    assert sync_log.get(day).state is SyncState.FAILED


def test_all_locations_combined_become_one_entry_with_the_lines_of_each(ports, ledger, sales, activity, day):
    sales.days["304268:1", day.business_date] = activity

    outcome = resync(LocationDay("m_1", day.business_date, "all"), ports)

    (entry,) = ledger.entries.values()
    assert outcome.state is SyncState.POSTED
    assert entry.debit_minor == 2260
    assert {line.location_id for line in entry.lines} == {"304267:1", "304268:1"}
