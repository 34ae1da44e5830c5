"""What a refusal tells of a call, and what it does not: an open call outlives a throttle and a grant that ends."""

import pytest

from daybook.application.days.undo_days import undo_day
from daybook.application.posting.post_location_day import post_location_day
from daybook.domain.company.connection import ConnectionStatus
from daybook.domain.errors import Condition, HoldReason, RetriableError
from daybook.domain.posting.posted_documents import TokenRejectedError
from daybook.domain.sync.location_day import SyncState
from fakes.quickbooks.ledger_sends import FakeSends
from unit.application.posting.tries import resync

SOLD = {"1": -1000, "2": -130, "3": 1130}


def refuses(error):
    """Every send ends so, before QuickBooks looks at it."""

    def send(_sends, _prepared, _request_id):
        raise error

    return send


def test_a_throttle_of_the_repeat_says_nothing_of_the_first_send(day, ports, ledger, sync_log, it_shows, monkeypatch):
    """The query lagged, and the repeat was throttled: the first send has arrived all the same."""
    ledger.forget_request_ids()
    ledger.lose_next_answer()
    with pytest.raises(RetriableError):
        resync(day, ports)
    it_shows()
    ledger.lag_queries()
    throttle = RetriableError("429", after_seconds=60, condition=Condition.QUICKBOOKS_UNAVAILABLE)
    with monkeypatch.context() as throttled:
        throttled.setattr(FakeSends, "send", refuses(throttle))
        with pytest.raises(RetriableError):
            resync(day, ports)
    assert sync_log.get(day).intent is not None
    ledger.lag_queries(0)
    it_shows()

    assert resync(day, ports).state is SyncState.POSTED
    assert (len(ledger.documents), ledger.effect) == (1, SOLD)


def test_a_token_that_is_rejected_is_replaced_once_and_leaves_the_call_to_the_next_try(
    day, ports, ledger, sync_log, it_shows, monkeypatch
):
    sent = []

    def send(_sends, prepared, request_id):
        sent.append((request_id, prepared.payload_hash))
        raise TokenRejectedError("401")

    with monkeypatch.context() as rejected:
        rejected.setattr(FakeSends, "send", send)
        with pytest.raises(TokenRejectedError):
            resync(day, ports)
    assert (len(sent), len(set(sent))) == (2, 1)
    it_shows()

    assert resync(day, ports).state is SyncState.POSTED
    assert (len(ledger.documents), ledger.effect) == (1, SOLD)
    assert sync_log.get(day).intent is None


@pytest.mark.parametrize("grant_ends", [False, True])
def test_a_removal_without_an_answer_is_known_when_its_undo_has_lapsed(
    grant_ends, day, ports, ledger, sync_log, queue, clock, connections, connection, proofs
):
    """What it did is told by a look-up alone: the day is out, as was asked, and never counts as posted."""
    resync(day, ports)
    ledger.lose_next_answer()
    asked = undo_day(day, sync_log, queue, clock.now())
    with pytest.raises(RetriableError):
        post_location_day(asked, "worker", ports)
    assert ledger.effect == {}
    if grant_ends:
        connections.save_connection(connection.with_status(ConnectionStatus.NEEDS_RECONNECT))
        assert post_location_day(asked, "worker", ports).reason is HoldReason.NEEDS_RECONNECT
        connections.save_connection(connection)
    assert sync_log.get(day).intent is not None
    clock.advance(hours=25)

    assert resync(day, ports).state is SyncState.UNDONE
    assert (ledger.effect, proofs.get(day)) == ({}, None)
