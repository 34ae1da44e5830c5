"""What the sync log is narrowed to, and the records within it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self
from urllib.parse import urlencode

from daybook.adapters.web.http.requests import day_of
from daybook.adapters.web.http.visit import Visit
from daybook.application.company.known_dates import history_of
from daybook.application.days.settle_holds import reason_to_overrule
from daybook.domain.errors import HoldReason
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import story_of
from daybook.domain.sync.location_day import SyncRecord, SyncState

DAYS_SHOWN = 35
# Neither a page nor a file grows with the history or the stores of a merchant: an answer of Lambda has at most six
# megabytes and thirty seconds.
MOST_ON_A_PAGE, MOST_IN_A_FILE = 92, 366
MOST_ROWS_IN_A_FILE = 10_000


@dataclass(frozen=True, slots=True)
class LogFilter:
    """A range and a store; a state as pages say it, or an outcome as records and the JSON API have it; one reason.

    `page` is the newest date that is shown of a long list. `asked_first` is the oldest date that the address asked for;
    it is before `first` where it asked for more days than are shown.
    """

    first: date
    last: date
    location: str = ""
    state: DayState | None = None
    outcome: SyncState | None = None
    reason: HoldReason | None = None
    page: date | None = None
    asked_first: date | None = None

    @property
    def is_cut(self) -> bool:
        """Whether the address asked for more days."""
        return self.asked_first is not None and self.asked_first < self.first

    @property
    def rest(self) -> Self:
        """The days that the address asked for and that are before the first one."""
        return replace(self, first=self.asked_first or self.first, last=self.first - timedelta(days=1), page=None)

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
    return LogFilter(
        first=max(first, last - timedelta(days=most - 1)),
        last=last,
        location=location if location in {place["value"] for place in locations_of(visit)} else "",
        state=next((state for state in DayState if state == query.get("state")), None),
        outcome=next((outcome for outcome in SyncState if outcome == query.get("outcome")), None),
        reason=next((reason for reason in HoldReason if reason == query.get("reason")), None),
        page=day_of(query.get("page", "")),
        asked_first=first,
    )


def most_days_in_a_file(visit: Visit) -> int:
    """How many days a file has at most: a year, or as many as its rows allow where there are many stores."""
    stores = 1 if visit.request.query.get("location") else len(visit.profile.locations)
    return max(1, min(MOST_IN_A_FILE, MOST_ROWS_IN_A_FILE // max(stores, 1)))


def records_of(visit: Visit, chosen: LogFilter) -> Iterable[SyncRecord]:
    """The merchant's records within a filter, newest first; on which page they stand does not matter."""
    now = visit.systems.clock.now()
    records = history_of(
        visit.merchant_id,
        visit.systems,
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
