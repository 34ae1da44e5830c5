"""The tool that writes the rows of a release: what it writes of this one is whole, is read again, and goes on."""

import json

import pytest

from daybook.domain.errors import HoldReason
from daybook.domain.posting.books_calls import CallAction
from daybook.domain.proof.day_proof import Proof
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.location_day import SyncCause, SyncRecord, SyncState
from released.books import held_by_books, wanted
from released.open_calls import OPEN
from released.rows import plain
from released.settled_days import SETTLED
from released.write_rows import STATES, write_rows

WITHOUT_WORK = sorted(SETTLED.keys() - {"due", "due_and_queued_again", "due_waiting_for_talech", "failed"})


@pytest.fixture(scope="module")
def today(tables, tmp_path_factory):
    """The folder of this release."""
    folder = tmp_path_factory.mktemp("released") / "today"
    write_rows(folder, tables)
    return folder


def records(folder):
    return [json.loads(path.read_text("utf-8"))["record"] for path in (folder / "days").glob("*.json")]


def test_there_is_a_day_in_every_state_for_every_reason_and_with_every_call_open(today):
    written = records(today)
    causes = {json.loads(body)["cause"] for body in json.loads((today / "sync_messages.json").read_text("utf-8"))}

    assert {record["state"] for record in written} == set(SyncState)
    assert {record["reason"] for record in written} - {None} == set(HoldReason)
    assert {record["intent"]["action"] for record in written if record["intent"]} == set(CallAction) - {
        CallAction.REPLACE  # made by earlier releases alone
    }
    assert {record["open_work"] for record in written} - {None} == set(OpenWork)
    assert causes == set(SyncCause)


@pytest.mark.parametrize("state", sorted(STATES))
def test_a_day_is_read_as_it_was_written(state, today, merchant):
    day, left = merchant.go_on_from(today, state)

    assert plain(SyncRecord, merchant.sync_log.get(day)) == left["record"]
    assert plain(Proof | None, merchant.proofs.get(day)) == left["proof"]


@pytest.mark.parametrize("state", WITHOUT_WORK)
def test_a_settled_day_makes_no_call(state, today, merchant):
    day, left = merchant.go_on_from(today, state)

    outcome = merchant.work_on(day)

    assert (outcome.state, merchant.ledger.calls) == (left["record"]["state"], [])


@pytest.mark.parametrize("state", sorted(OPEN))
def test_an_open_call_comes_to_one_set_of_books(state, today, merchant):
    day, left = merchant.go_on_from(today, state)
    merchant.clock.advance(minutes=6)

    outcome = merchant.work_on(day)

    goes_out = (left["record"]["directive"] or {"place": "in"})["place"] == "out"
    assert held_by_books(merchant) == ({} if goes_out else wanted(merchant, day))
    assert (outcome.state is SyncState.UNDONE) == goes_out
    assert merchant.sync_log.get(day).open_since is None
