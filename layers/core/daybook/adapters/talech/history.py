"""Reads the order headers of a window with talech's order search, completely or not at all (docs/talech.md 3.4).

The search uses wall-clock time, which is ambiguous in the autumn overlap, and its pages may change while orders come
in. So the searched window is wider than the day, the pages are read until they do not change (`paging`), and the caller
decides by instant which orders belong to the day.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from daybook.adapters.talech.extension_shapes import OrderFinancials
from daybook.adapters.talech.http.client import TalechClient
from daybook.adapters.talech.http.paging import PAGE_ROWS, Page, page_at_offset, steady_rows
from daybook.adapters.talech.models import HistoryReply, HistoryRow
from daybook.domain.day.orders import COMPLETED
from daybook.domain.merchant.business_date import BusinessWindow, wall_clock_instant
from daybook.domain.merchant.profile import Location

PATH = "order/getorderhistory"
WALL_CLOCK = "%m/%d/%Y %H:%M:%S"
# Open orders first: an order that is paid during the reading is then seen twice and not missed.
STATUS_GROUPS = (("PARTIAL_PAID", "OPEN"), ("PAID",))
_OVERLAP = timedelta(hours=1)


def order_headers(client: TalechClient, location: Location, window: BusinessWindow) -> Mapping[str, HistoryRow]:
    """The headers, by order id, of orders whose first payment is in the window or up to an hour before or after it.

    talech lists an order with several tenders once per tender; here it is one order.

    Raises:
        RetriableError: talech failed, or its pages kept changing.
        NeedsAttentionError: Daybook has lost the access or the location.
    """
    headers: dict[str, HistoryRow] = {}
    for statuses in STATUS_GROUPS:
        criteria = search_of(location, window, statuses)
        rows = steady_rows(f"{PATH} of {location.id} from {window.start}", partial(_page, client, location, criteria))
        headers.update((row.order_id, row) for row in rows)
    return headers


def search_of(location: Location, window: BusinessWindow, statuses: Iterable[str]) -> dict[str, object]:
    """What a search of the window asks for, oldest first payment first; without offset and limit."""
    start, end = wall_clock_span(location, window)
    return {
        "startDate": (start - _OVERLAP).strftime(WALL_CLOCK),
        "endDate": (end + _OVERLAP).strftime(WALL_CLOCK),
        "orderStatus": list(statuses),
        "storeIds": [location.store_id],
        "orderBy": "firstPaymentDate",
    }


def is_listed(order: OrderFinancials, location: Location, window: BusinessWindow) -> bool:
    """Whether `order_headers` of the window lists the order: by its first payment, else its closing, else its opening.

    *Unverified* for an order without a payment (docs/talech.md 3.4).
    """
    zone = ZoneInfo(location.calendar.history[-1].zone)
    start, end = wall_clock_span(location, window)
    paid = [payment.taken_at for payment in order.payments if payment.status == COMPLETED]
    found_at = min(paid) if paid else order.closed_at or order.opened_at
    return wall_clock_instant(start - _OVERLAP, zone) <= found_at < wall_clock_instant(end + _OVERLAP, zone)


def wall_clock_span(location: Location, window: BusinessWindow) -> tuple[datetime, datetime]:
    """The window on the location's present wall clock, without offset, which is talech's form of a date."""
    zone = ZoneInfo(location.calendar.history[-1].zone)
    return (
        window.start.astimezone(zone).replace(tzinfo=None),
        window.end.astimezone(zone).replace(tzinfo=None),
    )


def _page(
    client: TalechClient, location: Location, criteria: Mapping[str, object], position: str | None
) -> Page[HistoryRow]:
    offset = int(position or 0)
    search = {"searchCriteria": {**criteria, "offset": offset, "limit": PAGE_ROWS}}
    reply, total = client.find(PATH, search, HistoryReply, location=location.merchant_identification)
    return page_at_offset(offset, reply.search_result.orders if reply else (), total)
