"""What a press on a day's page has come to: under way at first, and on every later look what happened."""

from collections.abc import Mapping
from datetime import datetime

from daybook.adapters.web.http.visit import Visit
from daybook.domain.sync.day_state import DayAction
from daybook.domain.sync.directives import withdrawal_in
from daybook.domain.sync.location_day import SyncRecord, SyncState
from daybook.domain.words import noted

_UNDER_WAY: Mapping[DayAction, str] = {
    DayAction.RETRY: noted("The day is being read again. This page shows the outcome in a moment."),
    DayAction.RELEASE: noted("The day is being posted as it is. This page shows the outcome in a moment."),
}
# A request of these is in the record for as long as it is under way, and the page says so to every reader.
_OF_DIRECTIVES = frozenset({DayAction.UNDO, DayAction.REDO})
_NOT_DONE = noted("The day is as it was. Why is said below.")
_OUTCOMES: Mapping[SyncState, str] = {
    SyncState.POSTED: noted("Done: the day is in your books."),
    SyncState.POSTED_WITH_GAPS: noted("Done: the day is in your books. What it still lacks is said below."),
    SyncState.EMPTY: noted("Done: talech reports nothing sold on this day, so there is nothing to post."),
    SyncState.HELD: noted("The day was tried again and still waits for you. Why is said below."),
    SyncState.FAILED: noted("The day was tried again without success. Why is said below."),
    SyncState.UNDONE: noted("The day was taken out of your books."),
}


def done_query(action: DayAction, now: datetime) -> str:
    """The query that makes the page after a press say what came of it."""
    return f"done={action}&since={int(now.timestamp() * 1000)}"


def day_notice(record: SyncRecord, visit: Visit) -> str:
    """What became of the press that the address names; empty where it names none.

    An old address, for instance one that was kept as a bookmark, shows how the day stands, never that it is under way.
    """
    query = visit.request.query
    action = next((action for action in DayAction if action == query.get("done")), None)
    if action is None:
        return ""
    if action in _OF_DIRECTIVES and record.open_directive is not None:
        return ""
    if action in _OF_DIRECTIVES and withdrawal_in(record.message) is not None:
        return visit.speech.say(_NOT_DONE)
    pressed = _milliseconds(query.get("since", ""))
    settled = record.settled_at.timestamp() * 1000 if record.settled_at else 0.0
    if action in _UNDER_WAY and settled <= pressed:
        return visit.speech.say(_UNDER_WAY[action])
    return visit.speech.say(_OUTCOMES[record.state]) if record.state in _OUTCOMES else ""


def _milliseconds(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
