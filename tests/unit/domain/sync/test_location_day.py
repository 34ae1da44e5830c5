"""What a record knows of its day: since when a part is unsettled, and whether its state and the books agree."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from daybook.domain.errors import HoldReason
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument, PostedPart
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.directives import Directive, Place
from daybook.domain.sync.last_reading import LastReading
from daybook.domain.sync.location_day import LocationDay, SyncCause, SyncRecord, SyncRequest, SyncState, shortened
from unit.aws.day_builders import intent

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
DUE_AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = LocationDay("m_1", date(2026, 11, 23), "304267:1")
PAYMENT = PostedPart("tender:CASH", "201", "3", 1_130)
INVOICE = PostedDocument(DocumentKind.INVOICE, "100", "7", "TL-1", 1_130, parts=(PAYMENT,))
DELTA = PostedDocument(DocumentKind.JOURNAL_ENTRY, "300", "1", "TL-2", 200)
POSTED = SyncRecord(DAY, SyncState.POSTED, DUE_AT, DUE_AT + HOUR, document=INVOICE, settled_at=DUE_AT + HOUR)
ASKED = Directive(2, Place.OUT, DUE_AT + 5 * HOUR)
CALL = intent(at=DUE_AT + 3 * HOUR)


@pytest.mark.parametrize(
    ("changes", "hours"),
    [
        ({}, None),
        ({"state": SyncState.DUE}, 0),
        ({"state": SyncState.FAILED}, 0),
        ({"state": SyncState.HELD, "reason": HoldReason.VENDOR_UNAVAILABLE}, 0),
        ({"state": SyncState.HELD, "reason": HoldReason.NOT_TIED}, None),
        ({"intent": CALL}, 3),
        ({"open_work": OpenWork.UNPROVED}, 1),
        ({"document": None}, 1),
        ({"state": SyncState.UNDONE}, 1),
        ({"directive": ASKED, "directives_done": 1}, 5),
        ({"directive": ASKED, "directives_done": 2}, None),
        ({"directive": ASKED, "directives_done": 1, "intent": CALL}, 3),
    ],
)
def test_a_day_is_open_since_the_oldest_part_that_is_unsettled(changes, hours):
    expected = None if hours is None else DUE_AT + hours * HOUR

    assert replace(POSTED, **changes).open_since == expected


@pytest.mark.parametrize(
    ("state", "document", "is_belied"),
    [
        (SyncState.POSTED, None, True),
        (SyncState.POSTED_WITH_GAPS, None, True),
        (SyncState.POSTED, INVOICE, False),
        (SyncState.EMPTY, INVOICE, True),
        (SyncState.UNDONE, INVOICE, True),
        (SyncState.UNDONE, None, False),
        (SyncState.HELD, INVOICE, False),
        (SyncState.HELD, None, False),
    ],
)
def test_a_state_is_belied_by_books_that_hold_the_opposite(state, document, is_belied):
    assert replace(POSTED, state=state, document=document).is_belied is is_belied


def test_a_day_settled_at_an_instant_has_settled_since_it():
    assert POSTED.has_settled_since(DUE_AT + HOUR)
    assert not POSTED.has_settled_since(DUE_AT + HOUR + SECOND)
    assert not replace(POSTED, settled_at=None).has_settled_since(DUE_AT)


@pytest.mark.parametrize(("days_after", "is_of_a_close"), [(0, True), (1, True), (2, True), (3, False)])
def test_a_day_that_is_due_within_two_dates_is_of_a_close_and_else_of_history(days_after, is_of_a_close):
    due_at = datetime(2026, 11, 23, 23, tzinfo=UTC) + timedelta(days=days_after)

    assert replace(POSTED, due_at=due_at).is_of_a_close is is_of_a_close


def test_the_books_know_the_versions_of_a_day_its_payments_and_its_corrections():
    books = replace(POSTED, deltas=(DELTA,)).books

    assert [books.version_of(each) for each in ("100", "201", "300", "999")] == ["7", "3", "1", None]
    assert books.documents == (INVOICE, DELTA)


def test_a_look_is_about_every_date_that_it_names():
    request = SyncRequest(DAY, SyncCause.LOOK, DUE_AT, (date(2026, 11, 22), date(2026, 11, 20)))

    assert [each.business_date.day for each in request.days] == [23, 22, 20]
    assert {(each.merchant_id, each.location) for each in request.days} == {("m_1", "304267:1")}


@pytest.mark.parametrize(("count", "last"), [(100, "99"), (101, "and 1 more"), (250, "and 150 more")])
def test_a_record_keeps_a_hundred_details_and_counts_the_others(count, last):
    kept = shortened(tuple(str(number) for number in range(count)))

    assert (kept[-1], kept[99]) == (last, "99")


@pytest.mark.parametrize(("since", "stands"), [(156 * HOUR - SECOND, True), (156 * HOUR, False)])
def test_a_mark_stands_for_six_days_and_a_half(since, stands):
    assert LastReading("mark", DUE_AT).stands(DUE_AT + since) is stands
