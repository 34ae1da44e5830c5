"""What a location-day costs a worker that has posted a hundred of them, and one that has posted ten thousand.

One process, one warm instance of the worker as it ships, a merchant of ten stores with an order a day. Tables and
vendors answer in the process: their processor time is not counted, and after each hundred days they drop what they hold
of them, so that what is left to grow is the worker's. A close asks for rows by their
keys, and for the newest mapping: none of it is what was dropped. Days are measured against fixed work that is done
between them, because other work on the machine slows both.
"""

import io
import json
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from bench.goals import Goal, at_most
from bench.one_day.meter import Meter
from bench.one_day.shop import BusyShop
from bench.one_day.surroundings import logging_to
from chaos.days import setting_up, world
from chaos.days.aws.queues import Message
from chaos.days.environment import daybook_in
from chaos.days.the_product.process import Process, worker_event
from chaos.days.vendors import Answer, Vendors
from daybook.contracts.sync_message import SyncMessage
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRequest
from quickbooks_simulator import TRANSACTIONS

MOST = 1.05
DAYS = 10_000
_HUNDRED, _STORES, _ORDERS = 100, 10, 1
_COMPARED = 10
"""Hundreds at the beginning and at the end whose medians are compared; the very first one warms the worker up."""
_FIRST, _ZONE, _TAX, _ENDS_AT = date(2026, 3, 3), "America/New_York", ("sales", 8), "04:00"
_MERCHANT = "m0"
_STATM, _PAGE_KB = Path("/proc/self/statm"), 4
_FIXED = json.dumps([{"id": f"order {number}", "lines": [{"minor": number}] * 5} for number in range(400)])


@dataclass(frozen=True)
class Hundred:
    """A hundred location-days: medians of the worker's processor seconds a day and of the fixed work between them.

    `memory` is what the process held after them, in kB.
    """

    seconds: float
    fixed: float
    memory: int


def figures() -> Iterator[Goal]:
    """Two goals, measured in a process of its own; takes about two minutes of processor time."""
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        measured = alone.submit(hundreds, DAYS).result()
    yield from goals(measured)


def goals(measured: list[Hundred]) -> Iterator[Goal]:
    """The last hundreds against the first ones, by their medians."""
    _, *warm = measured
    compared = min(_COMPARED, len(warm) // 2)
    first, last = warm[:compared], warm[-compared:]
    days = _HUNDRED * len(measured)
    before, after = (median(each.seconds / each.fixed for each in some) for some in (first, last))
    note = f"{1000 * median(each.seconds for each in last):.1f} ms a day at the end"
    yield at_most(f"CPU per location-day, after {days:,} to after {_HUNDRED}", after / before, MOST, note)
    before, after = (median(each.memory for each in some) for some in (first, last))
    held = "stand-ins included, which keep no day and no session that ended"
    note = f"{after / 1024:.1f} MB to {before / 1024:.1f} MB, {held}"
    yield at_most("memory, the same", after / before, MOST, note)


def hundreds(days: int) -> list[Hundred]:
    """Post so many days, in hundreds."""
    with ExitStack() as stack:
        worker = _Worker(stack)
        return [worker.hundred(number) for number in range(days // _HUNDRED)]


class _Aside(Meter):
    """The door of every AWS client; only the time of the stores is counted."""

    def aws(self, _client: Any, _operation: str, _asked: Any, carry_out: Any) -> Any:
        return self.without(carry_out)


class _VendorsAside(Vendors):
    """Both vendors; their processor time is the stand-ins' own."""

    meter: Meter

    def _through_the_door(self, request: Any) -> Answer:
        return self.meter.without(lambda: super(_VendorsAside, self)._through_the_door(request))


class _Worker:
    """A warm worker, and the merchant whose days it posts."""

    def __init__(self, stack: ExitStack) -> None:
        self._meter, begins = _Aside(), datetime.combine(_FIRST, datetime.min.time(), ZoneInfo("UTC"))
        self._world = world.World(1, begins + timedelta(hours=15))
        for client in self._world.clients.values():
            client._door = self._meter
        vendors = self._world.vendors
        vendors.__class__, vendors.meter = _VendorsAside, self._meter
        self._world.dynamodb.on_written = lambda *_: None
        stack.enter_context(daybook_in(self._world))
        self._logs = io.StringIO()
        stack.enter_context(logging_to(self._logs))
        self._places = tuple(f"{510_001 + store}:1" for store in range(_STORES))
        self._shop = BusyShop(_MERCHANT, "US", _ZONE, _TAX, _ENDS_AT, self._places, _FIRST, _FIRST, orders=_ORDERS)
        setting_up._connect(self._world, self._shop, _MERCHANT, "journal_entry", "delta")
        self._before = {name: set(table.items) for name, table in self._world.dynamodb.tables.items()}
        self._process = Process()
        self._process._load("post_location_day")

    def hundred(self, number: int) -> Hundred:
        """Post the next hundred, measure the fixed work, and let the stand-ins drop what they hold."""
        first = _FIRST + timedelta(days=number * _HUNDRED // _STORES)
        dates = [first + timedelta(days=back) for back in range(_HUNDRED // _STORES)]
        self._sell(dates)
        seconds, fixed = [], []
        for on in dates:
            seconds += [self._post(place, on) for place in self._places]
            fixed += [_fixed_work(), _fixed_work()]
        self._logs.seek(0)
        self._logs.truncate()
        self._drop()
        return Hundred(median(seconds), median(fixed), _memory())

    def _sell(self, dates: list[date]) -> None:
        """talech tells of these dates alone."""
        shop = self._shop
        shop.first, shop.last = dates[0], dates[-1]
        shop._made.clear()
        shop._long_ago = dict.fromkeys(shop.places, ())
        self._world.show(shop)

    def _post(self, place: str, on: date) -> float:
        """The worker's processor seconds for the close of a day."""
        clock = self._world.clockwork
        at = datetime.combine(on + timedelta(days=1), datetime.min.time(), ZoneInfo("UTC")) + timedelta(hours=15)
        clock.seconds = max(clock.seconds, at.timestamp())
        request = SyncRequest(LocationDay(_MERCHANT, on, place), SyncCause.SCHEDULE, clock.now())
        queue = self._world.queues.by_name["LocationDayQueue"]
        message = Message("one", SyncMessage.of(request).text(), clock.seconds, clock.seconds, 1, "one/1")
        began, aside = time.process_time(), self._meter.aside
        answer = self._process.handle("post_location_day", worker_event(queue, [message]), "request", clock)
        seconds = time.process_time() - began - (self._meter.aside - aside)
        if answer["batchItemFailures"]:
            raise RuntimeError(f"{request.day} was not posted")
        return seconds

    def _drop(self) -> None:
        """What the stand-ins hold of the days so far: rows, documents, answers to repeated calls, sessions."""
        state = self._world.quickbooks.state
        company = self._world.books[_MERCHANT].company
        posted = sum(len(company.table(name)) for name in TRANSACTIONS)
        if posted != _HUNDRED:
            raise RuntimeError(f"{posted} documents of {_HUNDRED} days")
        for name in TRANSACTIONS:
            company.table(name).clear()
        for kept in (company.unkept, state.replay.answers, state.replay.unkept, self._world.history.stories):
            kept.clear()
        self._world.talech.sessions._sessions.clear()
        for lineage in state.oauth.lineages:
            del lineage.values[:-2]
            lineage.access = dict(list(lineage.access.items())[-2:])
        for name, table in self._world.dynamodb.tables.items():
            for key in table.items.keys() - self._before[name]:
                table.remove(key)
            for groups in table._by_hash.values():
                for empty in [group for group, keys in groups.items() if not keys]:
                    del groups[empty]


def _fixed_work() -> float:
    began = time.process_time()
    json.dumps(json.loads(_FIXED))
    return time.process_time() - began


def _memory() -> int:
    """What the process holds now; where the system does not tell, the most that it ever held."""
    if _STATM.exists():
        return int(_STATM.read_text().split()[1]) * _PAGE_KB
    return int(getrusage(RUSAGE_SELF).ru_maxrss)
