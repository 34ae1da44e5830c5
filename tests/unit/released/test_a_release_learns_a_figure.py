"""A release that learns one more figure, zero on every day before it, writes no posted day again."""

from dataclasses import dataclass, fields, replace

import pytest

from connected_merchant import MERCHANT, ConnectedMerchant, day
from daybook.application.posting.post_location_day import post_location_day
from daybook.application.posting.reading import read_sales_days
from daybook.domain.day import sales
from daybook.domain.posting.documents import CHOSEN_KINDS
from daybook.domain.sync.location_day import SyncCause, SyncRequest
from released.states import in_the_books, over

TODAYS = sales.SalesDay


@dataclass(frozen=True)
class SalesDay(TODAYS):
    """The figures of a later release."""

    donations_minor: int = 0


@pytest.fixture
def learn(monkeypatch):
    """From now on talech's days have one more figure."""
    summarise = read_sales_days.summarise

    def learned(donations=0):
        def later(*told):
            known = summarise(*told)
            figures = {each.name: getattr(known, each.name) for each in fields(TODAYS)}
            return SalesDay(**figures, donations_minor=donations)

        monkeypatch.setattr(read_sales_days, "summarise", later)

    return learned


def look_again(merchant, where, cause=SyncCause.RECHECK):
    merchant.ledger.calls.clear()
    post_location_day(SyncRequest(where, cause, merchant.clock.now()), "worker", merchant.posting)
    return merchant.ledger.calls, merchant.sync_log.get(where).revision


@pytest.mark.parametrize("cause", [SyncCause.RECHECK, SyncCause.RECLASS])
@pytest.mark.parametrize("kind", CHOSEN_KINDS)
def test_a_figure_that_is_zero_everywhere_makes_no_call_and_no_revision(kind, cause, learn):
    merchant = ConnectedMerchant()
    merchant.connections.save_connection(replace(merchant.connections.connection(MERCHANT), document_kind=kind))
    merchant.post()

    learn()

    assert look_again(merchant, day(), cause) == ([], 1)


def test_a_figure_that_is_not_zero_is_on_record_and_proved_though_no_line_is_booked_of_it(learn):
    merchant = ConnectedMerchant()
    merchant.post()
    known, proved = merchant.sync_log.get(day()).content_hash, merchant.proofs.get(day())

    learn(donations=500)

    assert look_again(merchant, day()) == ([], 1)
    assert merchant.sync_log.get(day()).content_hash != known
    assert merchant.proofs.get(day()) != proved


@over(in_the_books)
def test_the_days_of_an_earlier_release_are_not_written_again(release, state, merchant, learn):
    where, left = merchant.go_on_from(release, state)

    learn()

    assert look_again(merchant, where) == ([], left["record"]["revision"])
