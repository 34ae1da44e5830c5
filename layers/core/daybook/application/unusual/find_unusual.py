"""Unusual days of a merchant, from records and proofs alone: QuickBooks and talech are not asked, no day is held."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from daybook.application.ports.unusual import UnusualSystems
from daybook.domain.asking import AskDifferentlyError
from daybook.domain.company.connection import Connection
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.sync.day_state import DayState
from daybook.domain.sync.day_story import story_of
from daybook.domain.unusual.days import Answer, StoreDay, by_date, store_day
from daybook.domain.unusual.holidays import holidays_between
from daybook.domain.unusual.rules import Notice, Rule, notices

SHOWN = timedelta(days=60)
_COMPARED = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class UnusualDay:
    """A notice and the store that it is about."""

    location_id: str
    notice: Notice


def find_unusual(connection: Connection, profile: MerchantProfile, systems: UnusualSystems) -> tuple[UnusualDay, ...]:
    """The notices of the last 60 days that no person has answered, newest first."""
    today = systems.clock.now().date()
    first, answered = today - _COMPARED, systems.answered.answers(connection.merchant_id)
    found = [
        UnusualDay(location, notice)
        for location, days in _days(connection, first, today, systems).items()
        for notice in notices(days, _closed(profile, location, first, today), answered.of(location))
        if notice.day.on >= today - SHOWN
    ]
    return tuple(sorted(found, key=lambda each: (each.notice.day.on, each.location_id), reverse=True))


def answer(connection: Connection, about: tuple[str, date | None, str], said: str, systems: UnusualSystems) -> None:
    """Keep what a person says: that a day is right, or that it was wrong; it teaches the rules.

    Raises:
        AskDifferentlyError: the date, the rule or the answer is none that Daybook knows.
    """
    location, on, rule = about
    if on is None or " " in location or rule not in set(Rule) or said not in set(Answer):
        raise AskDifferentlyError("{rule!r} with {answer!r} is no answer to a notice", rule=rule, answer=said)
    known = systems.answered.answers(connection.merchant_id)
    systems.answered.save_answers(connection.merchant_id, known.with_answer(location, on, Rule(rule), Answer(said)))


def _days(connection: Connection, first: date, last: date, systems: UnusualSystems) -> dict[str, tuple[StoreDay, ...]]:
    """Posted days by store, and those that talech said are empty; a day of which nothing is known is left out."""
    now = systems.clock.now()
    days: defaultdict[str, dict[date, StoreDay]] = defaultdict(dict)
    for record in systems.sync_log.history(connection.merchant_id, first=first, last=last):
        if story_of(record, now).state is DayState.EMPTY:
            days[record.day.location][record.day.business_date] = StoreDay(record.day.business_date)
    for proof in systems.proofs.between(connection.merchant_id, first, last):
        for sold in proof.sales_days:
            days[sold.location_id][sold.business_date] = store_day(sold)
    return {location: by_date(found.values()) for location, found in days.items()}


def _closed(profile: MerchantProfile, location_id: str, first: date, last: date) -> frozenset[date]:
    place = next((place for place in profile.locations if place.id == location_id), profile.locations[0])
    return holidays_between(profile.country, place.calendar.history[-1].zone, first, last)
