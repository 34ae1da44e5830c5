"""A location-day as every page, mail, call and command tells it: its story, who acts, and the one thing to do."""

from dataclasses import dataclass
from datetime import datetime

from daybook.application.days.settle_holds import may_be_released, reason_to_overrule
from daybook.application.mapping.gap_proposals import TAX_CODE_GAP
from daybook.domain.catalogue.entries import Actor, Entry
from daybook.domain.catalogue.error_catalogue import entry_for_settled, entry_for_withdrawn
from daybook.domain.errors import HoldReason
from daybook.domain.sync.day_state import DayState, NextStep
from daybook.domain.sync.day_story import DayStory, story_of
from daybook.domain.sync.directives import Place
from daybook.domain.sync.drift import DriftKind
from daybook.domain.sync.location_day import SyncRecord

# What a person does in Daybook about a reason that no release settles; for any other, its cause is settled elsewhere.
_OF_REASON = {
    HoldReason.NEEDS_RECONNECT: NextStep.RECONNECT,
    HoldReason.ACCOUNT_UNUSABLE: NextStep.ACCOUNTS,
}
_OF_WITHDRAWN = {Place.OUT: NextStep.UNDO, Place.IN: NextStep.REDO}
_DECIDE = frozenset({Actor.MERCHANT, Actor.ACCOUNTANT})


@dataclass(frozen=True, slots=True)
class ToldDay:
    """What is true of a day, and what is to be done about it.

    `entry` of the catalogue says why the day needs a person; a day that lacks an account has none. `who` acts; it is
    `Actor.NOBODY` where nothing is to be done or a worker is at the day. `step` is what merchant or accountant do.
    """

    story: DayStory
    entry: Entry | None
    who: Actor
    step: NextStep


def told_day(record: SyncRecord, now: datetime | None = None) -> ToldDay:
    """What the record of a day says of it; without a time of looking, no day counts as being worked on."""
    story, entry = story_of(record, now), entry_for_settled(record)
    if record.open_directive is not None or story.state is DayState.COMING:
        return ToldDay(story, entry, Actor.NOBODY, NextStep.NOTHING)
    if entry is not None:
        return ToldDay(story, entry, entry.who, _step(record, entry) if entry.who in _DECIDE else NextStep.NOTHING)
    step = _step_unsaid(record, story)
    return ToldDay(story, None, Actor.NOBODY if step is NextStep.NOTHING else Actor.MERCHANT, step)


def _step(record: SyncRecord, entry: Entry) -> NextStep:
    """What the merchant or the accountant does about a day that the catalogue has an entry for."""
    if may_be_released(record):
        is_edited = reason_to_overrule(record) is HoldReason.TOUCHED_IN_QUICKBOOKS
        return NextStep.KEEP if is_edited else NextStep.RELEASE
    if record.drift is not None and record.drift.kind is DriftKind.REMOVED:
        return NextStep.UNDO
    if entry is entry_for_withdrawn(record):
        return _OF_WITHDRAWN[record.directive.place] if record.directive else NextStep.NOTHING
    return NextStep.RETRY if record.reason is None else _OF_REASON.get(record.reason, NextStep.RETRY)


def _step_unsaid(record: SyncRecord, story: DayStory) -> NextStep:
    """What the merchant does about a day that did not arrive, or that is posted and lacks an account or a tax code."""
    if story.state is DayState.MISSING:
        return NextStep.SYNC
    if not record.gaps:
        return NextStep.NOTHING
    is_of_taxes = all(gap.startswith(TAX_CODE_GAP) for gap in record.gaps)
    return NextStep.TAX_CODES if is_of_taxes else NextStep.ACCOUNTS
