"""The committed sample merchants, read once, and a slice of the data sets small enough to build in a second."""

import csv
import gzip
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from daybook_local.system.places import SAMPLES
from sample_builder.build import build
from sample_builder.writer import BuiltFolder
from talech_simulator import SampleMerchant, load_folder

NIGHT_BAR = Path(__file__).parents[2] / "e2e" / "merchants" / "night-bar"
PIZZA_TYPES = ("classic", "chicken", "supreme", "veggie")


@pytest.fixture(scope="session")
def merchant() -> Callable[[str], SampleMerchant]:
    """Load a committed folder by name, each of them once."""
    loaded: dict[str, SampleMerchant] = {}

    def load(name: str) -> SampleMerchant:
        if name not in loaded:
            loaded[name] = load_folder(NIGHT_BAR if name == "night-bar" else SAMPLES / name)
        return loaded[name]

    return load


@pytest.fixture(scope="session")
def data_slice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three data sets in miniature: eight orders a day, a few invoices with a return a week later."""
    folder = tmp_path_factory.mktemp("data")
    _write(folder / "pizzaplace_2015.csv.gz", "id,date,time,name,size,type,price", _pizzas())
    _write(folder / "restaurant_tips.csv.gz", "total_bill,tip", [("20.00", "3.00"), ("10.00", "1.55")])
    columns = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID"
    _write(folder / "online_retail_uk_2010_2011.csv.gz", columns, _invoices())
    return folder


@pytest.fixture(scope="session")
def built(data_slice: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., BuiltFolder]:
    """`built(name, seed)`: the folder of a merchant as it is built from the slice, each once; it is only read."""

    @cache
    def build_once(name: str, seed: int) -> BuiltFolder:
        (folder,) = build(data_slice, tmp_path_factory.mktemp("built"), [name], seed)
        return folder

    return build_once


def _write(path: Path, header: str, rows: list[tuple[str, ...]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([header.split(","), *rows])


def _pizzas() -> list[tuple[str, ...]]:
    days = [date(2015, month, day) for month in (3, 5, 7) for day in range(1, 32)]
    return [
        (f"{day}-{n}", str(day), f"{12 + n}:10:00", "the_greek", "L", PIZZA_TYPES[n % 4], "20.50")
        for day in days
        for n in range(8)
        for _ in range(1 + n % 3)
    ]


def _invoices() -> list[tuple[str, ...]]:
    rows = []
    for n in range(31):
        day = date(2011, 7, 15) + timedelta(days=n)
        customer = str(12_000 + n % 7)
        for hour in range(9, 17):
            number = f"{56_000 + n * 10 + hour}"
            rows.append((number, "85123A", "WHITE HEART HOLDER", "6", f"{day} {hour:02}:26", "2.55", customer))
        rows.append((f"C{57_000 + n}", "85123A", "WHITE HEART HOLDER", "-1", f"{day} 17:00", "2.55", customer))
    rows.append(("A563186", "B", "Adjust bad debt", "1", "2011-08-12 14:51", "-11062.06", ""))
    return rows
