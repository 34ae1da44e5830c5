"""What pages know of many dates is what the records say, also while workers change them between two views."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from types import SimpleNamespace

import pytest

from daybook.application.company.known_dates import known_dates
from daybook.domain.company.connection import Connection, ConnectionStatus
from daybook.domain.errors import HoldReason
from daybook.domain.posting.day_figures import DayFigures
from daybook.domain.sync.date_sums import add_up
from daybook.domain.sync.directives import Place
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncState
from fakes.clock import FakeClock
from fakes.quickbooks.ledger import COMPANY
from fakes.sync_log import FakeSyncLog
from unit.aws.day_builders import posted
from unit.portal.merchant import KING, MERCHANT, NOW, QUEEN, STORES, profile_of

FIRST, LAST = date(2026, 11, 20), date(2026, 11, 23)
DATES = [FIRST + timedelta(days=day) for day in range(4)]
CONNECTION = Connection(MERCHANT, COMPANY, ConnectionStatus.CONNECTED, NOW)
PROFILE = profile_of(stores=STORES[:2])


class Shop:
    """Two stores, their records, and a page that looks at four dates."""

    def __init__(self):
        self.clock = FakeClock(NOW)
        self.sync_log = FakeSyncLog(self.clock)

    def view(self, profile=PROFILE):
        systems = SimpleNamespace(clock=self.clock, sync_log=self.sync_log)
        return known_dates(CONNECTION, profile, FIRST, LAST, systems)

    def told_by_records(self):
        by_date = defaultdict(list)
        for record in self.sync_log.history(MERCHANT, first=FIRST, last=LAST):
            by_date[record.day.business_date].append(record)
        return {on: add_up(on, records, self.clock.now()) for on, records in sorted(by_date.items())}

    def settle(self, day, outcome):
        self.sync_log.claim(day, "worker")
        self.sync_log.settle(day, "worker", outcome)

    def post_all(self):
        for on in DATES:
            for store in (QUEEN, KING):
                self.settle(LocationDay(MERCHANT, on, store), booked(100))


@pytest.fixture
def shop():
    return Shop()


def booked(minor, state=SyncState.POSTED):
    return replace(posted(state), figures=DayFigures(net_sales_minor=minor, due_to_bank_minor=minor))


def act(shop, chance):
    """One thing that a worker, a person or QuickBooks does about a day."""
    day, log = LocationDay(MERCHANT, chance.choice(DATES), chance.choice((QUEEN, KING))), shop.sync_log
    record, minor = log.get(day), chance.randrange(1000)
    shop.clock.advance(seconds=chance.choice((1, 400)))
    what = chance.choice(("post", "post", "hold", "empty", "gaps", "leave", "fail", "plan", "ask", "drift"))
    outcomes = {
        "post": booked(minor),
        "gaps": booked(minor, SyncState.POSTED_WITH_GAPS),
        "hold": Outcome(SyncState.HELD, reason=HoldReason.NOT_TIED),
        "empty": Outcome(SyncState.EMPTY),
    }
    if what == "plan":
        log.plan(day, shop.clock.now())
    elif what == "ask" and record is not None:
        log.direct(day, Place.OUT)
    elif what == "drift" and record is not None and record.settled_at is not None and not record.tries:
        log.note_drift(day, Drift(DriftKind.EDITED, "148", shop.clock.now()), settled_at=record.settled_at)
    elif what in {*outcomes, "leave", "fail"}:
        shop.clock.advance(seconds=200)
        log.claim(day, "worker")
        if chance.random() < 0.5:
            assert shop.view().sums == shop.told_by_records()
        if what == "leave":
            log.release(day, "worker", tries=chance.randrange(2))
        elif what == "fail":
            log.fail(day, "worker", "a bug")
        else:
            log.settle(day, "worker", outcomes[what])


@pytest.mark.parametrize("seed", range(5))
def test_sums_are_those_of_the_records_after_whatever_happens(shop, seed):
    chance = Random(seed)  # noqa: S311  no secret
    for _ in range(150):
        act(shop, chance)
        assert shop.view().sums == shop.told_by_records()


def test_a_worker_that_settles_a_day_while_a_page_reads_is_seen_by_the_next_view(shop, monkeypatch):
    shop.post_all()
    changed, history = LocationDay(MERCHANT, LAST, QUEEN), shop.sync_log.history

    def overtaken(*who, **of):
        records = history(*who, **of)
        shop.settle(changed, booked(999))
        return records

    monkeypatch.setattr(shop.sync_log, "history", overtaken)
    shop.view()
    monkeypatch.undo()

    assert shop.view().sums == shop.told_by_records()


def test_dates_that_are_kept_are_not_read_by_their_records(shop, monkeypatch):
    shop.post_all()
    shop.view()
    asked = []
    monkeypatch.setattr(shop.sync_log, "history", lambda *_, **of: asked.append(of) or [])

    assert shop.view().sums[LAST].booked.net_sales_minor == 200
    assert asked == []


def test_a_store_that_began_to_take_part_is_not_hidden_by_sums_without_it(shop):
    shop.post_all()
    shop.view()
    laval = LocationDay(MERCHANT, LAST, STORES[2][0])
    shop.sync_log.plan(laval, shop.clock.now())

    assert laval.location in shop.view(profile_of()).sums[LAST].by_location
