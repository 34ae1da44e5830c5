"""The two shops as values."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PIZZA, RETAIL = "pizzaplace_2015", "online_retail_2010_2011"


@dataclass(frozen=True, slots=True)
class SoldDay:
    """A day with sales; amounts in minor units."""

    on: date
    orders: int
    gross_minor: int
    refunds_minor: int

    @property
    def net_minor(self) -> int:
        return self.gross_minor - self.refunds_minor


def days_of(shop: str) -> tuple[SoldDay, ...]:
    """Every day of a shop, oldest first."""
    with Path(__file__).with_name(f"{shop}.csv").open() as file:
        return tuple(
            SoldDay(
                date.fromisoformat(row["date"]), int(row["orders"]), int(row["gross_minor"]), int(row["refunds_minor"])
            )
            for row in csv.DictReader(file)
        )
