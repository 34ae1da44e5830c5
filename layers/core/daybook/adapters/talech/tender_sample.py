"""Which tenders a location took in a range of days, from a sample of its orders.

talech has no call that says it. A search of the whole range is read at a few places that are equally far from each
other, the oldest and the newest order among them; then the figures of the orders found there.
"""

from collections.abc import Iterator
from concurrent.futures import Executor

from daybook.adapters.talech.extensions import ORDERS_PER_CALL, order_financials
from daybook.adapters.talech.history import PATH, search_of
from daybook.adapters.talech.http.client import TalechClient
from daybook.adapters.talech.models import HistoryReply
from daybook.domain.day.orders import COMPLETED, SampledTenders
from daybook.domain.merchant.business_date import BusinessWindow
from daybook.domain.merchant.profile import Location

# Half of the calls find orders, the other half reads them: at most twelve a location.
PLACES = 6
_PAID = ("PARTIAL_PAID", "PAID")


def sampled_tenders(client: TalechClient, location: Location, window: BusinessWindow, pool: Executor) -> SampledTenders:
    """The tenders of at most `PLACES` times a hundred orders; of all orders, if there are no more.

    Orders may arrive meanwhile: one is then read twice or not at all, as a sample allows.

    Raises:
        RetriableError: talech failed.
        NeedsAttentionError: Daybook has lost the access or the location.
    """

    def place(offset: int) -> tuple[list[str], int]:
        search = {**search_of(location, window, _PAID), "offset": offset, "limit": ORDERS_PER_CALL}
        reply, total = client.find(
            PATH, {"searchCriteria": search}, HistoryReply, location=location.merchant_identification
        )
        return [row.order_id for row in reply.search_result.orders] if reply else [], total or 0

    first, total = place(0)
    others = pool.map(place, _offsets(total))
    # talech lists an order with several tenders once per tender.
    orders = sorted({*first, *(each for found, _ in others for each in found)})
    read = [order for part in order_financials(client, location, orders, pool.map) for order in part]
    payments = (each for order in read if not order.training for each in order.payments)
    taken = frozenset((each.tender_id, each.card_type) for each in payments if each.status == COMPLETED)
    return SampledTenders(taken, len(orders))


def _offsets(total: int) -> Iterator[int]:
    """Where to read on after the first place: without a hole while the places suffice, else spread to the newest."""
    newest = max(0, total - ORDERS_PER_CALL)
    step = max(ORDERS_PER_CALL, newest / (PLACES - 1))
    return (min(newest, round(place * step)) for place in range(1, PLACES) if (place - 1) * step < newest)
