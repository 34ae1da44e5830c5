"""Report End Time is changed in the shop's settings: from a coming business day on, never in the past.

A day that has begun keeps its beginning. It ends where the first day under the new time starts, longer or shorter than
usual (docs/talech.md 7.6).
"""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from talech_simulator import BusinessCalendar, World
from talech_simulator.contract import EarlierSettings, Location, SampleMerchant

_TIME = re.compile(r"([01]?\d|2[0-3])[:h]([0-5]\d)", re.ASCII)


class BadTimeError(ValueError):
    """The text is no time of the 24-hour clock."""


def time_of_day(text: str) -> str:
    """`HH:mm` from what a person typed: `4:00`, `04:00`, `22h30`.

    Raises:
        BadTimeError: it is no time of the 24-hour clock.
    """
    found = _TIME.fullmatch(text.strip().lower())
    if found is None:
        raise BadTimeError(f"{text!r:.40} is no time of the 24-hour clock, such as 04:00")
    return f"{int(found[1]):02}:{found[2]}"


def change_report_end_time(world: World, merchant: SampleMerchant, location_id: str, report_end_time: str) -> Location:
    """Let a shop's day end at another time; the location as it is from now on, `settings_from` says since when.

    A change that has not come into force yet is replaced.

    Raises:
        KeyError: the merchant has no such location.
    """
    location = {each.id: each for each in merchant.profile.locations}[location_id]
    now = world.clock.now()
    running = BusinessCalendar(location).day_of(now).date
    in_force = _without_coming_change(location, running)
    changed = in_force
    if in_force.report_end_time != report_end_time:
        earlier = EarlierSettings(
            settings_from=in_force.settings_from or date.min,
            timezone=in_force.timezone,
            report_end_time=in_force.report_end_time,
        )
        first = replace(
            in_force, report_end_time=report_end_time, earlier_settings=(*in_force.earlier_settings, earlier)
        )
        changed = _from_the_next_day_that_starts_later(first, running, now)
    locations = tuple(changed if each.id == location_id else each for each in merchant.profile.locations)
    world.change(replace(merchant, profile=replace(merchant.profile, locations=locations)))
    return changed


def _without_coming_change(location: Location, running: date) -> Location:
    if location.settings_from is None or location.settings_from <= running or not location.earlier_settings:
        return location
    *older, last = location.earlier_settings
    return replace(
        location,
        timezone=last.timezone,
        report_end_time=last.report_end_time,
        settings_from=None if last.settings_from == date.min else last.settings_from,
        earlier_settings=tuple(older),
    )


def _from_the_next_day_that_starts_later(location: Location, running: date, now: datetime) -> Location:
    on = running + timedelta(days=1)
    while True:
        candidate = replace(location, settings_from=on)
        if BusinessCalendar(candidate).day(on).start > now:
            return candidate
        on += timedelta(days=1)
