"""A look leaves a posted day as it is while talech says nothing new; every other day is read whole."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from daybook.application.posting.look_again import look_again
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import Condition, HoldReason, RetriableError
from daybook.domain.posting.books_calls import Intent
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.directives import Directive, Place
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import SyncCause, SyncRequest, SyncState
from daybook.domain.sync.vendor_wait import VendorWait
from factories import order, payment


def post(day, ports, cause=SyncCause.LOOK):
    """What a worker does with a message: the outcome of the day, None where it is left as it is."""
    outcome = None
    for each in look_again(SyncRequest(day, cause, ports.clock.now()), ports).tries:
        outcome = post_location_day(each, "worker", ports)
    return outcome


@pytest.fixture
def marked(sales, day, activity):
    """talech's present day under a mark."""

    def mark(name, told=activity):
        sales.days[day.location, day.business_date] = replace(told, mark=name)

    mark("one")
    return mark


@pytest.fixture
def posted(request, day, ports, sales):
    request.getfixturevalue("marked")
    outcome = post(day, ports, SyncCause.SCHEDULE)
    assert outcome.state is SyncState.POSTED
    sales.reads.clear()
    return outcome


@pytest.fixture
def other(activity):
    """The day with one more sale, tied."""
    at = activity.orders[0].closed_at
    more = order(closed_at=at, lines=[("food", 500)], payments=[payment(500, at=at)])
    return replace(activity, orders=(*activity.orders, more), control=type(activity.control)({"grossRevenue": 1500}))


@pytest.mark.usefixtures("posted")
def test_a_day_that_says_the_same_is_left_alone(day, ports, sales, sync_log, clock):
    """Nothing is written, and no lease is taken: a worker that has the day is not disturbed."""
    before = sync_log.get(day)
    clock.advance(days=1)
    sync_log.claim(day, "another worker")
    claimed = sync_log.get(day)

    assert post(day, ports) is None
    assert sales.reads == []
    assert sync_log.get(day) == claimed
    assert replace(claimed, attempts=before.attempts, tries=0, updated_at=before.updated_at) == before


@pytest.mark.usefixtures("posted")
def test_a_day_that_says_something_else_is_read_and_amended(marked, other, day, ports, sales, ledger):
    marked("two", other)

    post(day, ports)
    amended = len(sales.reads)
    post(day, ports)

    assert (amended, len(sales.reads)) == (1, 1)
    assert ledger.effect["1"] == -1500


@pytest.mark.usefixtures("posted")
def test_once_a_week_a_day_is_read_whatever_it_says(marked, other, day, ports, sales, ledger, clock):
    """A change that talech's calls about the whole day do not show is found then."""
    marked("one", other)
    for _ in range(6):
        clock.advance(days=1)
        post(day, ports)
    assert sales.reads == []

    clock.advance(days=1)
    post(day, ports)

    assert len(sales.reads) == 1
    assert ledger.effect["1"] == -1500


@pytest.mark.parametrize("cause", [cause for cause in SyncCause if cause not in (SyncCause.LOOK, SyncCause.UNDO)])
@pytest.mark.usefixtures("posted")
def test_only_a_look_stops_at_the_mark(day, ports, sales, cause):
    post(day, ports, cause)

    assert len(sales.reads) == 1


def test_a_source_without_marks_is_read_each_time(marked, day, ports, sales):
    marked("")
    post(day, ports)
    post(day, ports)

    assert len(sales.reads) == 2


@pytest.mark.usefixtures("posted")
def test_another_mapping_is_a_reason_to_read(day, ports, sales, connections):
    mapping = connections.mapping_on("m_1", day.business_date)
    accounts = {**mapping.accounts, "revenue:bread": "1"}
    connections.save_mapping("m_1", replace(mapping, version=mapping.version + 1, accounts=accounts))

    post(day, ports)

    assert len(sales.reads) == 1


@pytest.mark.usefixtures("posted")
def test_a_document_that_a_person_edited_is_a_reason_to_read(day, ports, sales, sync_log, clock):
    record = sync_log.get(day)
    sync_log.note_drift(day, Drift(DriftKind.EDITED, clock.now(), record.document.id), settled_at=record.settled_at)

    post(day, ports)

    assert len(sales.reads) == 1


NIGHT = datetime(2026, 11, 23, tzinfo=UTC)
WAIT = VendorWait(Condition.TALECH_UNAVAILABLE, NIGHT)
INTENT = Intent(DocumentKind.JOURNAL_ENTRY, 1, "request", "TL-1", "figures", "bytes", NIGHT)


@pytest.mark.parametrize(
    "open_part",
    [
        {"intent": INTENT},
        {"open_work": OpenWork.PARTLY},
        {"directive": Directive(1, Place.OUT, NIGHT)},
        {"vendor_wait": WAIT},
        {"state": SyncState.FAILED},
        {"last_reading": None},
    ],
    ids=lambda part: next(iter(part)),
)
@pytest.mark.usefixtures("posted")
def test_a_day_of_which_anything_is_open_is_tried(open_part, day, ports, sync_log):
    sync_log._records[day] = replace(sync_log.get(day), **open_part)

    assert [each.day for each in look_again(SyncRequest(day, SyncCause.LOOK, ports.clock.now()), ports).tries] == [day]


@pytest.mark.usefixtures("marked")
def test_a_held_day_has_no_mark(day, ports, connections, connection, sync_log):
    connections.save_connection(replace(connection, status=ConnectionStatus.NEEDS_RECONNECT))

    assert post(day, ports).reason is HoldReason.NEEDS_RECONNECT
    assert sync_log.get(day).last_reading is None


@pytest.mark.usefixtures("posted")
def test_a_talech_that_does_not_answer_a_re_read_changes_nothing(day, ports, sales, sync_log):
    before = sync_log.get(day)
    sales.error = RetriableError("talech is away")

    with pytest.raises(RetriableError):
        post(day, ports)

    assert sync_log.get(day) == before


@pytest.mark.usefixtures("posted")
def test_after_a_day_of_waiting_each_day_waits_by_itself(day, ports, sales, clock):
    """It is held then, as every day that a vendor keeps waiting, and a person is told."""
    sales.error = RetriableError("talech is away")
    look = SyncRequest(day, SyncCause.LOOK, clock.now(), (day.business_date - timedelta(days=1),))
    clock.advance(hours=23)
    with pytest.raises(RetriableError):
        look_again(look, ports)

    clock.advance(hours=1)

    tries = look_again(look, ports).tries
    assert [(each.day, each.cause) for each in tries] == [(each, SyncCause.RECHECK) for each in look.days]


@pytest.mark.usefixtures("posted")
def test_of_several_dates_only_those_that_say_something_else_are_tried(marked, other, day, ports, sales, clock):
    before = replace(day, business_date=day.business_date - timedelta(days=1))
    at = other.orders[0].closed_at - timedelta(days=1)
    sold = order(closed_at=at, lines=[("food", 500)], payments=[payment(500, at=at)])
    control = type(other.control)({"grossRevenue": 500})
    told = replace(other, orders=(sold,), control=control, mark="of the day before")
    sales.days[before.location, before.business_date] = told
    post(before, ports, SyncCause.SCHEDULE)
    look = SyncRequest(day, SyncCause.LOOK, clock.now(), (before.business_date,))
    assert look_again(look, ports).unchanged == (day, before)

    marked("two", other)

    seen = look_again(look, ports)
    assert (seen.unchanged, [each.day for each in seen.tries]) == ((before,), [day])


@pytest.mark.usefixtures("posted")
def test_a_day_whose_record_is_lost_is_tried(day, ports, sync_log):
    sync_log.lose(day)

    assert [each.day for each in look_again(SyncRequest(day, SyncCause.LOOK, ports.clock.now()), ports).tries] == [day]


@pytest.mark.usefixtures("posted")
def test_a_company_that_refuses_is_the_affair_of_the_tries(day, ports, connections, connection):
    connections.save_connection(replace(connection, status=ConnectionStatus.NEEDS_RECONNECT))

    assert post(day, ports).reason is HoldReason.NEEDS_RECONNECT
