"""The days of the sync log within a filter, by page: only the records of the days of one page are read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from daybook.adapters.web.days.log.filter import LogFilter, records_of
from daybook.adapters.web.http.visit import Visit
from daybook.application.company.known_dates import KnownDates, known_dates
from daybook.domain.sync.date_sums import DateSums, add_up
from daybook.domain.sync.day_story import story_of
from daybook.domain.sync.location_day import LocationDay, SyncRecord

ROWS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class FoundDays:
    """Every day within a filter, newest first, and the sums of each date within it."""

    days: tuple[LocationDay, ...]
    sums: Mapping[date, DateSums]
    known: KnownDates

    @property
    def newest(self) -> date | None:
        """The newest date; None if no day was found."""
        return self.days[0].business_date if self.days else None


@dataclass(frozen=True, slots=True)
class LogPage:
    """The days of one page, and the dates that the pages of newer and of older days begin with.

    `newer` and `older` are None where there is no such page; `newer` is the newest date there is on the first page.
    """

    days: tuple[LocationDay, ...]
    newer: date | None
    older: date | None


def found_days(visit: Visit, chosen: LogFilter) -> FoundDays:
    """The days within a filter. The days of one store, and those that wait for one reason, are told by their records.

    All others are told by the sums of their date.
    """
    known = known_dates(visit.connection, visit.profile, chosen.first, chosen.last, visit.systems)
    if chosen.location or chosen.outcome or chosen.reason:
        is_of_a_reason = not (chosen.location or chosen.outcome)
        records = _asking(visit, chosen, known) if is_of_a_reason else list(records_of(visit, chosen))
        known = replace(known, read={**known.read, **{record.day: record for record in records}})
        sums = _added_up(visit, records)
    else:
        sums = {on: each.of_state(chosen.state) for on, each in known.sums.items()}
    days = [LocationDay(visit.merchant_id, on, place) for on, each in sums.items() for place in each.by_location]
    return FoundDays(tuple(sorted(days, reverse=True)), sums, known)


def page_of(days: Sequence[LocationDay], begins: date | None) -> LogPage:
    """The page that begins with a date, or the first one, of days that come newest first; no date is cut in two."""
    rest = [day for day in days if begins is None or day.business_date <= begins]
    newer = [day for day in days if begins is not None and day.business_date > begins]
    shown = _that_fit(rest)
    before = _that_fit(newer[::-1])
    return LogPage(
        days=shown,
        newer=before[-1].business_date if before else None,
        older=rest[len(shown)].business_date if len(rest) > len(shown) else None,
    )


def _that_fit(days: Sequence[LocationDay]) -> tuple[LocationDay, ...]:
    """Whole dates from the first one on, as many as fit; at least one."""
    shown: list[LocationDay] = []
    for _, of_date in groupby(days, key=lambda day: day.business_date):
        together = list(of_date)
        if shown and len(shown) + len(together) > ROWS_SHOWN:
            break
        shown += together
    return tuple(shown)


def _asking(visit: Visit, chosen: LogFilter, known: KnownDates) -> list[SyncRecord]:
    now = visit.systems.clock.now()
    records = known.records(known.asking, visit.systems.sync_log)
    return [record for record in records if chosen.admits(record, story_of(record, now).state)]


def _added_up(visit: Visit, records: Iterable[SyncRecord]) -> dict[date, DateSums]:
    now = visit.systems.clock.now()
    by_date = groupby(records, key=lambda record: record.day.business_date)
    return {on: add_up(on, of_date, now) for on, of_date in by_date}
