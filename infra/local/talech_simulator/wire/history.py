"""`order/getorderhistory`: orders by first payment, one row per tender."""

from datetime import UTC, datetime
from typing import Any

from talech_simulator.contract import Order, Refund
from talech_simulator.wire.asking import (
    criteria,
    on_the_clock,
    page_of,
    wall_clock_window,
    whole_number,
)
from talech_simulator.wire.order_search import SPLIT_CHECK, OrderSearch, tenders_of
from talech_simulator.wire.replies import Call, answer, not_found

_STATUS = {"OPEN": "OPEN", "PARTIALLY_PAID": "PARTIAL_PAID", "CLOSED": "PAID"}
_DEFAULT_LIMIT, _LARGEST_LIMIT = 100, 100_000


def order_history(call: Call) -> dict[str, Any]:
    """The rows of the window, oldest match first."""
    asked = criteria(call.body)
    records = call.records
    zone = records.calendar.zone_on(records.calendar.day_of(records.now()).date)
    start, end = wall_clock_window(asked, zone)
    search = OrderSearch.of(asked)
    offset = whole_number(asked, "offset", 0, 0, 10**9)
    limit = whole_number(asked, "limit", _DEFAULT_LIMIT, 1, _LARGEST_LIMIT)
    found = []
    for order in records.orders_touching(start, end):
        matched = matching_instant(order)
        transactions = _transaction_types(order, records.refunds_of(order.id))
        if (
            order.status in _STATUS
            and start <= matched < end
            and search.finds(
                order,
                status=_STATUS[order.status],
                store=records.location.store_id,
                transactions=transactions,
            )
        ):
            found.append((matched, order.id, order, transactions))
    found.sort(key=lambda each: each[:2])
    rows = [
        {**row, "orderDate": on_the_clock(order.opened_at, zone)}
        for _, _, order, transactions in found
        for row in _rows(call, order, transactions)
    ]
    page, total = page_of(rows, offset, limit, repeat_first_page=call.repeat_first_page)
    if not total:
        return not_found(searchResult={"orders": []})
    return answer(total, searchResult={"orders": page})


def matching_instant(order: Order) -> datetime:
    """What the window is compared with: the first payment, else the closing, else the opening."""
    taken = [payment.taken_at for payment in order.payments if payment.status == "COMPLETED"]
    return min(taken).astimezone(UTC) if taken else order.closed_at or order.opened_at


def _rows(call: Call, order: Order, transactions: list[str]) -> list[dict[str, Any]]:
    """One row, or one per tender when several paid."""
    tenders = tenders_of(order)
    header = _header(call, order)
    header["paymentInfo"] = [{"transactionType": each} for each in transactions]
    if len(tenders) > 1:
        return [{**header, "paymentType": SPLIT_CHECK} for _ in tenders]
    return [{**header, "paymentType": tenders[0] if tenders else None}]


def _header(call: Call, order: Order) -> dict[str, Any]:
    totals = order.totals
    refunds = call.records.refunds_of(order.id)
    returned = [each for each in refunds if each.kind != "PAYMENT_REFUND_REOPEN"]

    def amount(minor: int, name: str) -> float:
        return call.quirks.header_amount(minor, order.id, name)

    return {
        "orderId": order.id,
        "transactionCode": order.ticket,
        "orderDate": "",
        "orderType": order.order_type.replace("_", "").lower(),
        "orderStatus": _STATUS[order.status],
        "amount": amount(totals.total_minor, "amount"),
        "subTotal": amount(totals.gross_minor, "subTotal"),
        "discount": amount(totals.discount_minor, "discount"),
        "tax": amount(totals.tax_minor, "tax"),
        "tip": amount(totals.tip_minor, "tip"),
        "revenue": amount(totals.net_minor, "revenue"),
        "refundAmount": amount(sum(each.total_minor for each in refunds), "refundAmount"),
        "refundRevenue": amount(sum(line.net_minor for each in returned for line in each.lines), "refundRevenue"),
    }


def _transaction_types(order: Order, refunds: list[Refund]) -> list[str]:
    types = ["SALE"]
    if any(payment.tip_changes for payment in order.payments):
        types.append("UPDATETIP")
    if refunds:
        whole = sum(each.total_minor for each in refunds) >= order.totals.total_minor
        types.append("REFUND" if whole else "PARTIALREFUND")
    return types
