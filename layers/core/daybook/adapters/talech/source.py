"""Implements `SalesSource`: reads the orders, payments, refunds and drawer events of a location's business date.

No single call has all of it (docs/talech.md 7.5). Order ids come from four calls (the day's order search, closings,
payments and refunds). Each order is read once, and kept only if it closed or was paid on the day. Only the closings
name an order that was paid on an earlier day and closed on this one, for example after an item was removed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import date

import requests

from daybook.adapters.talech import extensions
from daybook.adapters.talech.auth import AccessToken, MerchantGrant, TalechRegistration
from daybook.adapters.talech.client import TalechClient
from daybook.adapters.talech.extension_shapes import OrderFinancials
from daybook.adapters.talech.history import WALL_CLOCK, order_headers, wall_clock_span
from daybook.adapters.talech.models import OrderDetail, OrderReply, SummaryFigures, SummaryReply
from daybook.adapters.talech.order_reading import order_from, refund_from
from daybook.adapters.talech.profile import read_profile
from daybook.adapters.talech.transport import CONCURRENT_CALLS, Transport
from daybook.application.ports import SalesTokenVault
from daybook.domain.day.orders import (
    COMPLETED,
    ControlTotals,
    DayActivity,
    DrawerEvent,
    DrawerShift,
    Order,
    OrderStatus,
    Refund,
)
from daybook.domain.merchant.business_date import BusinessWindow
from daybook.domain.merchant.profile import Location, MerchantProfile
from daybook.domain.outside_ids import TalechMerchantId

DETAIL_PATH = "order/getorderbyid"
SUMMARY_PATH = "reports/receiptssummaryreport"


def open_source(
    registration: TalechRegistration,
    merchant_id: TalechMerchantId,
    vault: SalesTokenVault,
    session: requests.Session,
    on_answer: Callable[[float], None] | None = None,
) -> "TalechSource":
    """The source of one merchant. Keep one per merchant and process, because it has the rotating access token."""
    transport = Transport(registration.current().base_url, session, on_answer)
    grant = MerchantGrant(merchant_id, registration, transport, vault)
    return TalechSource(TalechClient(transport, AccessToken(grant.access_token)))


class TalechSource:
    """Implements `daybook.application.ports.SalesSource`."""

    def __init__(self, client: TalechClient) -> None:
        self._client = client

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
        drawer = extensions.drawer(self._client, location, window)
        refunds = self._refunds(location, window)
        with ThreadPoolExecutor(CONCURRENT_CALLS) as pool:
            orders = self._orders(location, window, refunds, pool)
        trained_on = {order.id for order in orders if order.training}
        refunds = [refund for refund in refunds if refund.order_id not in trained_on]
        return DayActivity(
            orders=tuple(orders),
            refunds=(*refunds, *self._earlier_reopenings(location, window, orders, refunds)),
            drawer_events=tuple(
                DrawerEvent(event.id, event.type, event.amount_minor, event.at) for event in drawer.events
            ),
            drawer_shifts=tuple(
                DrawerShift(shift.id, shift.closed_at, shift.difference_minor) for shift in drawer.shifts
            ),
            control=self._control(location, window),
        )

    def _orders(
        self, location: Location, window: BusinessWindow, refunds: Iterable[Refund], pool: Executor
    ) -> list[Order]:
        """The orders of the day and of its refunds, by id.

        Lines are read only for orders that closed on the day: others need no lines, and lines cost one call per order.
        """
        headers = order_headers(self._client, location, window)
        refunded = {refund.order_id for refund in refunds if refund.order_id is not None}
        ids = headers.keys() | refunded
        ids |= extensions.closed_order_ids(self._client, location, window)
        ids |= extensions.paid_order_ids(self._client, location, window)
        figures = extensions.order_financials(self._client, location, sorted(ids), pool)
        details = self._details(location, [order.id for order in figures.values() if _closed_in(order, window)], pool)
        return [
            order_from(location, figures[order_id], headers.get(order_id), details.get(order_id))
            for order_id in sorted(ids)
            if order_id in refunded or _touches(figures[order_id], window)
        ]

    def _details(self, location: Location, order_ids: Sequence[str], pool: Executor) -> Mapping[str, OrderDetail]:
        def read(order_id: str) -> OrderDetail:
            at = location.merchant_identification
            return self._client.read(DETAIL_PATH, {"orderId": order_id}, OrderReply, location=at).order

        return dict(zip(order_ids, pool.map(read, order_ids), strict=True))

    def _refunds(self, location: Location, window: BusinessWindow) -> list[Refund]:
        parts = extensions.refunds_given(self._client, location, window)
        return [refund for part in parts if (refund := refund_from(location, part)) is not None]

    def _earlier_reopenings(
        self, location: Location, window: BusinessWindow, orders: Iterable[Order], refunds: Sequence[Refund]
    ) -> list[Refund]:
        """Payments returned before the day, on orders that close on it.

        They have no effect today, but without them such an order looks paid twice (invariant I3). They are read only if
        an order was paid more than its total, from its first payment on.
        """
        overpaid = {order.id: order for order in orders if _closed_in(order, window) and _overpaid(order, refunds)}
        if not overpaid:
            return []
        first_payment = min(payment.taken_at for order in overpaid.values() for payment in order.payments)
        if first_payment >= window.start:
            return []
        earlier = self._refunds(location, BusinessWindow(first_payment, window.start))
        return [refund for refund in earlier if refund.reopens_order and refund.order_id in overpaid]

    def _control(self, location: Location, window: BusinessWindow) -> ControlTotals:
        start, end = wall_clock_span(location, window)
        criteria = {
            "startDate": start.strftime(WALL_CLOCK),
            "endDate": end.strftime(WALL_CLOCK),
            "granularity": 1,
            "includedReports": [101, 103],
        }
        body, at = {"searchCriteria": criteria}, location.merchant_identification
        reply, _ = self._client.find(SUMMARY_PATH, body, SummaryReply, location=at)
        return ControlTotals((reply.all if reply else SummaryFigures.nothing()).in_minor_units())


def _closed_in(order: OrderFinancials | Order, window: BusinessWindow) -> bool:
    return order.status != OrderStatus.VOIDED and order.closed_at is not None and order.closed_at in window


def _touches(order: OrderFinancials, window: BusinessWindow) -> bool:
    return _closed_in(order, window) or any(payment.taken_at in window for payment in order.payments)


def _overpaid(order: Order, refunds: Iterable[Refund]) -> bool:
    paid = sum(payment.total_minor for payment in order.payments if payment.status == COMPLETED)
    given_back = sum(refund.total_minor for refund in refunds if refund.reopens_order and refund.order_id == order.id)
    return paid - given_back > order.totals.total_minor
