"""The first sync: progress that is true, harmless when asked twice, with the result and the proof at its end."""

import json
from datetime import timedelta

import pytest

from daybook.application.ports import Lane
from daybook.domain.sync.location_day import SyncCause
from unit.portal.merchant import NEWEST, QUEEN, sales_of_day


def queued(world):
    return world.queue.sent[Lane.BACKFILL]


def test_thirty_days_of_every_store_are_proposed_and_queued(ready, visitor):
    page = visitor.send(visitor.open("/sync"), "/sync")

    assert page.path == "/sync/progress"
    assert len(queued(ready)) == 90
    assert {request.cause for request in queued(ready)} == {SyncCause.FIRST_SYNC}


def test_sent_twice_it_is_queued_once(ready, visitor):
    form = visitor.open("/sync")

    visitor.send(form, "/sync")
    visitor.send(form, "/sync")

    assert len(queued(ready)) == 90


def test_progress_counts_what_the_worker_has_done_per_store(ready, visitor):
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work(31)

    facts = json.loads(visitor.open("/sync/progress.json").body)

    assert (facts["done"], facts["due"], facts["finished"]) == (31, 90, False)
    assert sorted(place["done"] for place in facts["locations"]) == [10, 10, 11]


def test_while_it_runs_it_says_how_long_the_rest_takes_at_the_pace_so_far(ready, visitor):
    """Thirty of ninety days in one minute: the other sixty take two."""
    visitor.send(visitor.open("/sync"), "/sync")
    assert "minutes left" not in visitor.open("/sync/progress").words
    ready.clock.instant += timedelta(minutes=1)
    ready.work(30)

    assert "About 2 minutes left" in visitor.open("/sync/progress").words
    assert "About 2 minutes left" in json.loads(visitor.open("/sync/progress.json").body)["changed"]


def test_a_closed_tab_changes_nothing(ready, visitor):
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work(12)
    ready.clock.advance(minutes=45)

    page = ready.visitor().open("/sync/progress")

    assert "12 of 90 days done" in page.words


@pytest.mark.usefixtures("synced")
def test_the_end_tells_how_days_ended_and_what_proves_it(visitor):
    page = visitor.open("/sync/progress")

    assert page.title == "Your days are in the books"
    assert "Posted 75 No sales 15" in page.words
    assert "are the same, to the cent" in page.words


def test_an_end_with_a_held_day_does_not_claim_that_all_is_in_the_books(ready, visitor):
    ready.sales.days[QUEEN, NEWEST] = sales_of_day(QUEEN, NEWEST, untied=True)
    visitor.send(visitor.open("/sync"), "/sync")
    ready.work()

    page = visitor.open("/sync/progress")

    assert page.title == "The sync is finished"
    assert "Held for you 1" in page.words


@pytest.mark.usefixtures("ready")
def test_without_a_script_a_link_shows_the_newest_state(visitor):
    page = visitor.send(visitor.open("/sync"), "/sync")

    assert '<a class="button second" href="/sync/progress">' in page.body


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2026-10-01", "2026-11-23", "at most 30 can be synced at once"),
        ("2026-11-23", "2026-11-01", "ends before it starts"),
        ("2027-01-01", "2027-01-02", "has ended yet"),
        ("", "2026-11-23", "Enter a date"),
        ("yesterday", "2026-02-30", "Enter a date"),
    ],
)
def test_a_range_that_cannot_be_synced_is_explained_and_keeps_what_was_typed(ready, visitor, first, last, says):
    refused = visitor.send(visitor.open("/sync"), "/sync", first=first, last=last)

    assert refused.status == 422
    assert says in refused.words
    assert queued(ready) == []


def test_a_range_can_be_synced_again_and_posts_nothing_twice(synced, visitor):
    entries = len(synced.ledger.books.documents)

    visitor.send(visitor.open("/sync"), "/sync", first="2026-11-20", last="2026-11-21")
    synced.work()
    page = visitor.open("/sync/progress")

    assert "6 of 6 days done" in page.words
    assert len(synced.ledger.books.documents) == entries
