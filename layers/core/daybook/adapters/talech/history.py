"""talech's order search: the headers of a window, complete or not at all (docs/talech.md 3.4).

The window is told in wall-clock time, which reads twice in the autumn overlap, and its pages may move while orders
come in. So the window asked for is wider than the day, the pages are read until they hold still (`paging`), and the
reader decides by instant what belongs to the day.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from daybook.adapters.talech.client import TalechClient
from daybook.adapters.talech.models import HistoryReply, HistoryRow
from daybook.adapters.talech.paging import PAGE_ROWS, Page, page_at_offset, steady_rows
from daybook.domain.merchant.business_date import BusinessWindow
from daybook.domain.merchant.profile import Location

PATH = "order/getorderhistory"
WALL_CLOCK = "%m/%d/%Y %H:%M:%S"
# Open orders first: one that is paid while we read is then seen twice, and not missed.
STATUS_GROUPS = (("PARTIAL_PAID", "OPEN"), ("PAID",))
_OVERLAP = timedelta(hours=1)


def order_headers(client: TalechClient, location: Location, window: BusinessWindow) -> Mapping[str, HistoryRow]:
    """The header of every order whose first payment is in the window or up to an hour beside it, by order id.

    An order paid with several tenders is listed once per tender; it is one order here.

    Raises:
        RetriableError: talech failed, or its pages did not hold still.
        NeedsAttentionError: access or location are lost.
    """
    start, end = wall_clock_span(location, window)
    headers: dict[str, HistoryRow] = {}
    for statuses in STATUS_GROUPS:
        criteria = {
            "startDate": (start - _OVERLAP).strftime(WALL_CLOCK),
            "endDate": (end + _OVERLAP).strftime(WALL_CLOCK),
            "orderStatus": list(statuses),
            "storeIds": [location.store_id],
            "orderBy": "firstPaymentDate",
        }
        rows = steady_rows(f"{PATH} of {location.id} from {start}", partial(_page, client, location, criteria))
        headers.update((row.order_id, row) for row in rows)
    return headers


def wall_clock_span(location: Location, window: BusinessWindow) -> tuple[datetime, datetime]:
    """The window on the location's wall clock as it is set now, without an offset: how talech reads a date."""
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
