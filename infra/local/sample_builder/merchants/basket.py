"""What people bought: the free data sets, read into baskets."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TextIO, cast

from sample_builder.money import minor_units

PIZZA_FILE = "pizzaplace_2015.csv.gz"
TIPS_FILE = "restaurant_tips.csv.gz"
RETAIL_FILE = "online_retail_uk_2010_2011.csv.gz"

_PIZZA_WORDS = {
    "argla": "Arugula", "bbq": "BBQ", "cali": "California", "ckn": "Chicken", "cpcllo": "Capocollo",
    "dlx": "Deluxe", "fet": "Feta", "ital": "Italian", "msh": "Mushroom", "pep": "Pepper",
    "peppr": "Pepper", "prsc": "Prosciutto", "southw": "Southwest", "spin": "Spinach", "supr": "Supreme",
    "veg": "Vegetables", "veggie": "Veggie",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a data set; `code` is its stock code or category, the price in minor units."""

    code: str
    name: str
    quantity: int
    price_minor: int


@dataclass(slots=True)
class Basket:
    """What one customer bought (or brought back) at once, at a wall-clock time without a zone."""

    number: str
    date: date
    since_midnight: timedelta
    customer: str = ""
    items: list[Item] = field(default_factory=list)


def pizza_baskets(folder: Path, month: int) -> dict[date, list[Basket]]:
    """The orders of one month of the pizza place, by date of 2015, each in order of time."""
    baskets: dict[str, Basket] = {}
    for row in _rows(folder / PIZZA_FILE):
        day = date.fromisoformat(row["date"])
        if day.month != month:
            continue
        clock = _since_midnight(time.fromisoformat(row["time"]))
        basket = baskets.setdefault(row["id"], Basket(row["id"], day, clock))
        name = f"{_pizza_name(row['name'])} {row['size']}"
        basket.items.append(Item(row["type"].capitalize(), name, 1, minor_units(row["price"])))
    return _by_date(baskets)


def tip_rates(folder: Path) -> list[Decimal]:
    """Tips as a share of the bill, one per bill of the data set."""
    return [Decimal(row["tip"]) / Decimal(row["total_bill"]) for row in _rows(folder / TIPS_FILE)]


def invoices(folder: Path, first: date, last: date) -> dict[date, list[Basket]]:
    """The invoices, credit notes and adjustments of the retailer from `first` to `last`, by date."""
    baskets: dict[str, Basket] = {}
    for row in _rows(folder / RETAIL_FILE):
        if not first.isoformat() <= row["InvoiceDate"][:10] <= last.isoformat() or _is_stock_note(row):
            continue
        at = datetime.fromisoformat(row["InvoiceDate"])
        number = row["InvoiceNo"]
        clock = _since_midnight(at.time())
        basket = baskets.setdefault(number, Basket(number, at.date(), clock, row["CustomerID"]))
        name = " ".join(row["Description"].split()).capitalize()
        price = minor_units(row["UnitPrice"])
        basket.items.append(Item(row["StockCode"], name, int(row["Quantity"]), price))
    return _by_date(baskets)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as text:
        yield from csv.DictReader(cast("TextIO", text))


def _is_stock_note(row: dict[str, str]) -> bool:
    # Zero-price lines in small letters ("found", "damages") or without a text correct the stock: no sale.
    is_free = Decimal(row["UnitPrice"]) == 0
    return is_free and (not row["Description"].isupper() or row["Quantity"].startswith("-"))


def _by_date(baskets: dict[str, Basket]) -> dict[date, list[Basket]]:
    days: dict[date, list[Basket]] = defaultdict(list)
    for basket in sorted(baskets.values(), key=lambda basket: (basket.date, basket.since_midnight, basket.number)):
        days[basket.date].append(basket)
    return dict(days)


def _since_midnight(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)


def _pizza_name(code: str) -> str:
    return " ".join(_PIZZA_WORDS.get(word, word.capitalize()) for word in code.split("_"))
