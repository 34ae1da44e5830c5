"""What the sync log is narrowed to, and the records within it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from daybook.adapters.web.http.requests import day_of
from daybook.adapters.web.http.visit import Visit
from daybook.application.days.settle_holds import reason_to_overrule
from daybook.domain.errors import HoldReason
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import story_of
from daybook.domain.sync.location_day import SyncRecord, SyncState

DAYS_SHOWN = 35
# Neither a page nor a file grows with the history of a merchant: an answer of Lambda has at most six megabytes.
MOST_ON_A_PAGE, MOST_IN_A_FILE = 92, 366


@dataclass(frozen=True, slots=True)
class LogFilter:
    """A range and a store; a state as pages say it, or an outcome as records and the JSON API have it; one reason.

    `page` is the newest date that is shown of a long list. `is_cut`: the address asked for more days.
    """

    first: date
    last: date
    location: str = ""
    state: DayState | None = None
    outcome: SyncState | None = None
    reason: HoldReason | None = None
    page: date | None = None
    is_cut: bool = False

    @property
    def query(self) -> str:
        """The filter as the address writes it."""
        names = ("first", "last", "location", "state", "outcome", "reason", "page")
        return urlencode({name: str(value) for name in names if (value := getattr(self, name))})

    def admits(self, record: SyncRecord, state: DayState) -> bool:
        """Whether a record of the range is within the filter."""
        return self.state in {None, state} and self.reason in {None, reason_to_overrule(record)}


def filter_of(visit: Visit, most: int = MOST_ON_A_PAGE) -> LogFilter:
    """The filter that the address names, its newest `most` days.

    It is the last five weeks where the address names none; wrong words are left out.
    """
    query = visit.request.query
    newest = max(place.calendar.last_closed(visit.systems.clock.now()) for place in visit.profile.active_locations)
    last = visit.request.day("last") or newest
    first = visit.request.day("first") or last - timedelta(days=DAYS_SHOWN - 1)
    location = query.get("location", "")
    first, last = min(first, last), max(first, last)
    is_cut = (last - first).days >= most
    return LogFilter(
        first=last - timedelta(days=most - 1) if is_cut else first,
        last=last,
        location=location if location in {place["value"] for place in locations_of(visit)} else "",
        state=next((state for state in DayState if state == query.get("state")), None),
        outcome=next((outcome for outcome in SyncState if outcome == query.get("outcome")), None),
        reason=next((reason for reason in HoldReason if reason == query.get("reason")), None),
        page=day_of(query.get("page", "")),
        is_cut=is_cut,
    )


def records_of(visit: Visit, chosen: LogFilter) -> Iterable[SyncRecord]:
    """The merchant's records within a filter, newest first; on which page they stand does not matter."""
    now = visit.systems.clock.now()
    records = visit.systems.sync_log.history(
        visit.merchant_id,
        first=chosen.first,
        last=chosen.last,
        state=chosen.outcome,
        location=chosen.location or None,
    )
    return (record for record in records if chosen.admits(record, story_of(record, now).state))


def locations_of(visit: Visit) -> list[dict[str, str]]:
    """The stores to choose from, and all of them as one where there are several."""
    places = [{"value": place.id, "word": place.name} for place in visit.profile.locations]
    return [*places, {"value": "all", "word": visit.location_name("all")}] if len(places) > 1 else places
