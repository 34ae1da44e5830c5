"""Who moved a version: a person, or our own write to something linked with it.

QuickBooks counts versions in `SyncToken`. Whether a payment moves the version of the invoice it pays is not documented
(docs/quickbooks.md 2.7, 4.9), and it would look like a person's edit. The clock tells them apart: what one of
our writes moves along carries the instant of that write.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from daybook.adapters.quickbooks.http.wire import JsonObject

_AT_ONCE = timedelta(seconds=2)
"""Nobody opens, edits and saves a document within seconds of the write that it is linked with."""


def last_moved(row: JsonObject) -> datetime | None:
    """When a row was last changed, as QuickBooks says."""
    return _instant(row, "LastUpdatedTime")


def made_at(row: JsonObject) -> datetime | None:
    """When a row was made, as QuickBooks says; in an answer that it tells once more, that of then."""
    return _instant(row, "CreateTime")


def _instant(row: JsonObject, name: str) -> datetime | None:
    text = (row.get("MetaData") or {}).get(name)
    return datetime.fromisoformat(text) if text else None


def moved_along_with(row: JsonObject, writes: Iterable[datetime | None]) -> bool:
    """Whether a row was last changed at the instant of one of these writes."""
    moved = last_moved(row)
    return moved is not None and any(write is not None and abs(moved - write) <= _AT_ONCE for write in writes)
