"""Days: page, JSON API and command line bring them in, release, undo and redo them by one rule."""

from datetime import date, timedelta

import pytest

from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.sync.location_day import LocationDay, SyncState
from unit.portal.merchant import KING, MERCHANT, NEWEST, QUEEN, sales_of_day

DAY = LocationDay(MERCHANT, NEWEST, QUEEN)


def lose_the_connection(world):
    lost = world.connections.connection(MERCHANT).with_status(ConnectionStatus.NEEDS_RECONNECT)
    world.connections.save_connection(lost)


def queued(world):
    return [request for requests in world.queue.sent.values() for request in requests]


def posted(world, doors):
    assert doors.sync("page", NEWEST, NEWEST).done
    world.work()
    assert world.sync_log.get(DAY).is_posted


def test_a_range_is_queued_for_every_store(doors, door, world):
    done = doors.sync(door, NEWEST, NEWEST)

    assert done.done, done.words
    assert {request.day.location for request in queued(world)} >= {QUEEN, KING}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (NEWEST, NEWEST - timedelta(days=1)),
        (NEWEST - timedelta(days=30), NEWEST),
        (NEWEST + timedelta(days=1), NEWEST + timedelta(days=2)),
        (date(1999, 12, 31), date(1999, 12, 31)),
    ],
)
def test_a_range_that_is_none_or_too_long_or_ahead_or_years_back_is_refused(doors, door, world, first, last):
    refused = doors.sync(door, first, last)

    assert refused.words.startswith({"page": "422", "api": "422", "command": "2"}[door]), refused.words
    assert queued(world) == []


def test_nothing_is_queued_for_a_merchant_whose_connection_was_lost_meanwhile(doors, door, world):
    """Each of the days would be held, and mailed about, for what is known already."""
    refused = doors.sync(door, NEWEST, NEWEST, lambda: lose_the_connection(world))

    assert not refused.done
    assert queued(world) == []


def test_a_day_is_taken_out_and_brought_back(doors, door, world):
    posted(world, doors)

    assert doors.act(door, "undo", NEWEST, QUEEN).done
    world.work()
    assert world.sync_log.get(DAY).state is SyncState.UNDONE
    assert doors.act(door, "redo", NEWEST, QUEEN).done
    world.work()
    assert world.sync_log.get(DAY).is_posted


def test_a_day_that_is_undone_is_synced_without_harm_and_stays_out(doors, door, world):
    posted(world, doors)
    doors.act("page", "undo", NEWEST, QUEEN)
    world.work()

    done = doors.sync(door, NEWEST, NEWEST)
    world.work()

    assert done.done, done.words
    assert world.sync_log.get(DAY).state is SyncState.UNDONE


def test_a_day_that_does_not_tie_is_released(doors, door, world):
    world.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, untied=True)
    doors.sync("page", NEWEST, NEWEST)
    world.work()
    assert world.sync_log.get(DAY).state is SyncState.HELD

    done = doors.act(door, "release", NEWEST, QUEEN)
    world.work()

    assert done.done, done.words
    assert world.sync_log.get(DAY).is_posted


def test_a_day_that_is_not_held_is_not_released(doors, door, world):
    posted(world, doors)
    before = world.sync_log.get(DAY)

    refused = doors.act(door, "release", NEWEST, QUEEN)

    assert not refused.done
    assert world.sync_log.get(DAY) == before


@pytest.mark.parametrize("action", ["undo", "redo"])
def test_no_day_is_moved_where_the_connection_was_lost_meanwhile(doors, door, world, action):
    posted(world, doors)
    if action == "redo":
        doors.act("page", "undo", NEWEST, QUEEN)
        world.work()
    before = world.sync_log.get(DAY)

    refused = doors.act(door, action, NEWEST, QUEEN, lambda: lose_the_connection(world))

    assert not refused.done
    assert world.sync_log.get(DAY) == before
