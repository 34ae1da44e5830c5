"""Two small shops with the same accountant, written as sample-merchant folders for as many days as are asked for."""

import json
import random
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from daybook_local.system.samples.sample import DateRange, LoadedSample

CARDS, AMEX = ("VISA", "MASTERCARD"), "AMEX"
_SHOPS = (
    ("m_bar_nord", "Bar Nord", "620001", "America/Chicago"),
    ("m_port_cafe", "Port Cafe", "630001", "America/New_York"),
)
_ORDERS = (9, 13)
_WEEKEND_MORE, _SATURDAY = 4, 5
_LINES = (3, 6)
_PRICES_MINOR = (600, 4200)
# At eight per cent the tax of every price is whole cents.
_PRICE_STEP_MINOR, _TAX_PERCENT = 25, 8
_CATEGORIES = ("kitchen", "drinks")
_TENDERS: Mapping[str | None, int] = {None: 30, "VISA": 40, "MASTERCARD": 20, AMEX: 10}
_TIPS_PERCENT = (0, 20)


def write_clients(into: Path, dates: DateRange) -> list[LoadedSample]:
    """The folders of both shops, loaded; the same dates give the same sales."""
    return [_written(into / shop[0], shop, dates, number) for number, shop in enumerate(_SHOPS, start=1)]


def _written(folder: Path, shop: tuple[str, str, str, str], dates: DateRange, seed: int) -> LoadedSample:
    folder.mkdir(parents=True, exist_ok=True)
    merchant_id, name, number, zone = shop
    (folder / "merchant.json").write_text(json.dumps(_profile(merchant_id, name, number, zone)), "utf-8")
    chance = random.Random(seed)  # noqa: S311 -- a story, not a secret
    orders = (order for on in dates for order in _day(on, f"{number}:1", chance))
    (folder / "orders.jsonl").write_text("".join(f"{json.dumps(order)}\n" for order in orders), "utf-8")
    (folder / "refunds.jsonl").write_text("", "utf-8")
    return LoadedSample(folder)


def _profile(merchant_id: str, name: str, number: str, zone: str) -> dict[str, Any]:
    place = f"{number}:1"
    location = {"id": place, "merchant_identification": number, "name": name, "timezone": zone, "currency": "USD"}
    return {
        "merchant": {"id": merchant_id, "name": name, "plan": "STANDARD", "country": "US"},
        "locations": [{**location, "report_end_time": "04:00", "locale": "en-US", "industry": "RESTAURANT"}],
        "categories": [{"id": each, "location_id": place, "name": each.title()} for each in _CATEGORIES],
        "taxes": [{"id": "sales", "name": "Sales tax", "kind": "APPLIED", "rate": f"0.0{_TAX_PERCENT}"}],
        "tenders": [{"id": "CASH", "kind": "CASH"}, {"id": "CCRD", "kind": "CARD"}],
        "card_types": [*CARDS, AMEX],
    }


def _day(on: date, place: str, chance: random.Random) -> Iterator[dict[str, Any]]:
    more = _WEEKEND_MORE if on.weekday() >= _SATURDAY else 0
    for number in range(chance.randint(*_ORDERS) + more):
        # From noon to the evening on either clock, summer or winter.
        at = f"{on}T{18 + number // 4:02}:{number % 4 * 15:02}:00Z"
        yield _order(f"{place.partition(':')[0]}-{on:%m%d}-{number}", place, at, chance)


def _order(order_id: str, place: str, at: str, chance: random.Random) -> dict[str, Any]:
    lines = [_line(str(number), chance) for number in range(chance.randint(*_LINES))]
    net, tax = (sum(line[name] for line in lines) for name in ("gross_minor", "tax_minor"))
    (card,) = chance.choices([*_TENDERS], [*_TENDERS.values()])
    tip = net * chance.randint(*_TIPS_PERCENT) // 100 if card else 0
    paid: dict[str, Any] = {"id": f"{order_id}/1", "amount_minor": net + tax, "taken_at": at}
    paid |= {"tender_id": "CCRD", "card_type": card, "tip_minor": tip} if card else {"tender_id": "CASH"}
    totals = {"gross_minor": net, "net_minor": net, "tax_minor": tax, "tip_minor": tip, "total_minor": net + tax + tip}
    times = {"status": "CLOSED", "opened_at": at, "closed_at": at}
    return {"id": order_id, "location_id": place, **times, "lines": lines, "totals": totals, "payments": [paid]}


def _line(line_id: str, chance: random.Random) -> dict[str, Any]:
    price = chance.randrange(*_PRICES_MINOR, _PRICE_STEP_MINOR)
    tax = price * _TAX_PERCENT // 100
    return {
        "id": line_id,
        "category_id": chance.choice(_CATEGORIES),
        "name": "Of the day",
        "quantity": "1",
        "unit_price_minor": price,
        "gross_minor": price,
        "tax_minor": tax,
        "taxes": [{"tax_id": "sales", "base_minor": price, "amount_minor": tax}],
    }
