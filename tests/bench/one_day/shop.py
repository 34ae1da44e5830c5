"""A shop with as many orders a day as it is given: cash and two cards, tips, two categories, one tax."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from chaos.days.shops import Shop, Trade

_OPENS = time(8)
_PAID_BY = ({"tender": "CASH"}, {"tender": "CCRD", "card_type": "VISA"}, {"tender": "CCRD", "card_type": "MASTERCARD"})


@dataclass
class BusyShop(Shop):
    """A merchant of `orders` orders a day and location; an order has two lines and one payment."""

    orders: int = 100

    def _orders(self, place: str, on: date, trade: Trade) -> Iterator[dict[str, Any]]:
        del trade
        opened = datetime.combine(on, _OPENS, ZoneInfo(self.zone)).astimezone(UTC)
        for number in range(self.orders):
            at = opened + timedelta(hours=12) * number / self.orders
            parts = [("bakery", 900 + 25 * number), ("coffee", 400 + 5 * number)]
            paid_by = _PAID_BY[number % len(_PAID_BY)]
            tip = 150 if "card_type" in paid_by else 0
            yield self._sold(place, on, number, parts, tip=tip, at=f"{at:%Y-%m-%dT%H:%M:%SZ}", **paid_by)
