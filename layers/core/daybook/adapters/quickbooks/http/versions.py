"""Decides who changed a row's version: a person, or our own write of a linked row.

QuickBooks counts versions in `SyncToken`. Intuit does not document whether a payment changes the version of its invoice
(docs/quickbooks.md 2.7, 4.9), and such a change would look like a person's edit. The time decides: a row changed by our
write of a linked row has the instant of that write.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from daybook.adapters.quickbooks.http.wire import JsonObject

_AT_ONCE = timedelta(seconds=2)
"""A person cannot open, edit and save a document within this time after our write of a linked row."""


def last_moved(row: JsonObject) -> datetime | None:
    """When a row was last changed, by QuickBooks' clock."""
    return _instant(row, "LastUpdatedTime")


def made_at(row: JsonObject) -> datetime | None:
    """When a row was created, by QuickBooks' clock; a replayed answer has the old instant."""
    return _instant(row, "CreateTime")


def dated(row: JsonObject) -> date | None:
    """The date that a row bears in the books, which `answers` has checked; None if the answer leaves it out."""
    text = row.get("TxnDate")
    return date.fromisoformat(text) if text else None


def _instant(row: JsonObject, name: str) -> datetime | None:
    text = (row.get("MetaData") or {}).get(name)
    return datetime.fromisoformat(text) if text else None


def moved_along_with(row: JsonObject, writes: Iterable[datetime | None]) -> bool:
    """Whether the last change of a row was at the instant of one of these writes."""
    moved = last_moved(row)
    return moved is not None and any(write is not None and abs(moved - write) <= _AT_ONCE for write in writes)
