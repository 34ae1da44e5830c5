"""The figures of a day as others add them up: polars, pandas and duckdb, one thread each.

They get what `summarise` gets, orders as they were parsed, and give four of its figures: revenue by category, taxes by
tax, tenders by kind of card, and amounts by role and taxes. `summarise` gives the other twenty beside.
"""

import os
from collections.abc import Callable, Mapping
from datetime import date

os.environ["POLARS_MAX_THREADS"] = "1"  # polars reads it when it is imported

import duckdb
import pandas as pd
import polars as pl

from daybook.domain.day.orders import COMPLETED, DayActivity, TenderKind
from daybook.domain.day.roles import NO_CATEGORY, UNKNOWN_CARD
from daybook.domain.day.sales import SalesDay
from daybook.domain.merchant.profile import Location

Sums = dict[str, int]
Columns = tuple[list[str], list[int]]
"""Keys, and amounts in minor units."""


def columns_of(activity: DayActivity, location: Location, on: date, tender_kinds: Mapping[str, str]) -> Columns:
    """Every amount of the day with the figure that it belongs to."""
    window = location.calendar.window(on)
    cards = {tender for tender, kind in tender_kinds.items() if kind == TenderKind.CARD}
    closed = [order for order in activity.orders if order.closed_at is not None and order.closed_at in window]
    rows = [
        *((f"revenue:{line.category_id or NO_CATEGORY}", line.gross_minor) for order in closed for line in order.lines),
        *((f"tax:{tax.tax_id}", tax.amount_minor) for order in closed for tax in order.taxes),
        *((f"{row.role}|{','.join(row.tax_ids)}", row.amount_minor) for order in closed for row in order.taxed),
        *(
            (_tender(payment.tender_id, payment.card_type, payment.tender_id in cards), payment.total_minor)
            for order in activity.orders
            for payment in order.payments
            if payment.status == COMPLETED and payment.taken_at in window
        ),
    ]
    return [key for key, _ in rows], [minor for _, minor in rows]


def by_polars(columns: Columns) -> Sums:
    """Summed by polars."""
    frame = pl.DataFrame({"key": columns[0], "minor": columns[1]})
    summed = frame.group_by("key").agg(pl.col("minor").sum())
    return dict(zip(summed["key"].to_list(), summed["minor"].to_list(), strict=True))


def by_pandas(columns: Columns) -> Sums:
    """Summed by pandas."""
    frame = pd.DataFrame({"key": columns[0], "minor": columns[1]})
    return {str(key): int(minor) for key, minor in frame.groupby("key")["minor"].sum().items()}


def by_duckdb(columns: Columns) -> Sums:
    """Summed by duckdb, which takes the rows as a table of pandas."""
    frame = pd.DataFrame({"key": columns[0], "minor": columns[1]})
    connection = duckdb.connect(config={"threads": 1})
    connection.register("amounts", frame)
    rows = connection.execute("select key, sum(minor)::bigint from amounts group by key").fetchall()
    connection.close()
    return dict(rows)


PEERS: Mapping[str, Callable[[Columns], Sums]] = {"polars": by_polars, "pandas": by_pandas, "duckdb": by_duckdb}


def of_our_own(day: SalesDay) -> Sums:
    """The same figures of a day that Daybook added up, to compare."""
    return {
        **{f"revenue:{category}": minor for category, minor in day.revenue.items()},
        **{f"tax:{tax}": minor for tax, minor in day.taxes.items()},
        **{f"tender:{each.tender_id}:{each.card_type or ''}": each.taken_minor for each in day.tenders},
    }


def _tender(tender_id: str, card_type: str | None, is_card: bool) -> str:  # noqa: FBT001 - called a thousand times
    return f"tender:{tender_id}:{(card_type or UNKNOWN_CARD).upper() if is_card else ''}"
