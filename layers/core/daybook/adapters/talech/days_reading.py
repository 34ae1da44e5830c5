"""Reads the bulk of several days that follow each other with calls for all of them, and divides the answers by day.

A look compares six days with what was read last. Asked for apart, each costs eight calls; together they cost eight and
one report a day. What is divided equals what the calls of each day say (`tests/contract/talech_adapter/test_marks.py`).
Where talech divides orders otherwise than `history.is_listed`, a day has another mark, and is read whole.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from daybook.adapters.talech import extensions
from daybook.adapters.talech.day_reading import BulkReading, DayReading, named_by, summary_figures
from daybook.adapters.talech.extension_shapes import ClosedOrder, DrawerPart, OrderFinancials, RefundPart, TakenPayment
from daybook.adapters.talech.history import is_listed, order_headers
from daybook.adapters.talech.http.client import TalechClient
from daybook.adapters.talech.models import HistoryRow, SummaryFigures
from daybook.domain.merchant.business_date import BusinessWindow
from daybook.domain.merchant.profile import Location


@dataclass(frozen=True, slots=True)
class _Told:
    """What the lists of all days say."""

    closed: Sequence[ClosedOrder]
    headers: Mapping[str, HistoryRow]
    paid: Sequence[TakenPayment]
    refunds: Sequence[RefundPart]
    drawer: DrawerPart

    @property
    def orders(self) -> set[str]:
        """Every order that is named."""
        return {order.order_id for order in self.closed} | self.headers.keys() | named_by(self.paid, self.refunds)


def bulk_of_days(
    client: TalechClient, location: Location, windows: Sequence[BusinessWindow], pool: Executor
) -> Sequence[BulkReading]:
    """The bulk of each day; the windows follow each other without a gap.

    Raises:
        RetriableError, NeedsAttentionError: as `DayReading.bulk`.
    """
    days = [DayReading(client, location, window, pool) for window in windows]
    if len(days) == 1:
        return [days[0].bulk()]
    told = _lists(client, location, BusinessWindow(windows[0].start, windows[-1].end), pool)
    # The reports are asked for after the lists: an order that arrives while these are read is in both.
    controls = [pool.submit(summary_figures, client, location, window) for window in windows]
    parts = extensions.order_financials(client, location, sorted(told.orders), pool.map)
    figures = {order.id: order for part in parts for order in part}
    return [_of_day(told, figures, control.result(), day) for day, control in zip(days, controls, strict=True)]


def _lists(client: TalechClient, location: Location, span: BusinessWindow, pool: Executor) -> _Told:
    # One call goes ahead of the others: of a talech that is away a look asks one thing.
    closed = extensions.closed_orders(client, location, span)
    headers = pool.submit(order_headers, client, location, span)
    paid = pool.submit(extensions.payments_taken, client, location, span)
    refunds = pool.submit(extensions.refunds_given, client, location, span)
    drawer = pool.submit(extensions.drawer, client, location, span)
    return _Told(closed, headers.result(), paid.result(), refunds.result(), drawer.result())


def _of_day(
    told: _Told,
    figures: Mapping[str, OrderFinancials],
    control: SummaryFigures,
    day: DayReading,
) -> BulkReading:
    """The part of one day: what the same calls for the day alone say."""
    window = day.window
    headers = {each: row for each, row in told.headers.items() if is_listed(figures[each], day.location, window)}
    refunds = tuple(each for each in told.refunds if each.at in window)
    named = named_by((each for each in told.paid if each.taken_at in window), refunds)
    closed = {order.order_id for order in told.closed if order.closed_at in window}
    own = {order_id: figures[order_id] for order_id in closed | headers.keys() | named}
    drawer = DrawerPart(
        events=tuple(each for each in told.drawer.events if each.at in window),
        shifts=tuple(each for each in told.drawer.shifts if each.closed_at in window),
    )
    return BulkReading(headers, own, refunds, day.earlier_refunds(own.values(), headers, refunds), drawer, control)
