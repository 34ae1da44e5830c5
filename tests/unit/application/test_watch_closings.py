"""A day that nobody planned is found, planned, queued, and its schedule made anew; every other day is left alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from daybook.application.plan_syncs import plan_syncs
from daybook.application.ports import Closing, Lane
from daybook.application.watch_closings import ClosingPorts, catch_up
from daybook.domain.books import BooksMove
from daybook.domain.connection import Connection, ConnectionStatus, LocationMode, PostingChoice
from daybook.domain.documents import DocumentKind
from daybook.domain.errors import RetriableError
from daybook.domain.posting_key import ALL_LOCATIONS
from daybook.domain.sync import LocationDay, Outcome, SyncCause, SyncState
from factories import location
from fakes.firings import FakeFirings
from fakes.ledger import COMPANY

QUEEN, KING = "304267:1", "304268:1"
D = date(2026, 11, 23)
FOUR = Closing("America/Toronto", time(4, 5))
TEN = Closing("America/Toronto", time(22, 5))
# The 23rd ended at King at 22:00 and at Queen at 04:00 of the 24th in Toronto.
KING_ENDED = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
QUEEN_ENDED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DELAY = timedelta(minutes=5)
PATIENCE = timedelta(hours=3)


@pytest.fixture
def firings():
    return FakeFirings()


@pytest.fixture
def watching(connections, sync_log, queue, firings, clock):
    """At noon in Toronto: both closings of the 23rd are over and settled for longer than three hours."""
    clock.instant = datetime(2026, 11, 24, 17, 20, tzinfo=UTC)
    return ClosingPorts(connections, sync_log, queue, firings, clock, DELAY, PATIENCE)


@pytest.fixture
def merchant(connections):
    """Connected for a month."""
    long_ago = replace(connections.connection("m_1"), connected_at=datetime(2026, 10, 24, 15, tzinfo=UTC))
    connections.save_connection(long_ago)
    return long_ago


@pytest.fixture
def look(watching, connections):
    """The days that the watchdog found."""
    return lambda merchant_id="m_1": catch_up(connections.connection(merchant_id), watching)


@pytest.fixture
def on_record(sync_log):
    """Days that were posted, of both shops if no other place is named."""

    def posted(dates, *places, state=SyncState.POSTED):
        for on in dates:
            for place in places or (QUEEN, KING):
                sync_log.claim(LocationDay("m_1", on, place), "worker")
                sync_log.settle(LocationDay("m_1", on, place), "worker", Outcome(state), revision=1)

    return posted


def week(last=D, days=8):
    return [last - timedelta(days=back) for back in range(days)]


def named(requests):
    return [(request.day.business_date, request.day.location) for request in requests]


@pytest.mark.usefixtures("merchant")
def test_a_week_on_record_is_left_alone(look, on_record, queue, firings):
    on_record(week())

    assert look() == ()
    assert queue.sent[Lane.DAILY] == []
    assert firings.fired == []


@pytest.mark.usefixtures("merchant")
@pytest.mark.parametrize("state", [SyncState.HELD, SyncState.EMPTY, SyncState.UNDONE])
def test_a_day_that_waits_or_was_undone_is_on_record_as_well(look, on_record, state):
    on_record(week(), state=state)

    assert look() == ()


@pytest.mark.usefixtures("merchant")
def test_a_closing_that_never_fired_is_planned_queued_and_fired(look, on_record, queue, firings, sync_log):
    on_record(week(), KING)
    on_record(week(D - timedelta(days=1), 7), QUEEN)

    (missed,) = look()

    assert missed.day == LocationDay("m_1", D, QUEEN)
    assert (missed.cause, missed.requested_at) == (SyncCause.SCHEDULE, QUEEN_ENDED + DELAY)
    assert queue.sent[Lane.DAILY] == [missed]
    record = sync_log.get(missed.day)
    assert (record.state, record.due_at) == (SyncState.DUE, QUEEN_ENDED + DELAY)
    assert firings.fired == [("m_1", FOUR, QUEEN_ENDED + DELAY)]


@pytest.mark.usefixtures("merchant")
def test_what_was_found_once_is_not_found_again(look, on_record, queue):
    on_record(week(), KING)

    assert (len(look()), len(look())) == (8, 0)
    assert len(queue.sent[Lane.DAILY]) == 8


@pytest.mark.usefixtures("merchant")
def test_the_firing_makes_a_deleted_schedule_anew_and_doubles_no_day(
    look, on_record, firings, planning, sales, sync_log, queue
):
    """plan_syncs finds the day on record: the message that it sends as well is of the same day."""
    on_record(week(), KING)
    on_record(week(D - timedelta(days=1), 7), QUEEN)
    look()

    ((merchant_id, closing, scheduled_at),) = firings.fired
    plan = plan_syncs(merchant_id, closing, scheduled_at, sales, planning)

    assert planning.schedules.closings["m_1"] == {FOUR, TEN}
    assert {request.day for request in (*queue.sent[Lane.DAILY], *plan.requests)} == {LocationDay("m_1", D, QUEEN)}
    assert sync_log.get(LocationDay("m_1", D, QUEEN)).state is SyncState.DUE


@pytest.mark.usefixtures("merchant")
@pytest.mark.parametrize(
    ("since_ended", "found"), [(DELAY + PATIENCE - timedelta(seconds=1), False), (DELAY + PATIENCE, True)]
)
def test_a_closing_has_three_hours_to_leave_its_record(look, on_record, clock, since_ended, found):
    on_record(week(), KING)
    on_record(week(D - timedelta(days=1)), QUEEN)

    clock.instant = QUEEN_ENDED + since_ended

    assert named(look()) == ([(D, QUEEN)] if found else [])


def test_days_before_the_merchant_connected_are_not_missing(look, connections):
    """Connected on the 22nd at 17:00: King's next closing is that of the 22nd, at 22:00."""
    connected_at = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)
    connections.save_connection(replace(connections.connection("m_1"), connected_at=connected_at))

    assert sorted(named(look())) == [(date(2026, 11, 22), QUEEN), (date(2026, 11, 22), KING), (D, QUEEN), (D, KING)]


@pytest.mark.parametrize("hours_ago", [0, 2])
def test_a_merchant_who_has_just_connected_misses_nothing(look, connections, clock, hours_ago):
    """Shops whose clock was moved as well: their sales are of last spring, but they connect now."""
    connected_at = clock.now() - timedelta(hours=hours_ago)
    connections.save_connection(replace(connections.connection("m_1"), connected_at=connected_at))

    assert look() == ()


@pytest.mark.usefixtures("merchant")
def test_a_merchant_whose_shops_are_posted_as_one_misses_one_day(look, on_record, connections, firings):
    connections.save_connection(replace(connections.connection("m_1"), location_mode=LocationMode.COMBINED))
    on_record(week(D - timedelta(days=1), 7), ALL_LOCATIONS)

    (missed,) = look()

    assert (missed.day.location, missed.requested_at) == (ALL_LOCATIONS, QUEEN_ENDED + DELAY)
    assert [(closing, at) for _, closing, at in firings.fired] == [
        (FOUR, QUEEN_ENDED + DELAY),
        (TEN, KING_ENDED + DELAY),
    ]


@pytest.mark.usefixtures("merchant")
def test_a_combined_day_is_not_missing_while_one_shop_is_open(look, on_record, connections, clock):
    connections.save_connection(replace(connections.connection("m_1"), location_mode=LocationMode.COMBINED))
    on_record(week(D - timedelta(days=1)), ALL_LOCATIONS)
    clock.instant = KING_ENDED + timedelta(hours=5)

    assert look() == ()


@pytest.mark.usefixtures("merchant")
@pytest.mark.parametrize(("mode", "recorded"), [(LocationMode.COMBINED, QUEEN), (LocationMode.SEPARATE, ALL_LOCATIONS)])
def test_a_date_on_record_in_the_other_way_is_never_posted_twice(look, on_record, connections, mode, recorded):
    connections.save_connection(replace(connections.connection("m_1"), location_mode=mode))
    on_record(week(), recorded)

    assert look() == ()


@pytest.mark.usefixtures("merchant")
def test_a_switch_to_combined_counts_from_its_date(look, on_record, connections):
    change = PostingChoice(D, DocumentKind.JOURNAL_ENTRY, LocationMode.COMBINED)
    connections.save_connection(replace(connections.connection("m_1"), changes=(change,)))
    on_record(week(D - timedelta(days=2)))

    found = named(look())

    assert found == [(D - timedelta(days=1), QUEEN), (D - timedelta(days=1), KING), (D, ALL_LOCATIONS)]


@pytest.mark.usefixtures("merchant")
def test_a_shop_that_moved_to_other_books_is_missed_there_and_not_here(look, on_record, connections):
    company, since = replace(COMPANY, realm_id="9130350000000002"), datetime(2026, 11, 1, tzinfo=UTC)
    connections.save_connection(Connection("m_1@2", company, ConnectionStatus.CONNECTED, since))
    connections.add_moves("m_1", (), (BooksMove(KING, D, "m_1@2"),))
    on_record(week(), QUEEN)
    on_record(week(D - timedelta(days=1), 7), KING)

    assert look() == ()
    assert [request.day for request in look("m_1@2")] == [LocationDay("m_1@2", D, KING)]


@pytest.mark.usefixtures("merchant")
def test_a_closing_of_every_zone_is_fired_for_its_last_reading(look, connections, profile, firings, clock):
    """It is 21:20 in Auckland of the 25th."""
    auckland = location(QUEEN, zone="Pacific/Auckland", report_end_time=time(2, 30))
    connections.save_profile(replace(profile, locations=(auckland,)))
    clock.instant = datetime(2026, 11, 25, 8, 20, tzinfo=UTC)

    look()

    morning = datetime(2026, 11, 24, 13, 35, tzinfo=UTC)
    assert firings.fired == [("m_1", Closing("Pacific/Auckland", time(2, 35)), morning)]


@pytest.mark.usefixtures("merchant")
def test_a_queue_that_takes_nothing_leaves_due_days_behind(look, on_record, queue, sync_log, clock):
    """They are on record, so an hour later they count as lost and are queued then."""
    on_record(week(), KING)
    on_record(week(D - timedelta(days=1), 7), QUEEN)
    queue.error = RetriableError("SQS is busy")

    with pytest.raises(RetriableError):
        look()

    assert [record.day for record in sync_log.unsettled(clock.now())] == [LocationDay("m_1", D, QUEEN)]


def test_a_merchant_whose_profile_nobody_has_read_has_no_closings(watching, clock):
    nobody = Connection("m_9", COMPANY, ConnectionStatus.CONNECTED, clock.now() - timedelta(days=30))

    assert catch_up(nobody, watching) == ()
