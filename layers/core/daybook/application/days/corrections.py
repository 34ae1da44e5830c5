"""Corrections of days in closed books: documents of a later date, of which both months tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from daybook.application.ports.systems import HasSyncLog
from daybook.domain.merchant.books import BooksId
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.location_day import SyncRecord

# How far back the month in which corrections are posted looks for their days.
MONTHS_BACK = 3


@dataclass(frozen=True, slots=True)
class Correction:
    """A document that corrects a day; `document.dated` is None where an earlier release posted it."""

    record: SyncRecord
    document: PostedDocument


def corrections_of(records: Iterable[SyncRecord]) -> tuple[Correction, ...]:
    """Every correction of these days, in the order of the days."""
    ordered = sorted(records, key=lambda record: record.day)
    return tuple(Correction(record, document) for record in ordered for document in record.deltas)


def posted_for_other_months(
    merchant_id: BooksId, month: date, systems: HasSyncLog, location: str | None = None
) -> tuple[Correction, ...]:
    """Corrections with a date in the month of days in the three months before it; of every store, or of one.

    One without a date on record is left out: its month is not known.
    """
    first = month.replace(day=1)
    before = first
    for _ in range(MONTHS_BACK):
        before = (before - timedelta(days=1)).replace(day=1)
    records = systems.sync_log.history(merchant_id, first=before, last=first - timedelta(days=1))
    found = corrections_of(record for record in records if location in {None, record.day.location})
    return tuple(each for each in found if _month_of(each.document.dated) == (first.year, first.month))


def _month_of(on: date | None) -> tuple[int, int] | None:
    return None if on is None else (on.year, on.month)
