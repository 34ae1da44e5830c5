"""The open orders behind the deposits of a month, on its page where they are asked for, and as a file."""

from typing import Any
from urllib.parse import urlencode

from daybook.adapters.web.http.requests import Answer
from daybook.adapters.web.http.tables import FORMATS, Money, Table
from daybook.adapters.web.http.visit import Visit
from daybook.application.days.month_balances import MonthBalances, balances_of
from daybook.application.days.read_month import Month
from daybook.application.days.read_open_orders import DepositsOnOrders, read_open_orders
from daybook.domain.month.balance import Balance
from daybook.domain.words import noted

_HEADING = (noted("Store"), noted("Order"), noted("Open since"), noted("Paid"))


def open_order_values(month: Month, balances: MonthBalances, visit: Visit, location: str | None) -> dict[str, Any]:
    """A link where deposits moved or are owed; the orders where the address asks for them."""
    here = {"month": f"{month.first:%Y-%m}"} | ({"location": location} if location else {})
    if visit.request.query.get("deposits") != "orders":
        has_deposits = any(each.movement.balance is Balance.DEPOSITS for each in balances.rows)
        path = f"/month?{urlencode(here | {'deposits': 'orders'})}#deposits"
        return {"deposits": None, "deposits_path": path if has_deposits else ""}
    found, speech = _read(month, balances, visit, location), visit.speech

    def money(minor: int | None) -> str:
        return "" if minor is None else speech.money(minor, visit.connection.company.home_currency)

    return {
        "deposits_path": "",
        "deposits": {
            "orders": [
                {
                    "id": order.order_id,
                    "store": visit.location_name(order.location_id),
                    "since": speech.day(order.since),
                    "old": order.is_old_on(found.last),
                    "paid": money(order.paid_minor),
                }
                for order in found.found.orders
            ],
            "paid": money(found.found.paid_minor),
            "closing": money(found.closing_minor),
            "difference": money(found.difference_minor) if found.difference_minor else "",
            "earlier": money(found.found.earlier_minor) if found.found.earlier_minor else "",
            "unsplit": found.found.unsplit,
            "left_out": found.left_out,
            "first": speech.day(found.first),
            "last": speech.day(found.last),
            "several": len(visit.profile.locations) > 1,
            "paths": [f"/month/deposits.{form}?{urlencode(here)}" for form in FORMATS],
        },
    }


def open_order_file(month: Month, visit: Visit, location: str | None, form: str) -> Answer:
    """One row an open order, the oldest first."""
    balances = balances_of(month, visit.connection, visit.profile, visit.systems, location)
    found, say = _read(month, balances, visit, location), visit.speech.say
    rows = tuple(
        (visit.location_name(order.location_id), order.order_id, order.since, Money(order.paid_minor))
        for order in found.found.orders
    )
    return FORMATS[form](
        Table(f"daybook-deposits-{found.last}", tuple(map(say, _HEADING)), rows), visit.speech.language
    )


def _read(month: Month, balances: MonthBalances, visit: Visit, location: str | None) -> DepositsOnOrders:
    return read_open_orders(month, balances, visit.connection, visit.profile, visit.systems, location=location)
