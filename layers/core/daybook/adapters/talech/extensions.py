"""INVENTED calls (`ext/v0/...`): Daybook needs them, and talech is not known to have them.

The neutral model needs orders by closing, payments by date, tax by tax id with its base, refunds by instant, the drawer
and the plan; no talech call for them is known (docs/talech.md 3.2 and 9). Only this module makes such calls, so that
only this file and its shapes must be replaced when the first pilot merchant's real API is known.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from http import HTTPStatus

from daybook.adapters.talech.extension_profile_shapes import ProfileReply
from daybook.adapters.talech.extension_shapes import (
    ClosedOrder,
    ClosingsReply,
    DrawerPart,
    DrawerReply,
    FinancialsReply,
    LaunchReply,
    OrderFinancials,
    PaymentsReply,
    RefundPart,
    RefundsReply,
    TakenPayment,
)
from daybook.adapters.talech.http.answers import read_answer, read_object
from daybook.adapters.talech.http.auth import TalechRegistration, post_as_app, refuse_unknown_app
from daybook.adapters.talech.http.client import TalechClient
from daybook.adapters.talech.http.paging import PAGE_ROWS, Page, steady_rows
from daybook.adapters.talech.http.transport import Transport
from daybook.domain.errors import Condition, RetriableError
from daybook.domain.merchant.business_date import BusinessWindow
from daybook.domain.merchant.profile import Location

LAUNCH_TOKEN_PATH = "ext/v0/launchtoken"  # noqa: S105  a path
PROFILE_PATH = "ext/v0/merchantprofile"
FINANCIALS_PATH = "ext/v0/orderfinancials"
CLOSINGS_PATH = "ext/v0/closings"
PAYMENTS_PATH = "ext/v0/payments"
REFUNDS_PATH = "ext/v0/refunds"
DRAWER_PATH = "ext/v0/drawer"
ORDERS_PER_CALL = 100

Run = Callable[
    [Callable[[Sequence[str]], Sequence[OrderFinancials]], Iterable[Sequence[str]]], Iterable[Sequence[OrderFinancials]]
]


def merchant_profile(client: TalechClient) -> ProfileReply:
    """Plan, locations with the history of their settings, categories, taxes and tenders."""
    return client.read(PROFILE_PATH, {}, ProfileReply)


def closed_orders(client: TalechClient, location: Location, window: BusinessWindow) -> Sequence[ClosedOrder]:
    """The orders that closed in the window, also if they were paid on another day."""

    def read_page(cursor: str | None) -> Page[ClosedOrder]:
        body, at = _page_of(window, cursor), location.merchant_identification
        reply, total = client.find(CLOSINGS_PATH, body, ClosingsReply, location=at)
        return Page(reply.orders, total, reply.next_cursor) if reply else Page((), total, None)

    return steady_rows(f"{CLOSINGS_PATH} of {location.id} from {window.start}", read_page)


def payments_taken(client: TalechClient, location: Location, window: BusinessWindow) -> Sequence[TakenPayment]:
    """The payments, of any status, taken in the window."""

    def read_page(cursor: str | None) -> Page[TakenPayment]:
        body, at = _page_of(window, cursor), location.merchant_identification
        reply, total = client.find(PAYMENTS_PATH, body, PaymentsReply, location=at)
        return Page(reply.payments, total, reply.next_cursor) if reply else Page((), total, None)

    return steady_rows(f"{PAYMENTS_PATH} of {location.id} from {window.start}", read_page)


def refunds_given(client: TalechClient, location: Location, window: BusinessWindow) -> tuple[RefundPart, ...]:
    """Refunds, of any status, given in the window, each once."""

    def read_page(cursor: str | None) -> Page[RefundPart]:
        body, at = _page_of(window, cursor), location.merchant_identification
        reply, total = client.find(REFUNDS_PATH, body, RefundsReply, location=at)
        return Page(reply.refunds, total, reply.next_cursor) if reply else Page((), total, None)

    rows = steady_rows(f"{REFUNDS_PATH} of {location.id} from {window.start}", read_page)
    return tuple({row.id: row for row in rows}.values())


def drawer(client: TalechClient, location: Location, window: BusinessWindow) -> DrawerPart:
    """Drawer events in the window and shifts closed in it; empty if the shop does not count a drawer."""
    found, _ = client.find(DRAWER_PATH, _bounds(window), DrawerReply, location=location.merchant_identification)
    return found or DrawerPart(events=(), shifts=())


def order_financials(
    client: TalechClient, location: Location, order_ids: Sequence[str], run: Run
) -> Iterator[Sequence[OrderFinancials]]:
    """The orders without their lines, in parts of at most a hundred; `run` makes the calls, as `map` does.

    Raises:
        RetriableError: an order that talech has just named is missing in an answer.
    """

    def read(chunk: Sequence[str]) -> Sequence[OrderFinancials]:
        body = {"order_ids": list(chunk)}
        found, _ = client.find(FINANCIALS_PATH, body, FinancialsReply, location=location.merchant_identification)
        orders = found.orders if found else ()
        missing = sorted(set(chunk) - {order.id for order in orders})
        if missing:
            raise RetriableError(
                f"talech has no figures for {len(missing)} orders it listed, the first is {missing[0]}",
                condition=Condition.TALECH_ANSWER_UNREADABLE,
            )
        return orders

    chunks = [order_ids[start : start + ORDERS_PER_CALL] for start in range(0, len(order_ids), ORDERS_PER_CALL)]
    return iter(run(read, chunks))


def redeem_launch_token(registration: TalechRegistration, transport: Transport, launch_token: str) -> str | None:
    """The merchant's long-lived token for a signed launch; None if talech does not accept the launch."""
    reply = post_as_app(registration, transport, LAUNCH_TOKEN_PATH, {"launch_token": launch_token})
    if reply.status == HTTPStatus.UNAUTHORIZED:
        refuse_unknown_app(read_object(LAUNCH_TOKEN_PATH, reply))
        return None
    return read_answer(LAUNCH_TOKEN_PATH, reply, LaunchReply).one(LAUNCH_TOKEN_PATH).refresh_token


def _page_of(window: BusinessWindow, cursor: str | None) -> dict[str, str | int | None]:
    return {**_bounds(window), "cursor": cursor, "limit": PAGE_ROWS}


def _bounds(window: BusinessWindow) -> dict[str, str]:
    return {"from": _rfc3339(window.start), "to": _rfc3339(window.end)}


def _rfc3339(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
