"""What is different after an attempt: each day counts once, when it comes to a state."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from daybook.domain.errors import HoldReason
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.books_state import BooksState
from daybook.domain.sync.day_change import DayChange, change_of
from daybook.domain.sync.location_day import LocationDay, Outcome, SyncRecord, SyncState

NOW = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
DUE = SyncRecord(LocationDay("m_1", date(2026, 11, 23), "304267:1"), SyncState.DUE, NOW, NOW)
ENTRY = PostedDocument(DocumentKind.JOURNAL_ENTRY, "100", "0", "TL-261123-QUEE-E2", 1130)
AMENDED = replace(ENTRY, sync_token="1")
POSTED = replace(DUE, state=SyncState.POSTED, document=ENTRY, proved_at=NOW)
HELD = replace(POSTED, state=SyncState.HELD, reason=HoldReason.CLOSED_PERIOD)
IN_BOOKS, CHANGED = BooksState(document=ENTRY), BooksState(document=AMENDED)


@pytest.mark.parametrize(
    ("before", "outcome", "change"),
    [
        (DUE, Outcome(SyncState.POSTED, IN_BOOKS), DayChange.POSTED),
        (replace(DUE, document=ENTRY), Outcome(SyncState.POSTED, IN_BOOKS), DayChange.POSTED),
        (POSTED, Outcome(SyncState.POSTED, IN_BOOKS), DayChange.NOTHING),
        (POSTED, Outcome(SyncState.POSTED, CHANGED), DayChange.CORRECTED),
        (HELD, Outcome(SyncState.POSTED, IN_BOOKS), DayChange.CORRECTED),
        (DUE, Outcome(SyncState.EMPTY), DayChange.EMPTY),
        (POSTED, Outcome(SyncState.UNDONE), DayChange.UNDONE),
        (POSTED, Outcome(SyncState.HELD, IN_BOOKS, reason=HoldReason.CLOSED_PERIOD), DayChange.HELD),
        (HELD, Outcome(SyncState.HELD, IN_BOOKS, reason=HoldReason.CLOSED_PERIOD), DayChange.NOTHING),
        (HELD, Outcome(SyncState.HELD, IN_BOOKS, reason=HoldReason.NOT_TIED), DayChange.HELD),
    ],
)
def test_what_an_attempt_changed(before, outcome, change):
    assert change_of(before, outcome) is change
