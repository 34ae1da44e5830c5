"""A location that posts to another company: each of its days goes into one of the merchant's books, none into two."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from daybook.application.connecting.move_locations import (
    MoveRefusedError,
    books_of,
    books_to_open,
    move_locations,
    moves_to,
    other_books,
)
from daybook.application.connecting.resume import plan_missed, resume
from daybook.application.planning.plan_syncs import plan_syncs
from daybook.application.planning.request_sync import RangeRefusedError, request_sync
from daybook.application.ports import Closing, Lane
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import Connection, ConnectionStatus, LocationMode
from daybook.domain.errors import HoldReason
from daybook.domain.merchant.books import BooksMove
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.books_state import BooksState
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncCause, SyncRequest, SyncState
from fakes.quickbooks.ledger import COMPANY

QUEEN, KING = "304267:1", "304268:1"
OTHER = "m_1@2"
D = date(2026, 11, 23)
FOUR = Closing("America/Toronto", time(4, 5))
TEN = Closing("America/Toronto", time(22, 5))
IN_THE_BOOKS = BooksState(document=PostedDocument(DocumentKind.JOURNAL_ENTRY, "1", "0", "TL-20261123-ABCDE", 1000))
AFTER_FOUR = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
AFTER_TEN = datetime(2026, 11, 24, 3, 5, tzinfo=UTC)


@pytest.fixture
def other(connections, clock, mapping):
    """A second company, connected and mapped, that no location posts to yet."""
    company = replace(COMPANY, realm_id="9130350000000002", name="King Street Books")
    connection = Connection(OTHER, company, ConnectionStatus.CONNECTED, clock.now())
    connections.save_connection(connection)
    connections.save_mapping(OTHER, mapping)
    return connection


@pytest.fixture
def king_moved(connections, other):
    """From the 23rd on King posts to the second company."""
    connections.add_moves("m_1", (), (BooksMove(KING, D, OTHER),))
    return other


def posted(sync_log, *days, state=SyncState.POSTED):
    for day in days:
        sync_log.claim(day, "worker")
        sync_log.settle(day, "worker", Outcome(state, IN_THE_BOOKS))


def sent(queue, lane=Lane.DAILY):
    return [(r.day.merchant_id, r.day.business_date, r.day.location) for r in queue.sent[lane]]


@pytest.mark.usefixtures("king_moved")
def test_each_books_close_their_own_locations(planning, sales, queue):
    for closing, at in ((TEN, AFTER_TEN), (FOUR, AFTER_FOUR)):
        plan_syncs("m_1", closing, at, sales, planning)

    assert sent(queue) == [(OTHER, D, KING), ("m_1", D, QUEEN)]


@pytest.mark.usefixtures("king_moved")
def test_days_from_before_the_move_are_still_read_again_where_they_lie(planning, sales, queue, sync_log):
    posted(sync_log, LocationDay("m_1", D - timedelta(days=1), KING))

    plan_syncs("m_1", TEN, AFTER_TEN, sales, planning)

    assert sent(queue, Lane.REREAD) == [("m_1", D - timedelta(days=1), KING)]
    assert sent(queue) == [(OTHER, D, KING)]


@pytest.mark.usefixtures("king_moved")
def test_combined_books_go_on_without_the_location_and_nobody_is_missed(ports, connections, connection):
    connections.save_connection(replace(connection, location_mode=LocationMode.COMBINED))
    before = LocationDay("m_1", D - timedelta(days=1), "all")
    after = LocationDay("m_1", D, "all")

    for day in (before, after):
        outcome = post_location_day(SyncRequest(day, SyncCause.SCHEDULE, AFTER_FOUR), "worker", ports)
        assert outcome.state is not SyncState.HELD

    proof = ports.proofs.get(after)
    assert [each.location_id for each in proof.sales_days] == [QUEEN]


@pytest.mark.usefixtures("king_moved")
def test_a_day_planned_before_the_move_is_not_posted_to_both(ports):
    day = LocationDay("m_1", D, KING)

    outcome = post_location_day(SyncRequest(day, SyncCause.SCHEDULE, AFTER_FOUR), "worker", ports)

    assert (outcome.state, outcome.reason) == (SyncState.HELD, HoldReason.OTHER_BOOKS)


@pytest.mark.usefixtures("king_moved")
def test_a_range_is_asked_for_where_its_days_belong(connections, sync_log, queue):
    asking = {"connections": connections, "sync_log": sync_log, "queue": queue, "now": AFTER_FOUR}
    first = D - timedelta(days=1)

    request_sync("m_1", first, D, cause=SyncCause.RESYNC, **asking)
    request_sync(OTHER, first, D, cause=SyncCause.RESYNC, **asking)

    assert sent(queue, Lane.BACKFILL) == [
        ("m_1", first, QUEEN),
        ("m_1", first, KING),
        ("m_1", D, QUEEN),
        (OTHER, D, KING),
    ]
    with pytest.raises(RangeRefusedError, match="belong to another one"):
        request_sync(OTHER, first, first, cause=SyncCause.RESYNC, **asking)


def test_a_reconnected_company_catches_up_with_its_own_locations(connections, sync_log, queue, king_moved):
    posted(sync_log, LocationDay(OTHER, D, KING))
    profile = connections.profile(OTHER)
    later = AFTER_FOUR + timedelta(days=1)

    plan_missed(king_moved, profile, sync_log=sync_log, now=later)
    resume(king_moved, sync_log=sync_log, queue=queue, now=later)

    assert sent(queue, Lane.BACKFILL) == [(OTHER, D + timedelta(days=1), KING)]


@pytest.mark.usefixtures("other")
def test_a_location_moves_from_the_first_day_that_is_not_on_record(connections, sync_log):
    profile = connections.profile("m_1")
    assert moves_to(OTHER, (KING,), profile, sync_log) == (BooksMove(KING, date.min, OTHER),)
    posted(sync_log, LocationDay("m_1", D, KING))
    posted(sync_log, LocationDay("m_1", D + timedelta(days=1), KING), state=SyncState.UNDONE)

    assert moves_to(OTHER, (KING,), profile, sync_log) == (BooksMove(KING, D + timedelta(days=1), OTHER),)


@pytest.mark.usefixtures("other")
def test_days_that_all_locations_share_are_on_record_too(connections, sync_log):
    posted(sync_log, LocationDay("m_1", D, "all"))

    (move,) = moves_to(OTHER, (KING,), connections.profile("m_1"), sync_log)

    assert move.effective_from == D + timedelta(days=1)


@pytest.mark.usefixtures("king_moved")
def test_whoever_changes_their_mind_at_once_is_back_where_they_were(connections, sync_log):
    (back,) = moves_to("m_1", (KING,), connections.profile("m_1"), sync_log)

    connections.add_moves("m_1", connections.moves("m_1"), (back,))
    assert connections.profile("m_1").takes(KING, D)
    assert not connections.profile(OTHER).takes(KING, D)


@pytest.mark.usefixtures("king_moved")
def test_a_visit_begins_in_books_that_take_something(connections):
    assert books_to_open(connections.profile("m_1")) == "m_1"
    connections.add_moves("m_1", connections.moves("m_1"), (BooksMove(QUEEN, D, OTHER),))

    profile = connections.profile("m_1")
    assert books_to_open(profile) == OTHER
    assert len(profile.active_locations) == 2, "the pages of books that all have left still open"
    assert other_books(profile) == "m_1@3"


class TestMovingToACompanyThatIsConnected:
    """`move_locations` at work on the stores of the portal."""

    @pytest.fixture
    def portal(self, connections, sync_log, clock):
        class Ports:
            pass

        found = Ports()
        found.connections, found.sync_log, found.clock = connections, sync_log, clock
        return found

    @pytest.mark.usefixtures("other")
    def test_the_second_location_joins_the_first(self, portal, connections):
        connections.add_moves("m_1", (), (BooksMove(QUEEN, D, OTHER),))

        move_locations(OTHER, (KING,), connections.profile("m_1"), portal)

        assert [books.id for books in books_of(connections.profile("m_1"), connections)] == ["m_1", OTHER]
        assert {place.id for place in books_of(connections.profile("m_1"), connections)[1].locations} == {QUEEN, KING}

    @pytest.mark.parametrize(
        ("books_id", "why"), [("m_1", "already"), (OTHER, "not connected"), ("m_2", "not connected")]
    )
    def test_a_move_that_makes_no_sense_is_refused(self, books_id, why, portal, connections):
        with pytest.raises(MoveRefusedError, match=why):
            move_locations(books_id, (KING,), connections.profile("m_1"), portal)

    def test_a_company_in_another_currency_is_refused(self, portal, connections, other):
        connections.add_moves("m_1", (), (BooksMove(QUEEN, D, OTHER),))
        connections.save_connection(replace(other, company=replace(other.company, home_currency="USD")))

        with pytest.raises(MoveRefusedError, match="sells in CAD"):
            move_locations(OTHER, (KING,), connections.profile("m_1"), portal)


def test_schedules_serve_all_books_and_end_with_the_last(planning, sales, connections, connection, king_moved):
    connections.save_connection(connection.with_status(ConnectionStatus.DISCONNECTED))
    plan_syncs("m_1", TEN, AFTER_TEN, sales, planning)
    assert planning.schedules.closings["m_1"] == {FOUR, TEN}

    connections.save_connection(king_moved.with_status(ConnectionStatus.DISCONNECTED))
    plan_syncs("m_1", TEN, AFTER_TEN, sales, planning)

    assert planning.schedules.closings["m_1"] == frozenset()
