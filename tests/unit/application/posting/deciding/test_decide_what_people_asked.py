"""What is to be done about a day with an open call, a request or an edit: one row a case."""

from dataclasses import replace
from datetime import timedelta

import pytest

from daybook.application.posting.decide import decide
from daybook.application.posting.steps import (
    End,
    Forget,
    Keep,
    KeepAsEdited,
    LookAgain,
    Repeat,
    TakeOut,
    Write,
)
from daybook.domain.errors import HoldReason
from daybook.domain.posting.books_calls import LOOK_UP_AFTER, CallAction
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.directives import Directive, Place
from daybook.domain.sync.drift import Drift, DriftKind
from daybook.domain.sync.location_day import SyncCause, SyncState
from daybook.domain.sync.releases import question_of_drift, release_of
from unit.application.posting.deciding.on_record import (
    CORRECTED_LATER,
    NOW,
    OPEN,
    check_step,
    correction,
    figures,
    intent,
    record,
)

SCHEDULE, RECHECK, REDO = SyncCause.SCHEDULE, SyncCause.RECHECK, SyncCause.REDO
OUT, IN = Directive(1, Place.OUT, NOW), Directive(1, Place.IN, NOW)
JUST_NOW, FIVE_MINUTES_AGO = NOW - timedelta(minutes=1), NOW - LOOK_UP_AFTER
EDITED = Drift(DriftKind.EDITED, "100", NOW)
TOUCHED = HoldReason.TOUCHED_IN_QUICKBOOKS


def missing(action=CallAction.POST, *, at=JUST_NOW):
    """A call of which a look-up found nothing."""
    return intent(action, missed_at=at)


SOLD, MORE, NOTHING = figures(1000), figures(1500), figures(0)
EMPTY = record(state=SyncState.EMPTY)
POSTED, DELTAS = record(1000), record(1000, deltas=(correction(200),))
PARTLY = record(1000, open_work=OpenWork.PARTLY, content_hash="", lines_hash="")
UNDONE = record(state=SyncState.UNDONE, revision=1)
CASES = {
    # A call of which the books hold nothing
    "a posting that never arrived goes out again": (record(intent=missing()), SOLD, RECHECK, OPEN, Repeat()),
    "so it does when the figures have changed since": (record(intent=missing()), MORE, RECHECK, OPEN, Repeat()),
    "an emptied day is looked up twice": (
        record(intent=missing()),
        NOTHING,
        RECHECK,
        OPEN,
        LookAgain(JUST_NOW + LOOK_UP_AFTER),
    ),
    "the second look ends it": (record(intent=missing(at=FIVE_MINUTES_AGO)), NOTHING, RECHECK, OPEN, Forget()),
    "a day that a person wants out is looked up twice": (
        record(intent=missing(), directive=OUT),
        SOLD,
        RECHECK,
        OPEN,
        LookAgain(JUST_NOW + LOOK_UP_AFTER),
    ),
    "an amendment of an emptied day goes out again": (
        record(1000, intent=missing(CallAction.AMEND)),
        NOTHING,
        RECHECK,
        OPEN,
        Repeat(),
    ),
    "so does a removal": (record(1000, intent=missing(CallAction.REMOVE)), NOTHING, RECHECK, OPEN, Repeat()),
    "a correction of an emptied day is looked up twice": (
        record(1000, intent=missing(CallAction.DELTA)),
        NOTHING,
        RECHECK,
        CORRECTED_LATER,
        LookAgain(JUST_NOW + LOOK_UP_AFTER),
    ),
    # What a person asked
    "a day that is wanted out leaves the books": (
        replace(POSTED, directive=OUT),
        SOLD,
        SyncCause.UNDO,
        OPEN,
        TakeOut(SyncState.UNDONE),
    ),
    "with all that was done by halves": (
        replace(PARTLY, directive=OUT),
        SOLD,
        SyncCause.UNDO,
        OPEN,
        TakeOut(SyncState.UNDONE),
    ),
    "it is undone when nothing stands": (
        replace(EMPTY, directive=OUT),
        SOLD,
        SyncCause.UNDO,
        OPEN,
        End(SyncState.UNDONE),
    ),
    "an undone day stays out": (UNDONE, SOLD, SCHEDULE, OPEN, End(SyncState.UNDONE)),
    "it comes back when it is wanted in": (replace(UNDONE, directive=IN), SOLD, REDO, OPEN, Write()),
    "a directive that was carried out does nothing": (
        replace(POSTED, directive=OUT, directives_done=1),
        SOLD,
        SCHEDULE,
        OPEN,
        Keep(),
    ),
    # QuickBooks stored something else, or a person was there
    "an answer that differs stays held": (
        record(1000, SyncState.HELD, reason=HoldReason.RESPONSE_DIFFERS),
        MORE,
        RECHECK,
        OPEN,
        HoldReason.RESPONSE_DIFFERS,
    ),
    "but it can be taken out": (
        record(1000, SyncState.HELD, reason=HoldReason.RESPONSE_DIFFERS, directive=OUT),
        MORE,
        SyncCause.UNDO,
        OPEN,
        TakeOut(SyncState.UNDONE),
    ),
    "an edit that is wanted is kept": (
        record(1000, SyncState.HELD, reason=TOUCHED, question="q", released=frozenset({release_of(TOUCHED, "q")})),
        MORE,
        SyncCause.RELEASE,
        OPEN,
        KeepAsEdited(),
    ),
    "an edit that was noticed and is wanted is kept": (
        replace(POSTED, drift=EDITED, released=frozenset({release_of(TOUCHED, question_of_drift(EDITED))})),
        MORE,
        SyncCause.RELEASE,
        OPEN,
        KeepAsEdited(),
    ),
    "the release of another edit keeps nothing": (
        record(1000, SyncState.HELD, reason=TOUCHED, question="q", released=frozenset({release_of(TOUCHED, "p")})),
        MORE,
        SyncCause.RELEASE,
        OPEN,
        Write(),
    ),
    "an edit of a day in two periods is kept": (
        replace(DELTAS, drift=EDITED, released=frozenset({release_of(TOUCHED, question_of_drift(EDITED))})),
        MORE,
        SyncCause.RELEASE,
        OPEN,
        KeepAsEdited(),
    ),
    "a document that was removed is no edit to keep": (
        replace(
            POSTED,
            drift=replace(EDITED, kind=DriftKind.REMOVED),
            released=frozenset({release_of(TOUCHED, question_of_drift(EDITED))}),
        ),
        MORE,
        SyncCause.RELEASE,
        OPEN,
        Write(),
    ),
}


@pytest.mark.parametrize(("facts", "told", "cause", "period", "expected"), CASES.values(), ids=CASES)
def test_the_step_of_a_day(facts, told, cause, period, expected):
    check_step(decide(facts, told, cause, period, NOW), expected)
