"""What the record of a day says of it: its state, where it lies, its figures and how current its proof is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from daybook.domain.errors import HoldReason
from daybook.domain.posting.day_figures import DayFigures
from daybook.domain.posting.documents import DocumentKind
from daybook.domain.posting.posted_documents import PostedDocument
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import DayStory, Lies, state_of_outcome, story_of
from daybook.domain.sync.directives import Directive, Place
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import LocationDay, SyncRecord, SyncState
from daybook.domain.sync.waiting_change import WaitingChange

NOW = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
PROVED = datetime(2026, 11, 24, 9, 2, tzinfo=UTC)
LONG_AGO = NOW - timedelta(hours=1)
SOLD, MORE = DayFigures(1_000, 130, 0, 1_130), WaitingChange(DayFigures(2_000, 260, 0, 2_260), 1_130)
ENTRY = PostedDocument(DocumentKind.JOURNAL_ENTRY, "100", "0", "TL-261123-QUEE-E2", 1130)
LATER = replace(ENTRY, id="101", doc_number="TL-261123-QUEE-D1")
EDITED, REMOVED = (Drift(kind, "100", NOW) for kind in (DriftKind.EDITED, DriftKind.REMOVED))

DUE = SyncRecord(LocationDay("m_1", date(2026, 11, 23), "304267:1"), SyncState.DUE, LONG_AGO, LONG_AGO)
POSTED = replace(DUE, state=SyncState.POSTED, document=ENTRY, content_hash="c", figures=SOLD, proved_at=PROVED)
HELD = replace(POSTED, state=SyncState.HELD, reason=HoldReason.CLOSED_PERIOD, waiting=MORE)
OUT = replace(DUE, state=SyncState.HELD, reason=HoldReason.NOT_MAPPED, waiting=MORE)
PARTLY, UNPROVED = OpenWork.PARTLY, OpenWork.UNPROVED
TOUCHED = HoldReason.TOUCHED_IN_QUICKBOOKS


def of(record, **changes):
    return replace(record, **changes)


def story(state, lies, **more):
    """A story without figures, of which nothing is current."""
    nothing = {"booked": None, "waiting": None, "accepted_minor": None, "is_kept_edit": False, "proved_at": PROVED}
    return DayStory(**nothing | {"state": state, "lies": lies, "is_proof_current": False} | more)


def test_a_posted_day_is_in_the_books_with_its_figures_and_a_current_proof():
    assert story_of(POSTED, NOW) == story(DayState.POSTED, Lies.IN_THE_BOOKS, booked=SOLD, is_proof_current=True)


def test_a_held_day_has_what_the_books_hold_and_what_waits():
    changed = of(HELD, accepted_minor=7)

    assert story_of(changed, NOW) == story(DayState.CHANGE, Lies.IN_THE_BOOKS, booked=SOLD, waiting=MORE)
    assert story_of(OUT, NOW) == story(DayState.HELD, Lies.OUTSIDE, waiting=MORE, proved_at=None)


@pytest.mark.parametrize("minor", [-250, 0, 250])
def test_an_accepted_difference_is_told_of_a_posted_day(minor):
    accepted = of(POSTED, accepted_minor=minor, waiting=MORE)

    assert story_of(accepted, NOW) == story(
        DayState.ACCEPTED, Lies.IN_THE_BOOKS, booked=SOLD, accepted_minor=minor, is_proof_current=True
    )


def test_a_kept_edit_has_no_figures_and_no_current_proof():
    kept = of(POSTED, accepted_minor=0, figures=None, content_hash="")

    assert story_of(kept, NOW) == story(DayState.ACCEPTED, Lies.IN_THE_BOOKS, accepted_minor=0, is_kept_edit=True)


@pytest.mark.parametrize(
    ("record", "is_kept_edit"),
    [
        (of(POSTED, accepted_minor=5, figures=None), True),
        (of(POSTED, accepted_minor=5), False),
        (of(POSTED, figures=None), False),
        (of(HELD, accepted_minor=5, figures=None), False),
        (of(POSTED, state=SyncState.POSTED_WITH_GAPS, accepted_minor=5, figures=None), True),
    ],
)
def test_a_kept_edit_is_posted_accepted_and_without_figures(record, is_kept_edit):
    assert story_of(record, NOW).is_kept_edit is is_kept_edit


@pytest.mark.parametrize(
    ("record", "state", "lies"),
    [
        (DUE, DayState.MISSING, Lies.OUTSIDE),
        (of(DUE, document=ENTRY), DayState.COMING, Lies.IN_THE_BOOKS),
        (of(DUE, document=ENTRY, open_work=PARTLY), DayState.COMING, Lies.PARTLY),
        (of(POSTED, state=SyncState.POSTED_WITH_GAPS), DayState.GAPS, Lies.IN_THE_BOOKS),
        (of(POSTED, state=SyncState.POSTED_WITH_GAPS, accepted_minor=1), DayState.GAPS, Lies.IN_THE_BOOKS),
        (of(DUE, state=SyncState.EMPTY), DayState.EMPTY, Lies.OUTSIDE),
        (of(DUE, state=SyncState.FAILED), DayState.FAILED, Lies.OUTSIDE),
        (of(DUE, state=SyncState.UNDONE), DayState.UNDONE, Lies.OUTSIDE),
        (of(POSTED, open_work=UNPROVED), DayState.POSTED, Lies.IN_THE_BOOKS),
        (of(POSTED, open_work=PARTLY), DayState.COMING, Lies.PARTLY),
        (of(POSTED, document=None), DayState.COMING, Lies.OUTSIDE),
        (of(POSTED, document=None, deltas=(LATER,)), DayState.POSTED, Lies.IN_THE_BOOKS),
        (of(POSTED, drift=EDITED), DayState.EDITED, Lies.UNREAD),
        (of(POSTED, drift=REMOVED), DayState.REMOVED, Lies.OUTSIDE),
        (of(POSTED, drift=REMOVED, deltas=(LATER,)), DayState.PARTLY, Lies.PARTLY),
        (of(POSTED, drift=REMOVED, document=None), DayState.REMOVED, Lies.OUTSIDE),
        (of(POSTED, drift=EDITED, open_work=PARTLY), DayState.PARTLY, Lies.PARTLY),
        (HELD, DayState.CHANGE, Lies.IN_THE_BOOKS),
        (of(HELD, open_work=PARTLY), DayState.PARTLY, Lies.PARTLY),
        (of(HELD, reason=TOUCHED), DayState.EDITED, Lies.UNREAD),
        (of(HELD, drift=EDITED), DayState.EDITED, Lies.UNREAD),
        (of(HELD, drift=REMOVED), DayState.HELD, Lies.OUTSIDE),
        (of(HELD, drift=REMOVED, deltas=(LATER,)), DayState.PARTLY, Lies.PARTLY),
        (of(POSTED, reason=TOUCHED), DayState.POSTED, Lies.IN_THE_BOOKS),
        (of(HELD, document=None), DayState.HELD, Lies.OUTSIDE),
    ],
)
def test_a_day_lies_where_its_record_says_and_has_the_state_of_that(record, state, lies):
    story = story_of(record, NOW)

    assert (story.state, story.lies) == (state, lies)
    assert story.booked == (SOLD if lies is Lies.IN_THE_BOOKS and record.content_hash else None)


@pytest.mark.parametrize(
    ("ago", "state"),
    [
        (timedelta(0), DayState.COMING),
        (timedelta(minutes=59, seconds=59), DayState.COMING),
        (timedelta(hours=1), DayState.MISSING),
        (timedelta(days=2), DayState.MISSING),
    ],
)
def test_a_day_that_was_touched_within_the_hour_is_being_worked_on(ago, state):
    assert story_of(of(DUE, updated_at=NOW - ago), NOW).state is state


def test_without_a_time_of_looking_no_day_is_being_worked_on():
    assert story_of(of(DUE, updated_at=NOW)).state is DayState.MISSING
    assert story_of(POSTED).state is DayState.POSTED


def test_only_a_due_day_is_being_worked_on_because_it_is_fresh():
    assert story_of(of(DUE, state=SyncState.FAILED, updated_at=NOW), NOW).state is DayState.FAILED


@pytest.mark.parametrize(
    ("changes", "is_current"),
    [
        ({}, True),
        ({"state": SyncState.POSTED_WITH_GAPS}, True),
        ({"state": SyncState.UNDONE}, False),
        ({"content_hash": ""}, False),
        ({"drift": EDITED}, False),
        ({"open_work": UNPROVED}, False),
        ({"directive": Directive(2, Place.OUT, NOW), "directives_done": 1}, False),
        ({"directive": Directive(2, Place.OUT, NOW), "directives_done": 2}, True),
    ],
)
def test_a_proof_is_current_while_nothing_is_known_to_have_happened_since(changes, is_current):
    assert story_of(of(POSTED, **changes), NOW).is_proof_current is is_current


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (SyncState.DUE, DayState.MISSING),
        (SyncState.POSTED, DayState.POSTED),
        (SyncState.POSTED_WITH_GAPS, DayState.GAPS),
        (SyncState.EMPTY, DayState.EMPTY),
        (SyncState.HELD, DayState.HELD),
        (SyncState.FAILED, DayState.FAILED),
        (SyncState.UNDONE, DayState.UNDONE),
    ],
)
def test_a_list_of_one_state_has_a_word_for_it(state, word):
    assert state_of_outcome(state) is word
