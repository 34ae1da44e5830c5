"""What a day waits for: answers of talech one after the other, and Daybook's own work beside the waiting.

The shipped worker posts days of history of ten shops, as `bench.one_day` runs it: threads are in simulated time, and
its processor time is counted without that of simulators and stores.
"""

import statistics
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from unittest import mock

from bench.goals import Goal, at_most
from bench.one_day import surroundings
from bench.one_day.clients import client_costs
from bench.one_day.meter import ROUND_TRIP_SECONDS
from bench.one_day.run import FIRST_SYNC, Run, running
from daybook.adapters.talech import source
from daybook.adapters.talech.http.width import Width

ORDERS, MERCHANTS, DAYS = 100, 10, 2
IN_A_ROW = {8: 15, 16: 10}
"""The most answers in a row by how many calls may be under way at once."""
VENDOR_SECONDS, OWN_MEDIAN, OWN_P95 = 0.3, 0.03, 0.1


def figures() -> Iterator[Goal]:
    """The waiting at both widths, then what is beside it."""
    for width, most in IN_A_ROW.items():
        what = f"a day of {ORDERS} orders: answers of talech in a row, {width} calls at once"
        yield at_most(what, max(_trips_of_readings(width)), most)
    with running(merchants=MERCHANTS, orders=ORDERS, dates=DAYS + 3, clients=client_costs()) as run:
        run.first_sync(DAYS)
        part = run.meter.taken()[FIRST_SYNC]
    own = sorted(each.cpu_seconds / (each.round_trips * VENDOR_SECONDS) for each in part.invocations)
    note = f"{len(own)} days of history, {1000 * VENDOR_SECONDS:.0f} ms an answer, one processor"
    yield at_most("Daybook's own time, its vendors' = 1: median", statistics.median(own), OWN_MEDIAN, note)
    yield at_most("the same, p95", own[-1 - len(own) // 20], OWN_P95, note)
    days = len(part.invocations)
    yield at_most("writes to QuickBooks a day", part.vendor_calls["QuickBooks"] / days, 1)
    yield at_most("metered reads of QuickBooks a day", part.metered_reads / days, 0)


def _trips_of_readings(width: int) -> list[int]:
    """Of a day's whole reading, with talech's token at hand."""
    taken: list[int] = []
    wide = mock.patch.object(surroundings.source, "open_source", partial(_opened, source.open_source, width))
    readings = partial(mock.patch.object, source.TalechSource, "day_activity")
    with wide, running(merchants=1, orders=ORDERS, dates=4) as run, readings(_timed(run, taken)):
        run.first_sync(DAYS)
    return taken


def _opened(open_source: Callable[..., Any], width: int, *given: Any) -> Any:
    # A width made here waits for its turns in simulated time.
    return open_source(*given, width=Width(width))


def _timed(run: Run, taken: list[int]) -> Any:
    read = source.TalechSource.day_activity

    def timed(talech: source.TalechSource, *day: Any) -> Any:
        talech._client._access.current()
        began = run.world.clockwork.seconds
        activity = read(talech, *day)
        taken.append(round((run.world.clockwork.seconds - began) / ROUND_TRIP_SECONDS))
        return activity

    return timed
