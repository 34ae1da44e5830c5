"""Implements `SalesSource`: reads the orders, payments, refunds and drawer events of a location's business date.

`day_reading` makes the calls. Each order is read once, and kept only if it closed or was paid on the day. Only the
closings name an order that was paid on an earlier day and closed on this one, for example after an item was removed.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta

import requests

from daybook.adapters.talech.day_reading import BulkReading, DayReading, LinesReading, summary_figures, touches
from daybook.adapters.talech.days_reading import bulk_of_days
from daybook.adapters.talech.http.auth import AccessToken, MerchantGrant, TalechRegistration
from daybook.adapters.talech.http.client import TalechClient
from daybook.adapters.talech.http.transport import Transport
from daybook.adapters.talech.http.width import Width
from daybook.adapters.talech.models import OrderDetail
from daybook.adapters.talech.order_reading import has_effect, order_from, refund_from
from daybook.adapters.talech.profile import read_profile
from daybook.adapters.vendor_http import unheard
from daybook.application.ports import SalesTokenVault
from daybook.application.ports.circuits import OnAnswer
from daybook.domain.day.orders import ControlTotals, DayActivity, DrawerEvent, DrawerShift, SampledTenders
from daybook.domain.merchant.business_date import BusinessWindow
from daybook.domain.merchant.profile import Location, MerchantProfile
from daybook.domain.outside_ids import TalechMerchantId


def open_source(
    registration: TalechRegistration,
    merchant_id: TalechMerchantId,
    vault: SalesTokenVault,
    session: requests.Session,
    on_answer: OnAnswer = unheard,
    *,
    width: Width | None = None,
) -> "TalechSource":
    """The source of one merchant. Keep one per merchant and process, because it has the rotating access token."""
    width = width or Width()
    transport = Transport(registration.current().base_url, session, on_answer, width)
    grant = MerchantGrant(merchant_id, registration, transport, vault)
    return TalechSource(TalechClient(transport, AccessToken(grant.access_token)), width.most)


class TalechSource:
    """Implements `daybook.application.ports.SalesSource`."""

    def __init__(self, client: TalechClient, most_calls: int) -> None:
        """`most_calls` is how many calls of one day may be under way at once."""
        self._client = client
        self._most_calls = most_calls

    def profile(self) -> MerchantProfile:
        """The merchant's present locations, categories, taxes and tenders."""
        return read_profile(self._client)

    def day_activity(self, location: Location, business_date: date) -> DayActivity:
        """The orders, payments, refunds and drawer events of the business date, with talech's own summary.

        Raises:
            RetriableError: talech did not answer, or answered with an error; that never means "no sales".
            NeedsAttentionError: access was revoked, the location was removed, or a refund has an unknown status.
        """
        window = location.calendar.window(business_date)
        with self._calls() as pool:
            lines = LinesReading(self._client, location, pool, self._most_calls)
            try:
                bulk = DayReading(self._client, location, window, pool).bulk(lines.add)
                return _activity(location, window, bulk, lines.by_order())
            finally:
                lines.stop()

    def day_marks(self, location: Location, dates: Sequence[date]) -> Mapping[date, str]:
        """The mark of `day_activity` on each date, without the calls that read the lines of orders.

        Raises:
            RetriableError, NeedsAttentionError: as for `day_activity`.
        """
        with self._calls() as pool, self._calls() as readers:

            def marks(run: Sequence[date]) -> Mapping[date, str]:
                windows = [location.calendar.window(on) for on in run]
                bulks = bulk_of_days(self._client, location, windows, pool)
                return {on: bulk.mark for on, bulk in zip(run, bulks, strict=True)}

            # One run goes ahead: of a talech that is away a look asks one thing, not one for each run.
            runs = _runs(dates)
            found = (*map(marks, runs[:1]), *readers.map(marks, runs[1:]))
            return {on: mark for of_run in found for on, mark in of_run.items()}

    def day_totals(self, location: Location, dates: Sequence[date]) -> Mapping[date, ControlTotals]:
        """talech's own summary of each date: one call a date, several at once.

        Raises:
            RetriableError, NeedsAttentionError: as for `day_activity`.
        """
        with self._calls() as pool:

            def total(on: date) -> ControlTotals:
                figures = summary_figures(self._client, location, location.calendar.window(on))
                return ControlTotals(figures.in_minor_units())

            # One date goes ahead, as for marks.
            first, others = dates[:1], dates[1:]
            return dict(zip(dates, (*map(total, first), *pool.map(total, others)), strict=True))

    def sampled_tenders(self, locations: Sequence[Location], first: date, last: date) -> SampledTenders:
        """The tenders of some orders of each location: at most twelve calls each, several at once.

        Raises:
            RetriableError, NeedsAttentionError: as for `day_activity`.
        """
        # Only the setup needs it; a cold start does without (docs/decisions 111).
        from daybook.adapters.talech.tender_sample import sampled_tenders  # noqa: PLC0415

        with self._calls() as pool, self._calls() as readers:

            def of_place(place: Location) -> SampledTenders:
                span = BusinessWindow(place.calendar.window(first).start, place.calendar.window(last).end)
                return sampled_tenders(self._client, place, span, pool)

            found = tuple(readers.map(of_place, locations))
        taken = frozenset[tuple[str, str | None]]().union(*(each.taken for each in found))
        return SampledTenders(taken, sum(each.orders for each in found))

    @contextmanager
    def _calls(self) -> Iterator[Executor]:
        """Threads for calls that go together; after an error no further one begins."""
        pool = ThreadPoolExecutor(self._most_calls)
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


def _runs(dates: Sequence[date]) -> list[list[date]]:
    """The dates in runs without a gap, oldest first."""
    runs: list[list[date]] = []
    for on in sorted(dates):
        if runs and on - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(on)
        else:
            runs.append([on])
    return runs


def _activity(
    location: Location, window: BusinessWindow, bulk: BulkReading, lines: Mapping[str, OrderDetail]
) -> DayActivity:
    refunds = [part for part in bulk.refunds if has_effect(part)]
    refunded = {part.order_id for part in refunds}
    orders = tuple(
        order_from(location, figures, bulk.headers.get(order_id), lines.get(order_id))
        for order_id, figures in sorted(bulk.figures.items())
        if order_id in refunded or touches(figures, window)
    )
    trained_on = {order.id for order in orders if order.training}
    return DayActivity(
        orders=orders,
        refunds=tuple(
            refund_from(location, part) for part in (*refunds, *bulk.earlier_refunds) if part.order_id not in trained_on
        ),
        drawer_events=tuple(
            DrawerEvent(event.id, event.type, event.amount_minor, event.at) for event in bulk.drawer.events
        ),
        drawer_shifts=tuple(
            DrawerShift(shift.id, shift.closed_at, shift.difference_minor) for shift in bulk.drawer.shifts
        ),
        control=ControlTotals(bulk.control.in_minor_units()),
        mark=bulk.mark,
    )
