"""`daybook undo` and `daybook redo`: asked for, under way, and what came of it."""

from datetime import timedelta

import pytest

from connected_merchant import MERCHANT, MONDAY, day
from daybook.application.ports import Lane
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.sync.location_day import Outcome, SyncCause, SyncState

SUNDAY = MONDAY - timedelta(days=1)
RANGE = f"--merchant {MERCHANT} --from {SUNDAY} --to {MONDAY}"


def queued(merchant):
    return [(request.day, request.cause) for request in merchant.queue.sent[Lane.BACKFILL]]


@pytest.fixture
def two_days(merchant):
    """Both in the books."""
    merchant.trade(SUNDAY)
    merchant.post(SUNDAY)
    merchant.post(MONDAY)
    return merchant


def test_a_dry_undo_lists_and_changes_nothing(daybook, two_days):
    before = (two_days.ledger.documents, two_days.sync_log.history(MERCHANT))

    said = daybook(f"undo {RANGE} --dry-run --json")

    assert (said.exit_code, said.document["dry_run"], len(said.document["days"])) == (0, True, 2)
    assert (two_days.ledger.documents, two_days.sync_log.history(MERCHANT)) == before


@pytest.fixture
def at_work(two_days, monkeypatch):
    """A worker that takes what is queued while the command waits."""

    def works(_seconds):
        for request in two_days.queue.sent[Lane.BACKFILL]:
            post_location_day(request, "worker", two_days.posting)
        two_days.queue.sent[Lane.BACKFILL].clear()

    monkeypatch.setattr("daybook.cli.commands.days.sync.time.sleep", works)
    return two_days


def test_undo_asks_a_worker_and_says_how_to_watch_it(daybook, two_days):
    said = daybook(f"undo {RANGE}")

    assert said.exit_code == 0
    assert "days on their way out of the books: 2" in said.out
    assert {cause for _, cause in queued(two_days)} == {SyncCause.UNDO}
    assert len(two_days.ledger.documents) == 2


def test_undo_waits_until_the_days_are_out_and_redo_queues_them_again(daybook, at_work):
    undone = daybook(f"undo {RANGE} --wait --json")
    dry = daybook(f"redo {RANGE} --dry-run --json")
    nothing_queued = queued(at_work) == []
    redone = daybook(f"redo {RANGE} --json")

    assert (undone.exit_code, len(undone.document["undone"]), undone.document["kept"]) == (0, 2, [])
    assert at_work.ledger.documents == {}
    assert (dry.document["dry_run"], len(dry.document["days"]), nothing_queued) == (True, 2, True)
    assert len(redone.document["queued"]) == 2
    assert {cause for _, cause in queued(at_work)} == {SyncCause.REDO}


def test_redo_of_many_days_hands_them_over_at_once(daybook, at_work, monkeypatch):
    daybook(f"undo {RANGE} --wait")
    handed_over = []
    monkeypatch.setattr(at_work.queue, "send", handed_over.append)

    daybook(f"redo {RANGE}")

    assert [len(requests) for requests in handed_over] == [2]


def test_a_locked_day_stays_and_says_why_while_the_others_go(daybook, at_work):
    locked = at_work.sync_log.get(day(SUNDAY)).document
    at_work.ledger.put_in_deposit(locked.id)

    said = daybook(f"undo {RANGE} --wait --json")

    assert said.exit_code == 1
    assert [kept["business_date"] for kept in said.document["kept"]] == [str(SUNDAY)]
    assert "bank deposit" in said.document["kept"][0]["why"]
    assert at_work.sync_log.get(day(SUNDAY)).state is SyncState.POSTED
    assert at_work.sync_log.get(day(MONDAY)).state is SyncState.UNDONE


def test_a_wait_goes_on_while_a_worker_is_at_the_day_for_another_reason(daybook, two_days, monkeypatch):
    """It settles the day after the undo was asked for, and has not seen the request."""
    steps = []

    def works(_seconds):
        steps.append("")
        if len(steps) == 1:
            two_days.clock.advance(seconds=5)
            record = two_days.sync_log.get(day(SUNDAY))
            two_days.sync_log.claim(day(SUNDAY), "another")
            two_days.sync_log.settle(day(SUNDAY), "another", Outcome(record.state, record.books))
            return
        for request in two_days.queue.sent[Lane.BACKFILL]:
            post_location_day(request, "worker", two_days.posting)

    monkeypatch.setattr("daybook.cli.commands.days.sync.time.sleep", works)

    said = daybook(f"undo --merchant {MERCHANT} --from {SUNDAY} --to {SUNDAY} --wait --json")

    assert (said.exit_code, len(said.document["undone"]), len(steps)) == (0, 1, 2)


@pytest.mark.parametrize(
    ("language", "why"),
    [("en", "DB-1212 The day could not leave the books"), ("fr", "DB-1212 La journée n’a pas pu quitter les livres")],
)
def test_why_a_day_stays_is_said_in_the_readers_language(daybook, at_work, language, why):
    at_work.ledger.put_in_deposit(at_work.sync_log.get(day(SUNDAY)).document.id)

    undone = daybook(f"--lang {language} undo {RANGE} --wait")
    history = daybook(f"--lang {language} history --merchant {MERCHANT}")

    assert why in " ".join(undone.out.split())
    assert why in " ".join(history.out.split())


@pytest.mark.usefixtures("two_days")
@pytest.mark.parametrize(
    ("language", "words"), [("en", "is being taken out of the books"), ("fr", "en cours de retrait des livres")]
)
def test_history_tells_what_is_under_way(daybook, language, words):
    daybook(f"undo {RANGE}")

    people = daybook(f"--lang {language} history --merchant {MERCHANT}")
    scripts = daybook(f"history --merchant {MERCHANT} --json")

    assert words in " ".join(people.out.split())
    assert [record["directive"]["place"] for record in scripts.document["records"]] == ["out", "out"]


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_where_there_is_nothing_to_do_nothing_is_done(daybook, merchant, command):
    said = daybook(f"{command} {RANGE}")

    assert (said.exit_code, queued(merchant)) == (0, [])
