"""What is to be done about a day: one row a case."""

from dataclasses import replace

import pytest

from daybook.application.posting.decide import closed, decide
from daybook.application.posting.steps import (
    Correct,
    End,
    Keep,
    KeepAsEdited,
    TakeBack,
    TakeOut,
    Write,
)
from daybook.domain.errors import HoldReason, LaterReleaseError, NeedsAttentionError
from daybook.domain.posting.posted_documents import EDITED_BODY
from daybook.domain.sync.books_state import OpenWork
from daybook.domain.sync.location_day import SyncCause, SyncState
from unit.application.posting.deciding.on_record import (
    CLOSED,
    CORRECTED_LATER,
    INVOICE,
    NOW,
    OPEN,
    check_step,
    correction,
    figures,
    intent,
    record,
    to_open_period,
)

SCHEDULE, RECHECK, RECLASS, REDO = SyncCause.SCHEDULE, SyncCause.RECHECK, SyncCause.RECLASS, SyncCause.REDO
REFUSED = replace(OPEN, refusal=NeedsAttentionError(HoldReason.CLOSED_PERIOD, "closed", details=("6200",)))


SOLD, MORE, NOTHING = figures(1000), figures(1500), figures(0)
NEW, EMPTY = record(state=SyncState.DUE), record(state=SyncState.EMPTY)
POSTED, DELTAS = record(1000), record(1000, deltas=(correction(200),))
IN_ONE_LATER = record(1000, document=None, deltas=(correction(1000),))
PARTLY = record(1000, open_work=OpenWork.PARTLY, content_hash="", lines_hash="")
KEPT = replace(POSTED.document, body_hash=EDITED_BODY)
CASES = {
    # Nothing stands yet
    "a new day is posted": (NEW, SOLD, SCHEDULE, OPEN, Write()),
    "a day without sales is empty": (NEW, NOTHING, SCHEDULE, OPEN, End(SyncState.EMPTY)),
    "an empty day that sold after all is posted": (EMPTY, SOLD, RECHECK, OPEN, Write()),
    "a first posting asks QuickBooks whether the period is closed": (NEW, SOLD, SCHEDULE, CLOSED, Write()),
    "a first posting that was refused is held, whatever the merchant chose for changes": (
        NEW,
        SOLD,
        SCHEDULE,
        replace(CORRECTED_LATER, refusal=REFUSED.refusal),
        HoldReason.CLOSED_PERIOD,
    ),
    "its release posts it to the first open period": (
        to_open_period(NEW, SOLD, CLOSED),
        SOLD,
        SyncCause.RELEASE,
        CLOSED,
        Correct(),
    ),
    # A whole document stands
    "the same figures are kept": (POSTED, SOLD, RECHECK, OPEN, Keep()),
    "also in a closed period": (POSTED, SOLD, RECHECK, CLOSED, Keep()),
    "also on other accounts, for a re-read": (POSTED, figures(1000, accounts="!"), RECHECK, OPEN, Keep()),
    "a re-class applies the accounts": (POSTED, figures(1000, accounts="!"), RECLASS, OPEN, Write()),
    "so does a redo": (POSTED, figures(1000, accounts="!"), REDO, OPEN, Write()),
    "a re-class of a closed day is held": (
        POSTED,
        figures(1000, accounts="!"),
        RECLASS,
        CLOSED,
        HoldReason.CLOSED_PERIOD,
    ),
    "other figures are written": (POSTED, MORE, RECHECK, OPEN, Write()),
    "another document kind alone changes nothing": (POSTED, figures(1000, INVOICE), RECHECK, OPEN, Keep()),
    "a day that lost its sales leaves the books": (POSTED, NOTHING, RECHECK, OPEN, TakeOut(SyncState.EMPTY)),
    "a change in a closed period is held": (POSTED, MORE, RECHECK, CLOSED, HoldReason.CLOSED_PERIOD),
    "a lost sale in a closed period is held": (POSTED, NOTHING, RECHECK, CLOSED, HoldReason.CLOSED_PERIOD),
    "a change is corrected later where the merchant chose so": (POSTED, MORE, RECHECK, CORRECTED_LATER, Correct()),
    "also the loss of all sales": (POSTED, NOTHING, RECHECK, CORRECTED_LATER, Correct()),
    "a released change is corrected later": (
        to_open_period(POSTED, MORE, CLOSED),
        MORE,
        SyncCause.RELEASE,
        CLOSED,
        Correct(),
    ),
    "a release of other figures releases nothing": (
        to_open_period(POSTED, figures(1400), CLOSED),
        MORE,
        SyncCause.RELEASE,
        CLOSED,
        HoldReason.CLOSED_PERIOD,
    ),
    "a release of an earlier version counts for its reason": (
        replace(POSTED, released=frozenset({HoldReason.CLOSED_PERIOD.value})),
        MORE,
        SyncCause.RELEASE,
        CLOSED,
        Correct(),
    ),
    "a refusal of the amendment tells that the period is closed": (
        POSTED,
        MORE,
        RECHECK,
        replace(REFUSED, is_closed=True),
        HoldReason.CLOSED_PERIOD,
    ),
    # A correction stands
    "a corrected day with its figures is kept": (DELTAS, SOLD, RECHECK, CLOSED, Keep()),
    "a day in two periods gets another correction, also when its own opens again": (
        DELTAS,
        MORE,
        RECHECK,
        OPEN,
        Correct(),
    ),
    "so does a day that lies in a later period alone": (IN_ONE_LATER, MORE, RECHECK, OPEN, Correct()),
    # Half a change stands
    "half a change is finished": (PARTLY, MORE, RECHECK, OPEN, Write()),
    "also when the figures have come back": (
        replace(PARTLY, content_hash=SOLD.content_hash),
        SOLD,
        RECHECK,
        OPEN,
        Write(),
    ),
    "also in a period that is known to be closed: QuickBooks decides": (PARTLY, MORE, RECHECK, CLOSED, Write()),
    "it never becomes a correction": (PARTLY, MORE, RECHECK, CORRECTED_LATER, Write()),
    "half a change of an emptied day is taken out": (PARTLY, NOTHING, RECHECK, OPEN, TakeOut(SyncState.EMPTY)),
    "half a change that the closed period refuses is held": (PARTLY, MORE, RECHECK, REFUSED, HoldReason.CLOSED_PERIOD),
    "half an undo of an edit that a person keeps is finished or kept by the person": (
        replace(PARTLY, document=KEPT),
        MORE,
        RECHECK,
        OPEN,
        HoldReason.TOUCHED_IN_QUICKBOOKS,
    ),
    "a kept edit beside which talech changed is asked about": (
        record(1000, document=KEPT),
        MORE,
        RECHECK,
        OPEN,
        HoldReason.TOUCHED_IN_QUICKBOOKS,
    ),
    "a kept edit beside which nothing changed stays": (record(1000, document=KEPT), SOLD, RECHECK, OPEN, Keep()),
    "a kept edit that no outcome has told yet is told": (
        record(1000, document=KEPT, content_hash="", lines_hash=""),
        SOLD,
        RECHECK,
        OPEN,
        KeepAsEdited(),
    ),
    "a day in two periods begins anew": (
        replace(DELTAS, open_work=OpenWork.PARTLY),
        MORE,
        RECHECK,
        OPEN,
        TakeOut(SyncState.DUE),
    ),
    "a correction with a tax of its own is taken back": (
        replace(DELTAS, open_work=OpenWork.PARTLY, deltas=(correction(200, body_hash=""),)),
        MORE,
        RECHECK,
        OPEN,
        TakeBack(),
    ),
}


@pytest.mark.parametrize(("facts", "told", "cause", "period", "expected"), CASES.values(), ids=CASES)
def test_the_step_of_a_day(facts, told, cause, period, expected):
    check_step(decide(facts, told, cause, period, NOW), expected)


def test_nothing_is_decided_before_a_call_without_an_answer_was_looked_up():
    with pytest.raises(ValueError, match="looked up before"):
        decide(record(intent=intent()), SOLD, RECHECK, OPEN, NOW)


def test_a_hash_of_a_later_release_is_left_to_that_release():
    with pytest.raises(LaterReleaseError):
        decide(record(1000, content_hash="3:unknown"), SOLD, RECHECK, OPEN, NOW)


@pytest.mark.parametrize("stored", ["as it was", ""])
def test_a_hash_without_a_version_is_compared_as_it_was_made(stored):
    told = replace(SOLD, unversioned_content_hash="as it was")
    expected = Keep() if stored else Write()

    assert decide(record(1000, content_hash=stored), told, RECHECK, OPEN, NOW) == expected


def test_the_hold_of_a_closed_period_asks_about_these_figures_this_date_and_this_document():
    asked = closed(POSTED, MORE, CLOSED).question

    assert closed(POSTED, MORE, replace(CLOSED, refusal=REFUSED.refusal)).question == asked
    assert closed(POSTED, figures(1400), CLOSED).question != asked
    assert closed(POSTED, MORE, replace(CLOSED, first_open=NOW.date())).question != asked
    assert closed(record(1000, document=None), MORE, CLOSED).question != asked


def test_the_hold_of_a_closed_period_tells_what_quickbooks_said():
    refusal = NeedsAttentionError(HoldReason.CLOSED_PERIOD, "closed", details=("till November",), fault_code=6200)

    stop = closed(POSTED, MORE, replace(CLOSED, refusal=refusal))

    assert (stop.details, stop.fault_code) == (("till November",), 6200)
