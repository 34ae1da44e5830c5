"""talech's order search: the headers of a window, complete or not at all (talech reference 3.4).

The window is told in wall-clock time, which reads twice in the autumn overlap, and its pages may move while orders
come in. So the window asked for is wider than the day, the pages are read until they hold still, and whoever uses the
headers decides by instant what belongs to the day.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from daybook.adapters.talech.client import TalechClient
from daybook.adapters.talech.models import HistoryReply, HistoryRow
from daybook.adapters.talech.paging import steady_rows
from daybook.domain.business_date import BusinessWindow
from daybook.domain.merchant import Location

PATH = "order/getorderhistory"
PAGE_ROWS = 500
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
        what = f"{PATH} of location {location.id} from {criteria['startDate']}"
        rows = steady_rows(what, partial(_read_pages, client, location, criteria))
        headers.update((row.order_id, row) for row in rows)
    return headers


def wall_clock_span(location: Location, window: BusinessWindow) -> tuple[datetime, datetime]:
    """The window on the location's wall clock as it is set now, without an offset: how talech reads a date."""
    zone = ZoneInfo(location.calendar.history[-1].zone)
    return (
        window.start.astimezone(zone).replace(tzinfo=None),
        window.end.astimezone(zone).replace(tzinfo=None),
    )


def _read_pages(
    client: TalechClient, location: Location, criteria: Mapping[str, object]
) -> tuple[list[HistoryRow], bool]:
    """One pass over the pages, and whether it was complete.

    It was not if talech's count changed on the way, if rows are missing from the count, or if one page came twice.
    talech may give fewer rows than were asked for, so a short page does not end the pass while the count says more.
    """
    rows: list[HistoryRow] = []
    counts: set[int | None] = set()
    previous: tuple[HistoryRow, ...] = ()
    while True:
        search = {"searchCriteria": {**criteria, "offset": len(rows), "limit": PAGE_ROWS}}
        reply, total = client.find(PATH, search, HistoryReply, location=location.merchant_identification)
        page = reply.search_result.orders if reply else ()
        if page and page == previous:
            return rows, False
        if page:
            counts.add(total)
            rows += page
        if not page or (total is not None and len(rows) >= total):
            break
        previous = page
    expected = max((count for count in counts if count is not None), default=len(rows))
    return rows, len(counts) <= 1 and len(rows) >= expected
