"""The shops of a run: what each sold on each business date, and what talech tells of it once it was changed.

A date has few orders, each tender once, and no two dates are alike, so that a date booked in another's place shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from simulators.talech import shop as contract
from talech_simulator.contract import MerchantFile, Order, Refund, SampleMerchant, from_json

ONE_DAY, NOON = timedelta(days=1), time(12)


@dataclass(frozen=True)
class Trade:
    """A shop's date: `figure` moves the amounts, `tenders` who paid; `below_zero` gave back more than it took."""

    figure: int = 0
    tenders: int = 0
    is_open: bool = True
    below_zero: bool = False


@dataclass
class Shop:
    """One talech merchant: their locations, and every date's trade as talech tells it now."""

    merchant_id: str
    country: str
    zone: str
    tax: tuple[str, int]
    ends_at: str
    places: tuple[str, ...]
    first: date
    last: date
    trades: dict[tuple[str, date], Trade] = field(default_factory=dict)
    _long_ago: dict[str, tuple[Order, ...]] = field(default_factory=dict)
    _made: dict[tuple[str, date, Trade], tuple[tuple[Order, ...], tuple[Refund, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._file = from_json(MerchantFile, self._profile())

    @property
    def dates(self) -> list[date]:
        return [self.first + number * ONE_DAY for number in range((self.last - self.first).days + 1)]

    @property
    def currency(self) -> str:
        return {"US": "USD", "CA": "CAD"}[self.country]

    def trade(self, place: str, on: date) -> Trade:
        return self.trades.get((place, on), Trade())

    def sample(self) -> SampleMerchant:
        """The merchant in the contract of the talech simulator."""
        orders: list[Order] = []
        refunds: list[Refund] = []
        for place in self.places:
            if place not in self._long_ago:
                self._long_ago[place] = tuple(self._sold_long_ago(place))
            orders += self._long_ago[place]
            for on in self.dates:
                sold, given_back = self._of(place, on, self.trade(place, on))
                orders += sold
                refunds += given_back
        return SampleMerchant(
            profile=self._file,
            orders=tuple(orders),
            refunds=tuple(refunds),
            drawer_events=(),
            drawer_shifts=(),
        )

    def _of(self, place: str, on: date, trade: Trade) -> tuple[tuple[Order, ...], tuple[Refund, ...]]:
        key = (place, on, trade)
        if key not in self._made:
            orders = tuple(from_json(Order, each) for each in self._orders(place, on, trade))
            refunds = tuple(from_json(Refund, each) for each in self._refunds(place, on, trade))
            self._made[key] = (orders, refunds)
        return self._made[key]

    def _orders(self, place: str, on: date, trade: Trade) -> Iterator[dict[str, Any]]:
        if not trade.is_open:
            return
        number = (on - self.first).days + 7 * self.places.index(place)
        bread, cup = 900 + 25 * number + 310 * trade.figure, 400 + 25 * (number % 7) + 130 * trade.figure
        if trade.below_zero:
            yield self._sold(place, on, 9, [("bakery", 100)], tender="CASH")
            return
        card = ("VISA", "MASTERCARD")[(number + trade.tenders) % 2]
        yield self._sold(place, on, 9, [("bakery", bread)], tender="CASH")
        if number % 3 == 0:
            yield self._sold_at_the_boundary(place, on, bread)
        tip = 150 + number
        yield self._sold(place, on, 12, [("bakery", bread), ("coffee", cup)], tip=tip, tender="CCRD", card_type=card)

    def _refunds(self, place: str, on: date, trade: Trade) -> Iterator[dict[str, Any]]:
        if not (trade.is_open and trade.below_zero):
            return
        net = 5000 + 100 * trade.figure
        line = {"line_id": "0", "net_minor": net, "tax_minor": net * self.tax[1] // 100, "quantity": "1"}
        yield contract.refund(
            f"{place}-{on}-returned",
            f"{place}-{on}-long-ago",
            self._instant(on, 13),
            lines=[line],
            tender="CASH",
            card_type=None,
            location_id=place,
        )

    def _sold_at_the_boundary(self, place: str, on: date, bread: int) -> dict[str, Any]:
        """Sold at the very instant at which the date begins and the one before it ends."""
        begins = time.fromisoformat(self.ends_at)
        at = datetime.combine(on if begins < NOON else on - ONE_DAY, begins, ZoneInfo(self.zone)).astimezone(UTC)
        return self._sold(place, on, 0, [("coffee", bread // 2)], tender="CASH", at=f"{at:%Y-%m-%dT%H:%M:%SZ}")

    def _sold_long_ago(self, place: str) -> Iterator[Order]:
        """What a return may be of, sold on a date that is never posted."""
        for on in self.dates:
            sold = self._sold(place, self.first - 9 * ONE_DAY, 11, [("bakery", 90_000)], tender="CASH")
            yield from_json(Order, {**sold, "id": f"{place}-{on}-long-ago"})

    def _sold(
        self,
        place: str,
        on: date,
        hour: int,
        parts: list[tuple[str, int]],
        *,
        tip: int = 0,
        at: str = "",
        **paid_by: Any,
    ) -> dict[str, Any]:
        order_id, at = f"{place}-{on}-{hour:02}", at or self._instant(on, hour)
        name, percent = self.tax
        lines = [
            contract.line(str(n), gross, taxes={name: gross * percent // 100}, category=f"{place}-{category}")
            for n, (category, gross) in enumerate(parts)
        ]
        total = sum(line["gross_minor"] + line["tax_minor"] for line in lines)
        paid = contract.payment(f"{order_id}-p", total, at, tip_minor=tip, **paid_by)
        return contract.order(order_id, at, at, lines=lines, payments=[paid], location=place, updated_at=at)

    def _instant(self, on: date, hour: int) -> str:
        at = datetime.combine(on, time(hour), ZoneInfo(self.zone)).astimezone(UTC)
        return f"{at:%Y-%m-%dT%H:%M:%SZ}"

    def _profile(self) -> dict[str, Any]:
        name, percent = self.tax
        return {
            "merchant": {"id": self.merchant_id, "name": self.merchant_id, "plan": "STANDARD", "country": self.country},
            "locations": [
                {
                    "id": place,
                    "merchant_identification": place.partition(":")[0],
                    "name": f"Shop {place}",
                    "timezone": self.zone,
                    "currency": self.currency,
                    "report_end_time": self.ends_at,
                }
                for place in self.places
            ],
            "categories": [
                {"id": f"{place}-{category}", "location_id": place, "name": category.title()}
                for place in self.places
                for category in ("bakery", "coffee")
            ],
            "taxes": [{"id": name, "name": name.removeprefix("t_").upper(), "rate": f"0.{percent:02}"}],
            "tenders": [{"id": "CASH", "kind": "CASH"}, {"id": "CCRD", "kind": "CARD"}],
            "card_types": ["VISA", "MASTERCARD"],
        }


def changed(trade: Trade, how: str) -> Trade:
    """Another trade: `figures`, `tenders`, `emptied`, `back` or `returned`."""
    match how:
        case "figures":
            return replace(trade, figure=trade.figure + 1, is_open=True, below_zero=False)
        case "figures again":
            return replace(trade, figure=max(0, trade.figure - 1), is_open=True)
        case "tenders":
            return replace(trade, tenders=trade.tenders + 1)
        case "emptied":
            return replace(trade, is_open=False)
        case "back":
            return replace(trade, is_open=True)
        case "returned":
            return replace(trade, below_zero=not trade.below_zero)
    raise ValueError(how)
