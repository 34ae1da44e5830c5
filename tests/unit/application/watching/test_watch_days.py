"""A due day is settled, on its way, queued again, or it is counted as overdue; nothing falls through."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from daybook.application.ports import Lane
from daybook.application.posting.post_location_day import post_location_day
from daybook.application.watching.watch_days import MOST_AT_ONCE, MOST_NAMED, watch_days
from daybook.domain.errors import HoldReason, RetriableError
from daybook.domain.posting.books_calls import Intent
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.books_state import BooksState, OpenWork
from daybook.domain.sync.directives import Place
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncCause, SyncState
from fakes.systems import FakeSystems

QUEEN, KING = "304267:1", "304268:1"
D = date(2026, 11, 23)
DUE = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
IN_THE_BOOKS = BooksState(document=PostedDocument(DocumentKind.JOURNAL_ENTRY, "1", "0", "TL-20261123-ABCDE", 1000))


@pytest.fixture
def watching(sync_log, queue, clock):
    """The clock stands at the closing."""
    clock.instant = DUE
    return FakeSystems(sync_log=sync_log, queue=queue, clock=clock, patience=timedelta(hours=3))


@pytest.fixture
def look(watching, clock):
    """What the watchdog finds so many minutes after the closing."""

    def looked(minutes):
        clock.instant = DUE + timedelta(minutes=minutes)
        return watch_days(watching)

    return looked


@pytest.fixture
def planned(clock, sync_log, day):
    """The day was planned at its closing and its message is gone."""
    clock.instant = DUE
    sync_log.plan(day, DUE)
    return day


@pytest.mark.usefixtures("planned")
def test_a_day_that_is_still_on_its_way_is_neither_lost_nor_overdue(look, queue):
    seen = look(15)

    assert (seen.waits, seen.requeued) == ((), ())
    assert queue.sent[Lane.DAILY] == []


def test_a_lost_close_is_queued_again_before_anybody_is_called(look, planned, queue):
    """It counts from its closing, so that the delay shows."""
    seen = look(75)

    (request,) = queue.sent[Lane.DAILY]
    assert (request.day, request.cause, request.requested_at) == (planned, SyncCause.SCHEDULE, DUE)
    assert seen.requeued == (request,)
    assert seen.waits == ()


@pytest.mark.usefixtures("planned")
def test_a_day_that_was_queued_again_is_posted_and_looked_at_no_more(look, queue, ports):
    look(75)
    post_location_day(queue.sent[Lane.DAILY][0], "worker", ports)

    later = [look(minutes) for minutes in (135, 195, 600)]

    assert [(seen.waits, seen.requeued) for seen in later] == [((), ())] * 3


def test_a_day_that_is_lost_again_and_again_is_overdue_and_queued_ever_later(look, planned, queue):
    seen = [look(minutes) for minutes in (75, 135, 195, 255, 345, 705, 1065)]

    assert [len(each.requeued) for each in seen] == [1, 0, 1, 0, 0, 1, 1]
    assert [len(each.waits) for each in seen] == [0, 0, 1, 1, 1, 1, 1]
    assert seen[2].waits == (timedelta(minutes=195),)
    assert [record.day for record in seen[2].named] == [planned]
    assert len(queue.sent[Lane.DAILY]) == 4


@pytest.mark.usefixtures("planned")
def test_two_looks_at_once_send_one_message(watching, queue, clock):
    clock.advance(minutes=75)
    watch_days(watching)

    watch_days(watching)

    assert len(queue.sent[Lane.DAILY]) == 1


def test_a_failed_day_is_overdue_and_tried_again_once_a_day_for_a_week(look, planned, sync_log):
    sync_log.claim(planned, "worker")
    sync_log.fail(planned, "worker", "a bug")

    seen = [look(hours * 60) for hours in range(3, 24 * 10, 3)]

    assert (len(seen[0].waits), seen[0].requeued) == (1, ())
    assert seen[0].named[0].state is SyncState.FAILED
    assert sum(len(each.requeued) for each in seen) == 6
    assert {request.day for each in seen for request in each.requeued} == {planned}


@pytest.mark.parametrize("open_thing", ["directive", "call", "half"])
def test_a_posted_day_of_which_something_is_open_is_queued_again_whatever_its_age(
    look, document, day, sync_log, clock, open_thing
):
    """Its message is lost; nothing but the index of open days knows of it."""
    if open_thing == "directive":
        sync_log.direct(day, Place.OUT)
    else:
        record = sync_log.claim(day, "worker")
        intent = Intent(document.kind, 2, "r", "n", "c", "p", clock.now(), last_sent_at=clock.now())
        work = {"intent": intent} if open_thing == "call" else {"open_work": OpenWork.PARTLY}
        sync_log.note(day, "worker", replace(record.books, **work))
        sync_log.release(day, "worker")

    (request,) = look(60 * 24 * 40).requeued

    assert (request.day, sync_log.get(day).state) == (day, SyncState.POSTED)


def test_a_day_that_a_worker_is_trying_is_not_overdue_yet(look, planned, sync_log, clock):
    """A closing that fires hours late, or a clock that was moved, makes a day that is due long since."""
    clock.advance(minutes=170)
    sync_log.claim(planned, "worker")
    sync_log.release(planned, "worker")

    assert (look(181).waits, look(214).waits) == ((), ())
    assert look(216).waits == (timedelta(minutes=216),)


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(SyncState.EMPTY),
        Outcome(SyncState.POSTED, IN_THE_BOOKS),
        Outcome(SyncState.HELD, reason=HoldReason.NOT_TIED),
    ],
)
def test_a_settled_day_is_no_business_of_the_watchdog(look, planned, sync_log, outcome):
    sync_log.claim(planned, "worker")
    sync_log.settle(planned, "worker", outcome)

    seen = look(600)

    assert (seen.waits, seen.requeued) == ((), ())


def test_lost_history_goes_back_into_the_lane_of_history(look, watching, sync_log, queue):
    """A merchant's thirty days must not delay anybody's close; they are no closes and count from now."""
    old = LocationDay("m_1", D - timedelta(days=20), KING)
    sync_log.plan(old, DUE)

    look(75)

    (request,) = queue.sent[Lane.BACKFILL]
    assert (request.day, request.cause, request.requested_at) == (old, SyncCause.REPLAY, watching.clock.now())
    assert queue.sent[Lane.DAILY] == []


@pytest.mark.parametrize(
    ("business_date", "due_at"),
    [
        # The day of a shop in Honolulu that closes at noon, and one in Auckland that closes after midnight.
        (date(2026, 11, 22), datetime(2026, 11, 23, 22, 5, tzinfo=UTC)),
        (date(2026, 11, 22), datetime(2026, 11, 24, 0, 5, tzinfo=UTC)),
        (date(2026, 11, 24), datetime(2026, 11, 24, 8, 5, tzinfo=UTC)),
    ],
)
@pytest.mark.usefixtures("watching")
def test_the_close_of_every_zone_is_a_close(look, sync_log, queue, business_date, due_at):
    sync_log.plan(LocationDay("m_1", business_date, KING), due_at)

    look(75)

    assert len(queue.sent[Lane.DAILY]) == 1


@pytest.mark.usefixtures("planned")
def test_a_queue_that_takes_nothing_fails_the_look_and_the_next_one_sends(look, queue):
    queue.error = RetriableError("SQS is busy")
    with pytest.raises(RetriableError):
        look(75)
    queue.error = None

    assert len(look(165).requeued) == 1


@pytest.mark.usefixtures("watching")
def test_an_outage_is_counted_whole_named_in_part_and_queued_in_bursts(look, sync_log, queue):
    """Six hundred days with lost messages: at every look five hundred at most go back."""
    days = [LocationDay(f"m_{number}", D, QUEEN) for number in range(600)]
    for each in days:
        sync_log.plan(each, DUE)

    first, second = look(190), look(300)

    assert (len(first.waits), len(first.named)) == (600, MOST_NAMED)
    assert (len(first.requeued), len(second.requeued)) == (MOST_AT_ONCE, MOST_AT_ONCE)
    assert {request.day for request in queue.sent[Lane.DAILY]} == set(days)


@pytest.mark.usefixtures("watching")
def test_failed_days_take_nobodys_turn(look, sync_log, queue):
    for number in range(MOST_AT_ONCE):
        failed = LocationDay(f"m_{number}", D, QUEEN)
        sync_log.claim(failed, "worker")
        sync_log.fail(failed, "worker", "a bug")
    lost = LocationDay("m_lost", D, KING)
    sync_log.plan(lost, DUE + timedelta(minutes=1))

    look(75)

    assert [request.day for request in queue.sent[Lane.DAILY]] == [lost]


def test_how_often_a_day_was_sent_again_is_on_its_record(look, planned, sync_log):
    look(75)

    assert sync_log.get(planned) == replace(sync_log.get(planned), requeued=1, state=SyncState.DUE)
