"""Re-classes days in the books: workers amend them in place with today's mapping and post no second document."""

from datetime import date, datetime

from daybook.application.ports import SyncLog, SyncQueue
from daybook.domain.merchant.books import BooksId
from daybook.domain.sync.location_day import SyncCause, SyncRequest


def reclass_days(
    merchant_id: BooksId, first: date, last: date, *, sync_log: SyncLog, queue: SyncQueue, now: datetime
) -> tuple[SyncRequest, ...]:
    """Queue every posted day of a range; `rehearse_mapping` shows before what would change."""
    records = sync_log.history(merchant_id, first=first, last=last)
    requests = tuple(SyncRequest(record.day, SyncCause.RECLASS, now) for record in records if record.is_posted)
    queue.send(requests)
    return requests
